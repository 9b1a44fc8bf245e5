import type { Id } from '#kernel';
import { AccountBook } from '../../domain/account-book.ts';
import type {
  BookedEntry,
  DecidedEntry,
  DecidedTransfer,
  LockedState,
  Original,
  PreparedEntry,
} from '../../domain/decide.ts';
import type { LedgerStore, LockedHead } from '../../storage/ledger.store.ts';

/** Bounds memory; what is known starts over when there is more. */
const MOST_ACCOUNTS = 200_000;
const MOST_HOLDS = 200_000;
const NONE_BOOKED: ReadonlyMap<Id<'Entry'>, BookedEntry> = new Map();

/**
 * The books as they are after all that this process has decided, as far as it can know without asking: enough to decide most
 * batches while those before are still on their way. The database checks each row against the head and the accounts as they
 * really are, so what is decided on a wrong belief is refused as a whole, never booked wrongly.
 */
export class KnownBooks {
  private head: LockedHead | undefined;
  private accounts = new AccountBook();
  /** Holds that this process has booked and nobody has resolved, by log position. */
  private holds = new Map<bigint, Original>();
  private appends = 0;

  constructor(private readonly store: LedgerStore) {}

  /**
   * What `entries` may be decided on, or undefined when something of it has to be asked for: an account that was not seen since
   * the last surprise, a transfer that is referred to and is no open hold of this process. That an id is booked already is not known here: the database refuses it.
   */
  stateFor(entries: readonly PreparedEntry[]): LockedState | undefined {
    const { head, accounts, holds } = this;
    if (head === undefined) return undefined;
    if (this.appends !== this.store.appends || accounts.size > MOST_ACCOUNTS || holds.size > MOST_HOLDS) {
      this.forget();
      return undefined;
    }
    for (const { draft } of entries) {
      const inAsset = accounts.in(draft.asset);
      for (const { debit, credit, rest, refersTo } of draft.transfers) {
        if (refersTo !== undefined && !holds.has(refersTo)) return undefined;
        if (!inAsset.has(debit) || !inAsset.has(credit)) return undefined;
        if (rest !== undefined && !(inAsset.has(rest.debit) && inAsset.has(rest.credit))) return undefined;
      }
    }
    return { head, accounts, booked: NONE_BOOKED, originals: holds };
  }

  /** Takes over what was read under the head and what was decided on it, once that is committed. */
  learn({ head, accounts }: LockedState & { readonly head: LockedHead }, decided: readonly DecidedEntry[]): void {
    if (this.head?.seq !== head.seq) this.forget(); // Somebody else has posted since.
    for (const account of accounts) this.accounts.put(account);
    this.head = head;
    this.appends = this.store.appends;
    this.advance(decided);
  }

  /** Puts `decided` on top of what is known. */
  advance(decided: readonly DecidedEntry[]): void {
    const last = decided.at(-1);
    if (last === undefined || this.head === undefined) return;
    for (const { transfers } of decided) {
      for (const transfer of transfers) {
        this.accounts.put(transfer.debit.account);
        this.accounts.put(transfer.credit.account);
        this.keepHold(transfer);
      }
    }
    const seq = last.transfers.at(-1)?.seq ?? this.head.seq;
    this.head = { seq, recordedAt: last.recordedAt, closedUntil: this.head.closedUntil };
  }

  /** Something turned out otherwise: the next batch asks. */
  forget(): void {
    this.head = undefined;
    this.accounts = new AccountBook();
    this.holds = new Map();
  }

  private keepHold({ seq, kind, amount, refersTo, debit, credit }: DecidedTransfer): void {
    if (kind === 'hold') {
      const hold = { debit: debit.account.path, credit: credit.account.path, isResolved: false };
      this.holds.set(seq, { kind, asset: debit.account.asset, amount, reversed: 0n, hold });
    }
    if (kind === 'capture' || kind === 'void') this.holds.delete(refersTo);
  }
}

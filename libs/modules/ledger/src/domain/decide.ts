import { type Asset, type DomainError, type EpochMs, type Id, MAX_MINOR, type Minor, assert } from '#kernel';
import {
  AccountClosed,
  BalanceOverflow,
  EntryIdReused,
  HoldExceeded,
  HoldNotFound,
  HoldOfOthers,
  HoldResolved,
  InsufficientFunds,
  NothingToBook,
  OriginalNotFound,
  OriginalNotReversible,
  PeriodClosed,
  ReversalExceedsOriginal,
  UnknownAccountPath,
  UnknownAsset,
} from '../ledger.errors.ts';
import { type Account, type Side, roomOf } from './account.ts';
import type { AccountBook } from './account-book.ts';
import type { AccountPath } from './account-path.ts';
import { MovedAccounts } from './moved-accounts.ts';
import type { EntryDraft, PostedEntry, TransferDraft, TransferKind } from './entry.ts';
import { type EntryContent, differingField, entryContent } from './entry-content.ts';

/** A draft whose form is checked and whose content is hashed. */
export type PreparedEntry = {
  readonly draft: EntryDraft;
  /** Lower-case hex. */
  readonly contentHash: string;
  /** Canonical JSON of the metadata. */
  readonly metadata: string;
  /** Canonical JSON of the asked-for transfers, where the booked rows may not tell it; else null. */
  readonly requested: string | null;
};

/** An entry that is in the books already. */
export type BookedEntry = { readonly content: EntryContent; readonly posted: PostedEntry };

/** A transfer that a reversal, capture or void points at, and what is reversed of it so far. */
export type Original = {
  readonly kind: TransferKind;
  readonly asset: string;
  readonly amount: bigint;
  readonly reversed: bigint;
  /** Of a hold: the accounts between which it holds, and whether it is over. */
  readonly hold?: { readonly debit: AccountPath; readonly credit: AccountPath; readonly isResolved: boolean };
};

/** What was read under the head: nobody else changes any of it before the transaction ends. */
export type LockedState = {
  /** Last log position, its recorded time, and until when the books are closed. */
  readonly head: { readonly seq: bigint; readonly recordedAt: EpochMs; readonly closedUntil?: EpochMs | undefined };
  /** Every account that the entries name and the chart allows; others may be there. */
  readonly accounts: AccountBook;
  /** The entries' ids that are booked already. */
  readonly booked: ReadonlyMap<Id<'Entry'>, BookedEntry>;
  /** Transfers that others refer to, by log position; those that do not exist are missing. */
  readonly originals: ReadonlyMap<bigint, Original>;
  /** Assets of the entries that the registry does not have; none when left out. */
  readonly unknownAssets?: ReadonlySet<Asset>;
};

/** One side of a row. */
export type DecidedSide = {
  /** The account as it is after the row. */
  readonly account: Account;
  /** Log position of the account's transfer before this one, 0 for none. */
  readonly prevSeq: bigint;
};

/** One row to write. */
export type DecidedTransfer = {
  readonly seq: bigint;
  readonly kind: TransferKind;
  readonly amount: Minor;
  readonly refersTo: bigint;
  readonly facts: Uint8Array | undefined;
  readonly debit: DecidedSide;
  readonly credit: DecidedSide;
};

/** One entry to write. */
export type DecidedEntry = PreparedEntry & {
  readonly recordedAt: EpochMs;
  readonly transfers: readonly DecidedTransfer[];
};

/** What becomes of one entry of a batch. */
export type Decision =
  | { readonly outcome: 'posted'; readonly entry: DecidedEntry }
  | { readonly outcome: 'replayed'; readonly posted: PostedEntry }
  | { readonly outcome: 'repeated'; readonly of: DecidedEntry }
  | { readonly outcome: 'refused'; readonly error: DomainError };

/**
 * Decides `entries` in order, each on what the ones before it leave. Pure: the same input gives the same rows.
 * An entry that is refused changes nothing for the next.
 *
 * The first rule below that an entry breaks is reported:
 * 1. its id is booked (or came earlier in `entries`): the same content is a replay, other content `EntryIdReused`;
 * 2. `UnknownAsset`; `PeriodClosed`; of each transfer in order: `UnknownAccountPath` (debit, credit, rest), then `AccountClosed`;
 * 3. then row by row: `OriginalNotFound`, `OriginalNotReversible`, `ReversalExceedsOriginal`; `HoldNotFound`,
 *    `HoldOfOthers`, `HoldResolved`, `HoldExceeded`;
 *    `InsufficientFunds` (debit side, credit side; "up to" amounts shrink instead); `BalanceOverflow`;
 * 4. `NothingToBook` when every "up to" amount came to nothing.
 * Limits hold after each row, not only after the entry.
 */
export function decideEntries(entries: readonly PreparedEntry[], state: LockedState, now: EpochMs): Decision[] {
  const books = new Books(state);
  const recordedAt = now > state.head.recordedAt ? now : state.head.recordedAt;
  const posted = new Map<Id<'Entry'>, DecidedEntry>();
  return entries.map((entry) => {
    const decision = decideEntry(entry, state, posted, books, recordedAt);
    if (decision.outcome === 'posted') posted.set(entry.draft.id, decision.entry);
    return decision;
  });
}

function decideEntry(
  entry: PreparedEntry,
  state: LockedState,
  posted: ReadonlyMap<Id<'Entry'>, DecidedEntry>,
  books: Books,
  recordedAt: EpochMs,
): Decision {
  const { id } = entry.draft;
  const booked = state.booked.get(id);
  if (booked !== undefined) {
    if (booked.posted.contentHash === entry.contentHash) {
      return { outcome: 'replayed', posted: booked.posted };
    }
    return refused(new EntryIdReused(id, differingField(booked.content, entryContent(entry.draft))));
  }
  const earlier = posted.get(id);
  if (earlier !== undefined) {
    if (earlier.contentHash === entry.contentHash) return { outcome: 'repeated', of: earlier };
    return refused(new EntryIdReused(id, differingField(entryContent(earlier.draft), entryContent(entry.draft))));
  }
  if (state.unknownAssets?.has(entry.draft.asset) === true) return refused(new UnknownAsset(entry.draft.asset));
  const { closedUntil } = state.head;
  if (closedUntil !== undefined && entry.draft.effectiveAt < closedUntil) {
    return refused(new PeriodClosed(id, entry.draft.effectiveAt, closedUntil));
  }
  const page = new Page(books, entry);
  const error = page.write();
  if (error === undefined) page.keep();
  else page.undo();
  if (error !== undefined) return refused(error);
  const { draft, contentHash, metadata, requested } = entry;
  return {
    outcome: 'posted',
    entry: { draft, contentHash, metadata, requested, recordedAt, transfers: page.rows },
  };
}

function refused(error: DomainError): Decision {
  return { outcome: 'refused', error };
}

/** The locked state with the entries decided so far on top. */
class Books {
  seq: bigint;
  readonly reversed = new Map<bigint, bigint>();
  readonly resolved = new Set<bigint>();
  private readonly byAsset = new Map<Asset, MovedAccounts>();

  constructor(readonly state: LockedState) {
    this.seq = state.head.seq;
  }

  accountsIn(asset: Asset): MovedAccounts {
    let found = this.byAsset.get(asset);
    if (found === undefined) {
      found = new MovedAccounts(this.state.accounts.in(asset));
      this.byAsset.set(asset, found);
    }
    return found;
  }
}

/** What an earlier value is worth putting back. */
type Undo = () => void;

/** One entry being decided. It writes into the books at once and can take all of it back. */
class Page {
  private seq: bigint;
  rows: DecidedTransfer[] = [];
  private readonly accounts: MovedAccounts;
  /** Kept only where a row may come after another: one that is refused by itself has moved nothing. */
  private readonly accountsBefore: Account[] | undefined;
  private readonly undos: Undo[] = [];

  constructor(
    private readonly books: Books,
    private readonly entry: PreparedEntry,
  ) {
    this.seq = books.seq;
    const { asset, transfers } = entry.draft;
    this.accounts = books.accountsIn(asset);
    if (transfers.length > 1 || transfers[0]?.rest !== undefined) this.accountsBefore = [];
  }

  keep(): void {
    this.books.seq = this.seq;
  }

  undo(): void {
    for (const account of this.accountsBefore?.toReversed() ?? []) this.accounts.set(account.path, account);
    for (const undo of this.undos.toReversed()) undo();
  }

  /** Fills `rows`, or answers why not. */
  write(): DomainError | undefined {
    const { draft } = this.entry;
    for (const transfer of draft.transfers) {
      const error = this.checkAccounts(transfer);
      if (error !== undefined) return error;
    }
    for (const transfer of draft.transfers) {
      const error = this.book(transfer);
      if (error !== undefined) return error;
    }
    return this.rows.length === 0 ? new NothingToBook(draft.id) : undefined;
  }

  private checkAccounts(transfer: TransferDraft): DomainError | undefined {
    const { debit, credit, rest } = transfer;
    if (rest === undefined && this.isOpen(debit) && this.isOpen(credit)) return undefined;
    const paths = rest === undefined ? [debit, credit] : [debit, credit, rest.debit, rest.credit];
    const unknown = paths.find((path) => this.accounts.get(path) === undefined);
    if (unknown !== undefined) return new UnknownAccountPath(unknown);
    const closed = paths.find((path) => !this.isOpen(path));
    return closed === undefined ? undefined : new AccountClosed(closed, this.entry.draft.asset);
  }

  private isOpen(path: AccountPath): boolean {
    return this.accounts.get(path)?.closedAt === null;
  }

  private book(transfer: TransferDraft): DomainError | undefined {
    if (transfer.upTo !== true) return this.row(transfer, transfer, transfer.amount);
    const part = smallest(transfer.amount, this.room(transfer.debit, 'debit'), this.room(transfer.credit, 'credit'));
    const error = part > 0n ? this.row(transfer, transfer, part) : undefined;
    if (error !== undefined || transfer.rest === undefined || part === transfer.amount) return error;
    return this.row(transfer, transfer.rest, transfer.amount - part);
  }

  private room(path: AccountPath, side: Side): bigint {
    return roomOf(this.account(path), side) ?? MAX_MINOR;
  }

  private row(transfer: TransferDraft, sides: Sides, amount: bigint): DomainError | undefined {
    const { kind = 'post' } = transfer;
    const error = this.checkReference(transfer, kind, amount) ?? this.checkLimit(kind, sides, amount);
    if (error !== undefined) return error;
    const moved = kind === 'hold' || kind === 'void' ? 0n : amount;
    const reserved = this.reservedBy(transfer, kind, amount);
    const seq = this.seq + 1n;
    const debit = this.moved(sides.debit, seq, moved, 0n, reserved, 0n);
    const credit = this.moved(sides.credit, seq, 0n, moved, 0n, reserved);
    if (hasOverflow(debit.account)) return new BalanceOverflow(sides.debit, this.entry.draft.asset);
    if (hasOverflow(credit.account)) return new BalanceOverflow(sides.credit, this.entry.draft.asset);
    this.seq = seq;
    this.move(debit.account);
    this.move(credit.account);
    const { refersTo = 0n, facts } = transfer;
    const row = { seq, kind, amount: amount as Minor, refersTo, facts, debit, credit };
    // Nearly every entry has one row: a list that is pushed to makes room for many.
    if (this.rows.length === 0) this.rows = [row];
    else this.rows.push(row);
    return undefined;
  }

  /** What the row adds to the pending amounts of its accounts. */
  private reservedBy({ refersTo }: TransferDraft, kind: TransferKind, amount: bigint): bigint {
    if (kind === 'hold') return amount;
    if ((kind !== 'capture' && kind !== 'void') || refersTo === undefined) return 0n;
    return -(this.books.state.originals.get(refersTo)?.amount ?? 0n);
  }

  private checkReference(transfer: TransferDraft, kind: TransferKind, amount: bigint): DomainError | undefined {
    const { refersTo } = transfer;
    if (refersTo === undefined) return undefined;
    const original = this.books.state.originals.get(refersTo);
    if (kind === 'reversal') return this.checkReversal(refersTo, original, amount);
    const hold = original?.hold;
    if (original === undefined || hold === undefined) return new HoldNotFound(refersTo);
    const isBetweenOthers = hold.debit !== transfer.debit || hold.credit !== transfer.credit;
    if (isBetweenOthers || original.asset !== this.entry.draft.asset) return new HoldOfOthers(refersTo);
    if (hold.isResolved || this.books.resolved.has(refersTo)) return new HoldResolved(refersTo);
    const isWithin = kind === 'void' ? amount === original.amount : amount <= original.amount;
    if (!isWithin) return new HoldExceeded(refersTo, original.amount, amount);
    this.books.resolved.add(refersTo);
    this.undos.push(() => this.books.resolved.delete(refersTo));
    return undefined;
  }

  private checkReversal(refersTo: bigint, original: Original | undefined, amount: bigint): DomainError | undefined {
    if (original === undefined) return new OriginalNotFound(refersTo);
    if (original.kind !== 'post' && original.kind !== 'capture') {
      return new OriginalNotReversible(refersTo, `it is a ${original.kind}`);
    }
    if (original.asset !== this.entry.draft.asset) {
      return new OriginalNotReversible(refersTo, `it is in ${original.asset}`);
    }
    const before = this.books.reversed.get(refersTo) ?? original.reversed;
    if (before + amount > original.amount) {
      return new ReversalExceedsOriginal(refersTo, original.amount - before, amount);
    }
    this.books.reversed.set(refersTo, before + amount);
    this.undos.push(() => this.books.reversed.set(refersTo, before));
    return undefined;
  }

  /** What a hold reserved fits by itself, so captures and voids are not asked again. */
  private checkLimit(kind: TransferKind, sides: Sides, amount: bigint): DomainError | undefined {
    if (kind === 'capture' || kind === 'void') return undefined;
    return this.checkSide(sides.debit, 'debit', amount) ?? this.checkSide(sides.credit, 'credit', amount);
  }

  private checkSide(path: AccountPath, side: Side, amount: bigint): DomainError | undefined {
    const available = this.room(path, side);
    return available < amount ? new InsufficientFunds(path, this.entry.draft.asset, available, amount) : undefined;
  }

  /** The account at `path` as the row at `seq` leaves it. */
  private moved(
    path: AccountPath,
    seq: bigint,
    debits: bigint,
    credits: bigint,
    pendingDebits: bigint,
    pendingCredits: bigint,
  ): DecidedSide {
    const before = this.account(path);
    const account = {
      ...before,
      debits: sum(before.debits, debits),
      credits: sum(before.credits, credits),
      pendingDebits: sum(before.pendingDebits, pendingDebits),
      pendingCredits: sum(before.pendingCredits, pendingCredits),
      accountSeq: before.accountSeq + 1n,
      lastSeq: seq,
    };
    return { account, prevSeq: before.lastSeq };
  }

  private move(account: Account): void {
    this.accountsBefore?.push(this.account(account.path));
    this.accounts.set(account.path, account);
  }

  private account(path: AccountPath): Account {
    const found = this.accounts.get(path);
    assert(found !== undefined, 'every account was checked before');
    return found;
  }
}

/** Which accounts a row is between. */
type Sides = { readonly debit: AccountPath; readonly credit: AccountPath };

/** Adding nothing makes no new number of a total: most totals of a row stay. */
function sum(total: bigint, amount: bigint): bigint {
  return amount === 0n ? total : total + amount;
}

function hasOverflow(account: Account): boolean {
  const { debits, credits, pendingDebits, pendingCredits } = account;
  return debits > MAX_MINOR || credits > MAX_MINOR || pendingDebits > MAX_MINOR || pendingCredits > MAX_MINOR;
}

function smallest(first: bigint, ...others: readonly bigint[]): bigint {
  return others.reduce((least, other) => (other < least ? other : least), first);
}

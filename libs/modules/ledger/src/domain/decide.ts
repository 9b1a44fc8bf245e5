import { type Asset, type DomainError, type EpochMs, type Id, MAX_MINOR, type Minor, assert, sha256 } from '#kernel';
import {
  AccountClosed,
  BalanceOverflow,
  EntryIdReused,
  InsufficientFunds,
  NothingToBook,
  OriginalNotFound,
  OriginalNotReversible,
  ReversalExceedsOriginal,
  UnknownAccountPath,
  UnknownAsset,
} from '../ledger.errors.ts';
import { type Account, type Side, accountKey, balanceOf } from './account.ts';
import type { AccountPath } from './account-path.ts';
import { KIND_CODES, type EntryDraft, type PostedEntry, type TransferDraft, type TransferKind } from './entry.ts';
import { type EntryContent, differingField } from './entry-content.ts';
import { type LeafSide, transferLeafHash } from './leaf.ts';

/** A draft whose form is checked and whose content is hashed. */
export type PreparedEntry = {
  readonly draft: EntryDraft;
  readonly content: EntryContent;
  readonly contentHash: Buffer;
  /** Canonical JSON of the metadata. */
  readonly metadata: string;
  /** Canonical JSON of the asked-for transfers, where the booked rows may not tell it; else null. */
  readonly requested: string | null;
};

/** An entry that is in the books already. */
export type BookedEntry = { readonly content: EntryContent; readonly posted: PostedEntry };

/** A transfer that a reversal points at, and what is reversed of it so far. */
export type Original = {
  readonly kind: TransferKind;
  readonly asset: string;
  readonly amount: bigint;
  readonly reversed: bigint;
};

/** What was read under the head: nobody else changes any of it before the transaction ends. */
export type LockedState = {
  /** Last log position and its recorded time. */
  readonly head: { readonly seq: bigint; readonly recordedAt: EpochMs };
  /** Every account that the entries name and the chart allows, by `accountKey`. */
  readonly accounts: ReadonlyMap<string, Account>;
  /** The entries' ids that are booked already. */
  readonly booked: ReadonlyMap<Id<'Entry'>, BookedEntry>;
  /** Transfers that reversals name, by log position; those that do not exist are missing. */
  readonly originals: ReadonlyMap<bigint, Original>;
  /** Assets of the entries that the registry does not have; none when left out. */
  readonly unknownAssets?: ReadonlySet<Asset>;
};

/** One side of a row: the account as it is after the row. */
export type DecidedSide = { readonly account: Account; readonly leaf: LeafSide };

/** One row to write. */
export type DecidedTransfer = {
  readonly seq: bigint;
  readonly kind: TransferKind;
  readonly amount: Minor;
  readonly refersTo: bigint;
  readonly facts: Uint8Array | undefined;
  readonly debit: DecidedSide;
  readonly credit: DecidedSide;
  readonly leafHash: Buffer;
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
 * Decides `entries` in order, each on what the ones before it leave. Pure: the same input gives the same leaves.
 * An entry that is refused changes nothing for the next.
 *
 * The first rule below that an entry breaks is reported:
 * 1. its id is booked (or came earlier in `entries`): the same content is a replay, other content `EntryIdReused`;
 * 2. `UnknownAsset`; of each transfer in order: `UnknownAccountPath` (debit, credit, rest), then `AccountClosed`;
 * 3. then row by row: `OriginalNotFound`, `OriginalNotReversible`, `ReversalExceedsOriginal`;
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
    if (booked.posted.contentHash === entry.contentHash.toString('hex')) {
      return { outcome: 'replayed', posted: booked.posted };
    }
    return refused(new EntryIdReused(id, differingField(booked.content, entry.content)));
  }
  const earlier = posted.get(id);
  if (earlier !== undefined) {
    if (earlier.contentHash.equals(entry.contentHash)) return { outcome: 'repeated', of: earlier };
    return refused(new EntryIdReused(id, differingField(earlier.content, entry.content)));
  }
  if (state.unknownAssets?.has(entry.draft.asset) === true) return refused(new UnknownAsset(entry.draft.asset));
  const page = books.open(entry, recordedAt);
  const error = page.write();
  if (error !== undefined) return refused(error);
  books.keep(page);
  return { outcome: 'posted', entry: { ...entry, recordedAt, transfers: page.rows } };
}

function refused(error: DomainError): Decision {
  return { outcome: 'refused', error };
}

/** The locked state with the entries decided so far on top. */
class Books {
  seq: bigint;
  readonly accounts: Map<string, Account>;
  readonly reversed = new Map<bigint, bigint>();
  private readonly pathHashes = new Map<AccountPath, Buffer>();

  constructor(readonly state: LockedState) {
    this.seq = state.head.seq;
    this.accounts = new Map(state.accounts);
  }

  open(entry: PreparedEntry, recordedAt: EpochMs): Page {
    return new Page(this, entry, recordedAt);
  }

  keep(page: Page): void {
    this.seq = page.seq;
    for (const [key, account] of page.touched) this.accounts.set(key, account);
    for (const [seq, amount] of page.reversed) this.reversed.set(seq, amount);
  }

  pathHash(path: AccountPath): Buffer {
    let found = this.pathHashes.get(path);
    if (found === undefined) {
      found = sha256(path);
      this.pathHashes.set(path, found);
    }
    return found;
  }
}

/** One entry being decided: its changes are kept apart until all of it is accepted. */
class Page {
  seq: bigint;
  readonly rows: DecidedTransfer[] = [];
  readonly touched = new Map<string, Account>();
  readonly reversed = new Map<bigint, bigint>();

  constructor(
    private readonly books: Books,
    private readonly entry: PreparedEntry,
    private readonly recordedAt: EpochMs,
  ) {
    this.seq = books.seq;
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
    const { rest } = transfer;
    const paths = [transfer.debit, transfer.credit, ...(rest === undefined ? [] : [rest.debit, rest.credit])];
    const unknown = paths.find((path) => this.find(path) === undefined);
    if (unknown !== undefined) return new UnknownAccountPath(unknown);
    const closed = paths.find((path) => this.account(path).closedAt !== null);
    return closed === undefined ? undefined : new AccountClosed(closed, this.entry.draft.asset);
  }

  private book(transfer: TransferDraft): DomainError | undefined {
    if (transfer.upTo !== true) return this.row(transfer, transfer, transfer.amount);
    const part = smallest(transfer.amount, this.room(transfer.debit, 'debit'), this.room(transfer.credit, 'credit'));
    const error = part > 0n ? this.row(transfer, transfer, part) : undefined;
    if (error !== undefined || transfer.rest === undefined || part === transfer.amount) return error;
    return this.row(transfer, transfer.rest, transfer.amount - part);
  }

  /** How much `path` takes on `side` before its limit; a movement on the natural side has no limit. */
  private room(path: AccountPath, side: Side): bigint {
    const account = this.account(path);
    if (account.minBalance === null || account.naturalSide === side) return MAX_MINOR;
    const left = balanceOf(account) - account.minBalance;
    return left > 0n ? left : 0n;
  }

  private row(
    transfer: TransferDraft,
    sides: { readonly debit: AccountPath; readonly credit: AccountPath },
    amount: bigint,
  ): DomainError | undefined {
    const error = this.checkReversal(transfer, amount) ?? this.checkLimit(sides, amount);
    if (error !== undefined) return error;
    const debit = this.move(sides.debit, { debits: amount, credits: 0n });
    const credit = this.move(sides.credit, { debits: 0n, credits: amount });
    const overflowing = [debit, credit].find(
      ({ account }) => account.debits > MAX_MINOR || account.credits > MAX_MINOR,
    );
    if (overflowing !== undefined) return new BalanceOverflow(overflowing.account.path, overflowing.account.asset);
    this.seq += 1n;
    this.rows.push(this.decided(transfer, amount as Minor, debit, credit));
    return undefined;
  }

  private checkReversal(transfer: TransferDraft, amount: bigint): DomainError | undefined {
    if (transfer.refersTo === undefined) return undefined;
    const original = this.books.state.originals.get(transfer.refersTo);
    if (original === undefined) return new OriginalNotFound(transfer.refersTo);
    if (original.kind !== 'post') return new OriginalNotReversible(transfer.refersTo, `it is a ${original.kind}`);
    if (original.asset !== this.entry.draft.asset) {
      return new OriginalNotReversible(transfer.refersTo, `it is in ${original.asset}`);
    }
    const before =
      this.reversed.get(transfer.refersTo) ?? this.books.reversed.get(transfer.refersTo) ?? original.reversed;
    if (before + amount > original.amount) {
      return new ReversalExceedsOriginal(transfer.refersTo, original.amount - before, amount);
    }
    this.reversed.set(transfer.refersTo, before + amount);
    return undefined;
  }

  private checkLimit(
    sides: { readonly debit: AccountPath; readonly credit: AccountPath },
    amount: bigint,
  ): DomainError | undefined {
    for (const side of ['debit', 'credit'] as const) {
      const available = this.room(sides[side], side);
      if (available < amount) return new InsufficientFunds(sides[side], this.entry.draft.asset, available, amount);
    }
    return undefined;
  }

  private move(path: AccountPath, by: { readonly debits: bigint; readonly credits: bigint }): DecidedSide {
    const before = this.account(path);
    const account = {
      ...before,
      debits: before.debits + by.debits,
      credits: before.credits + by.credits,
      accountSeq: before.accountSeq + 1n,
      lastSeq: this.seq + 1n,
    };
    this.touched.set(accountKey(path, before.asset), account);
    const leaf = {
      pathHash: this.books.pathHash(path),
      accountSeq: account.accountSeq,
      prevSeq: before.lastSeq,
      creditsAfter: account.credits,
      debitsAfter: account.debits,
    };
    return { account, leaf };
  }

  private decided(transfer: TransferDraft, amount: Minor, debit: DecidedSide, credit: DecidedSide): DecidedTransfer {
    const kind = transfer.kind ?? 'post';
    const { draft, contentHash } = this.entry;
    const refersTo = transfer.refersTo ?? 0n;
    const leafHash = transferLeafHash({
      seq: this.seq,
      entryId: draft.id,
      kind: KIND_CODES[kind],
      amount,
      asset: draft.asset,
      effectiveAt: draft.effectiveAt,
      recordedAt: this.recordedAt,
      refersTo,
      facts: transfer.facts,
      contentHash,
      debit: debit.leaf,
      credit: credit.leaf,
    });
    return { seq: this.seq, kind, amount, refersTo, facts: transfer.facts, debit, credit, leafHash };
  }

  private find(path: AccountPath): Account | undefined {
    const key = accountKey(path, this.entry.draft.asset);
    return this.touched.get(key) ?? this.books.accounts.get(key);
  }

  private account(path: AccountPath): Account {
    const found = this.find(path);
    assert(found !== undefined, `account ${path} was checked before`);
    return found;
  }
}

function smallest(first: bigint, ...others: readonly bigint[]): bigint {
  return others.reduce((least, other) => (other < least ? other : least), first);
}

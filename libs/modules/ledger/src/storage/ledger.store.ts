import type { Asset, EpochMs, Id } from '#kernel';
import type { CopyPipe, Tx } from '#platform/database';
import type { Account, AccountRef } from '../domain/account.ts';
import type { AccountBook } from '../domain/account-book.ts';
import type { BookedEntry, DecidedEntry, Original } from '../domain/decide.ts';
import type { NoteLeaf } from '../domain/leaf.ts';

/** Last position of the log and its recorded time. */
export type Head = { readonly seq: bigint; readonly recordedAt: EpochMs };

/** The head as posting reads it. */
export type LockedHead = Head & {
  /** Nothing takes effect before this any more; undefined while every period is open. */
  readonly closedUntil: EpochMs | undefined;
};

/** What `lock` answers. */
export type Locked = {
  readonly head: LockedHead;
  readonly bookedIds: readonly Id<'Entry'>[];
  readonly accounts: AccountBook;
};

/** A note ready to be written. */
export type DecidedNote = NoteLeaf & { readonly recordedAt: EpochMs; readonly leafHash: Buffer };

/**
 * What posting needs of the database. Every method but `takeHead` and `appendAhead` is for after it, in the same transaction:
 * then nothing that it reads changes before the transaction ends.
 */
export abstract class LedgerStore {
  private appended = 0;

  /** How often this process has committed to the log, but for what went ahead. */
  get appends(): number {
    return this.appended;
  }

  /** Called for each such commit. */
  protected count(): void {
    this.appended += 1;
  }

  /** Waits for the head and holds it to the end of the transaction. @throws what PostgreSQL says unless it is READ COMMITTED. */
  abstract takeHead(tx: Tx): Promise<Head>;
  /**
   * Waits for the head like `takeHead` and reads what an ordinary batch needs, in one round: which of `ids` are booked, and
   * the accounts as `readAccounts` does.
   */
  abstract lock(tx: Tx, ids: readonly Id<'Entry'>[], refs: Iterable<AccountRef>): Promise<Locked>;
  /** The entries among `ids` that are booked, whole. */
  abstract findEntries(tx: Tx, ids: readonly Id<'Entry'>[]): Promise<Map<Id<'Entry'>, BookedEntry>>;
  /** The accounts by `accountKey`; those that never had a transfer are opened if the chart has their path, else left out. */
  abstract readAccounts(tx: Tx, refs: readonly AccountRef[]): Promise<Map<string, Account>>;
  /** Which of `codes` the registry has. */
  abstract knownAssets(tx: Tx, codes: readonly Asset[]): Promise<Set<Asset>>;
  /** The transfers at `seqs`, with what is reversed of them. */
  abstract findOriginals(tx: Tx, seqs: readonly bigint[]): Promise<Map<bigint, Original>>;
  /** Writes entries and their transfers; the database checks them again and moves the balances. */
  abstract append(tx: Tx, entries: readonly DecidedEntry[]): Promise<void>;
  /**
   * Writes entries in a transaction of their own that does not hold the head yet, behind what `pipe` was sent before.
   * @throws what PostgreSQL says when they do not follow the head as it is then: nothing of them was written.
   */
  abstract appendAhead(pipe: CopyPipe, entries: readonly DecidedEntry[]): Promise<void>;
  /** Writes notes at the next positions. */
  abstract appendNotes(tx: Tx, notes: readonly DecidedNote[]): Promise<void>;
}

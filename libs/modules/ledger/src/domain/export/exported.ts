import type { Account } from '../account.ts';
import type { StoredNote, StoredPeriodMove, StoredTransfer } from '../replay.ts';

/** The books that are exported, at one moment. Accounts have their totals of that moment. */
export type ExportedBooks = {
  readonly origin: string;
  /** Verifier key of the log (C2SP signed note). */
  readonly publicKey: string;
  /** Number of leaves. */
  readonly size: bigint;
  /** By row number. */
  readonly accounts: ReadonlyMap<bigint, Account>;
};

/** An exported signed head. */
export type ExportedCheckpoint = { readonly size: bigint; readonly root: Buffer; readonly signedNote: string };

/** The rows of one entry, first one first. */
export type ExportedEntry = readonly [StoredTransfer, ...StoredTransfer[]];

/** A way to write the books down, line by line without line ends, in the order of the log. */
export abstract class LedgerFormat {
  constructor(protected readonly books: ExportedBooks) {}
  abstract begin(): string[];
  abstract entry(rows: ExportedEntry): string[];
  /** `move` is what is under the hash of a note that closes the books or opens them again. */
  abstract note(note: StoredNote, move: StoredPeriodMove | undefined): string[];
  abstract checkpoint(checkpoint: ExportedCheckpoint): string[];
  abstract end(): string[];

  protected account(id: bigint): Account {
    const found = this.books.accounts.get(id);
    if (found === undefined) throw new RangeError(`account ${id} is not in the books`);
    return found;
  }
}

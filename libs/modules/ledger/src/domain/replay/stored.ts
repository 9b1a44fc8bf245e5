import type { EpochMs } from '#kernel';
import type { Account } from '../account.ts';
import { KIND_CODES } from '../entry.ts';
import type { LeafSide, NoteLeaf, TransferLeaf } from '../leaf.ts';
import type { PeriodMove } from '../period.ts';

/** Something that does not hold. `rule` is I1 … I12 of libs/modules/ledger/README.md, or the name of a check over the whole. */
export type MoneyBreak = {
  readonly rule: string;
  /** What it is about: a log position, an account, an entry, an asset, a checkpoint. */
  readonly at: string;
  readonly message: string;
};

/** Says that something does not hold. */
export type Broken = (rule: string, at: string, message: string) => void;

/** A stored transfer: its leaf's fields, where the accounts are known by row number. */
export type StoredTransfer = Omit<
  TransferLeaf,
  'contentHash' | 'debit' | 'credit' | 'effectiveAt' | 'recordedAt' | 'entryId'
> & {
  /** 16 bytes. */
  readonly entryId: Buffer;
  readonly effectiveAt: EpochMs;
  readonly recordedAt: EpochMs;
  readonly debit: StoredSide;
  readonly credit: StoredSide;
  /** What is of its entry, on the entry's first row. */
  readonly opens: StoredEntry | undefined;
};

/** One side of a stored transfer. */
export type StoredSide = Omit<LeafSide, 'pathHash'> & { readonly accountId: bigint };

/** What a stored entry has beside its rows. Null only where somebody put it there. */
export type StoredEntry = {
  readonly transferCount: number;
  readonly contentHash: Buffer | null;
  readonly metadata: string | null;
  readonly requested: string | null;
};

/** A stored note, and the leaf hash beside it. */
export type StoredNote = NoteLeaf & { readonly recordedAt: EpochMs; readonly leafHash: Buffer };

/** A stored move of the books' closing, by the position of its note. */
export type StoredPeriodMove = PeriodMove & { readonly noteSeq: bigint };

/** The transfer that a reversal names. */
export type StoredOriginal = { readonly asset: string; readonly amount: bigint; readonly kind: number };

/** An account as the database shows it, and SHA-256 of its path. */
export type StoredAccount = { readonly stored: Account; readonly pathHash: Buffer };

/** Whether a row of this kind moves its amount; holds and voids do not. */
export function isMoving(kind: number): boolean {
  return kind === KIND_CODES.post || kind === KIND_CODES.capture || kind === KIND_CODES.reversal;
}

/** Where a break of a row lies. Made when there is one: rows without are many. */
export function atTransfer({ seq }: Pick<StoredTransfer, 'seq'>): string {
  return `transfer ${seq}`;
}

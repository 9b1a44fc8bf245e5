import type { TransferKind } from './entry.ts';
import type { EntryContent } from './entry-content.ts';

/** One side of a leaf, as the receipt bundle writes it; numbers are decimal strings. */
export type LeafSideView = {
  readonly path: string;
  readonly account_seq: string;
  readonly prev_seq: string;
  readonly credits_after: string;
  readonly debits_after: string;
};

/** One transfer's leaf, as the receipt bundle writes it: entry id, asset and content hash come from the entry. */
export type LeafView = {
  readonly kind: 'transfer';
  readonly seq: string;
  readonly transfer_kind: TransferKind;
  readonly amount: string;
  /** Milliseconds since 1970. */
  readonly effective_at: string;
  readonly recorded_at: string;
  readonly refers_to: string;
  /** 64 hex digits or empty. */
  readonly facts: string;
  readonly debit: LeafSideView;
  readonly credit: LeafSideView;
};

/** A booked entry with everything that its proof needs. */
export type EntryView = {
  /** What was asked for, exactly as it was hashed. */
  readonly content: EntryContent;
  /** Lower-case hex. */
  readonly contentHash: string;
  readonly leaves: readonly LeafView[];
};

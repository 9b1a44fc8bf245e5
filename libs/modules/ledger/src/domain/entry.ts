import { type Asset, type EpochMs, type Id, type Json, type Minor, assert } from '#kernel';
import type { AccountPath } from './account-path.ts';

/** What a booked row does: a hold reserves and a void releases without moving anything; a capture moves and releases. */
export type TransferKind = 'post' | 'hold' | 'capture' | 'void' | 'reversal';

/** Code of each kind in the leaf and in `ledger.transfer.kind`. */
export const KIND_CODES = { post: 1, hold: 2, capture: 3, void: 4, reversal: 5 } as const satisfies Record<
  TransferKind,
  number
>;

/** The kind behind a code, `undefined` for none. */
function kindOf(code: number): TransferKind | undefined {
  return (Object.keys(KIND_CODES) as TransferKind[]).find((kind) => KIND_CODES[kind] === code);
}

/** The kind behind a stored code. */
export function transferKindOf(code: number): TransferKind {
  const kind = kindOf(code);
  assert(kind !== undefined, `${code} is a kind of transfer`);
  return kind;
}

/** One amount to move from the credit of one account to another; amounts are minor units of the entry's asset. */
export type TransferDraft = {
  /**
   * Default `post`. A `reversal` takes back a part of an earlier transfer, from wherever the money is now. A `hold`
   * reserves: its amount counts against the limits of both accounts until a `capture` moves at most that much, or a
   * `void` gives it up. Either ends the whole hold, names the same accounts, and a void the hold's amount.
   */
  readonly kind?: TransferKind;
  readonly debit: AccountPath;
  readonly credit: AccountPath;
  readonly amount: Minor;
  /** Book min(amount, what the limits of both accounts leave), decided under the head. */
  readonly upTo?: boolean;
  /** Where the part goes that `upTo` could not book; without it that part goes nowhere. */
  readonly rest?: { readonly debit: AccountPath; readonly credit: AccountPath };
  /** Log position of the original of a reversal, or of the hold that a capture or void ends. */
  readonly refersTo?: bigint;
  /** `factsHash(…)`, 32 bytes. */
  readonly facts?: Uint8Array;
};

/** One business fact: all of its transfers are booked or none. */
export type EntryDraft = {
  /** Made by the caller, derived from what it is about, so that a retry hits it again. */
  readonly id: Id<'Entry'>;
  readonly asset: Asset;
  readonly effectiveAt: EpochMs;
  /** 1 … 8,190, booked in this order. */
  readonly transfers: readonly TransferDraft[];
  /** No personal data: the hash of it stays for ever. */
  readonly metadata: { readonly [key: string]: Json };
};

/** A row as it was booked. */
export type PostedTransfer = {
  readonly seq: bigint;
  readonly kind: TransferKind;
  readonly debit: AccountPath;
  readonly credit: AccountPath;
  readonly amount: Minor;
  /** 0 for none. */
  readonly refersTo: bigint;
};

/** What an entry has become; the same for every call with its id, but for `replayed`. */
export type PostedEntry = {
  readonly id: Id<'Entry'>;
  /** Lower-case hex. */
  readonly contentHash: string;
  readonly recordedAt: EpochMs;
  /** True when an earlier call booked it. */
  readonly replayed: boolean;
  readonly transfers: readonly PostedTransfer[];
};

/** Most transfers that one entry may ask for. */
export const MAX_TRANSFERS = 8_190;

import { type Asset, type EpochMs, type Id, derivedId } from '#kernel';
import { type CustodyKey, type EntryDraft, accounts } from '#modules/ledger';
import type { Move } from '../domain/moves.ts';

/** Most transfers of one entry of a run: a bound on how long one entry takes to write and to prove. */
export const MAX_TRANSFERS_AN_ENTRY = 8_000;

/** What the entries of a run are made from. */
export type RunToBook = {
  readonly id: Id<'PayoutRun'>;
  readonly asset: Asset;
  readonly custodyKey: CustodyKey;
  readonly proposedAt: EpochMs;
};

/** Payable → settling, up to the amounts, at most 8,000 transfers an entry. The same run always has the same entry ids. */
export function freezeEntries(run: RunToBook, moves: readonly Move[], at: EpochMs): EntryDraft[] {
  return chunks(moves, MAX_TRANSFERS_AN_ENTRY).map((part, index) => ({
    id: derivedId<'Entry'>(run.proposedAt, 'payouts.freeze', run.id, String(index)),
    asset: run.asset,
    effectiveAt: at,
    transfers: part.map(({ payeeId, amount }) => ({
      debit: accounts.payable(payeeId),
      credit: accounts.settling(payeeId, run.custodyKey),
      amount,
      upTo: true,
    })),
    metadata: { reason: 'payout_run', run: run.id, part: index },
  }));
}

/** A payout that was booked, with the log position of its transfer. */
export type BookedMove = Move & { readonly seq: bigint };

/** Settling → payable: reversals of what the freeze booked, so that none can be given back twice. */
export function cancelEntries(run: RunToBook, booked: readonly BookedMove[], at: EpochMs): EntryDraft[] {
  return chunks(booked, MAX_TRANSFERS_AN_ENTRY).map((part, index) => ({
    id: derivedId<'Entry'>(run.proposedAt, 'payouts.cancel', run.id, String(index)),
    asset: run.asset,
    effectiveAt: at,
    transfers: part.map(({ payeeId, amount, seq }) => ({
      kind: 'reversal' as const,
      debit: accounts.settling(payeeId, run.custodyKey),
      credit: accounts.payable(payeeId),
      amount,
      refersTo: seq,
    })),
    metadata: { reason: 'payout_run_cancelled', run: run.id, part: index },
  }));
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  const parts: T[][] = [];
  for (let at = 0; at < items.length; at += size) parts.push(items.slice(at, at + size));
  return parts;
}

import { z } from 'zod';
import type { Asset, Id, Minor, Money } from '#kernel';
import type { Payout } from '../domain/run.ts';
import type { Review } from '../storage/review.store.ts';
import type { PayeePayout, RunWithSums } from '../storage/run.store.ts';
import { OwnPayoutView, PayoutView, ReviewView, RunView } from './payouts.schemas.ts';

const userOf = (text: string): Id<'User'> => text as Id<'User'>;

/** A run on the wire. */
export function runShape(run: RunWithSums): unknown {
  const { asset, sums } = run;
  const of = (amount: Minor): Money => ({ amount, asset });
  return z.encode(RunView, {
    id: run.id,
    state: run.state,
    custody_key: run.custodyKey,
    minimum: of(run.minimum),
    at_seq: String(run.atSeq),
    listed: of(sums.listed),
    booked: of(sums.booked),
    settled: of(sums.settled),
    payees: Number(sums.payees),
    left_out: Number(sums.leftOut),
    proposed_by: userOf(run.proposedBy),
    proposed_at: run.proposedAt,
    approved_by: run.approvedBy === undefined ? null : userOf(run.approvedBy),
    approved_at: run.approvedAt ?? null,
    posted_at: run.postedAt ?? null,
    posted_as: run.postedAs ?? null,
    settled_at: run.settledAt ?? null,
    cancelled_by: run.cancelledBy === undefined ? null : userOf(run.cancelledBy),
    cancelled_at: run.cancelledAt ?? null,
    cancel_reason: run.cancelReason ?? null,
  });
}

/** One line of a run's list on the wire. */
export function payoutShape({ payeeId, payable, booked, settled, leftOut }: Payout, asset: Asset): unknown {
  return z.encode(PayoutView, {
    payee: payeeId,
    payable: { amount: payable, asset },
    booked: booked === undefined ? null : { amount: booked, asset },
    settled: { amount: settled, asset },
    left_out: leftOut ?? null,
  });
}

/** A payout as its payee sees it. */
export function ownPayoutShape(payout: PayeePayout): unknown {
  const { asset, booked, settled } = payout;
  return z.encode(OwnPayoutView, {
    run: payout.runId,
    state: payout.state,
    at: payout.proposedAt,
    booked: booked === undefined ? null : { amount: booked, asset },
    settled: { amount: settled, asset },
    left_out: payout.leftOut ?? null,
    posted_as: payout.postedAs ?? null,
  });
}

/** A review on the wire. */
export function reviewShape({ id, payeeId, reason, openedBy, openedAt }: Review): unknown {
  return z.encode(ReviewView, { id, payee: payeeId, reason, opened_by: userOf(openedBy), opened_at: openedAt });
}

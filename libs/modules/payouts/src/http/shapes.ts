import { z } from 'zod';
import { type Asset, type Id, type Minor, type Money, minor } from '#kernel';
import type { Payout } from '../domain/run.ts';
import type { Review } from '../storage/review.store.ts';
import type { PayeePayout, RunWithSums } from '../storage/run.store.ts';
import type { RunComparison } from '../use-cases/compare-run/compare-run.ts';
import { ComparisonView, OwnPayoutView, PayoutView, ReviewView, RunView } from './payouts.schemas.ts';

const userOf = (text: string): Id<'User'> => text as Id<'User'>;

/** A run on the wire. */
export function runShape(run: RunWithSums, names: ReadonlyMap<string, string>): unknown {
  const { asset, sums } = run;
  const of = (amount: Minor): Money => ({ amount, asset });
  const nameOf = (id: string | undefined): string | null => (id === undefined ? null : (names.get(id) ?? ''));
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
    proposed_by_name: nameOf(run.proposedBy) ?? '',
    proposed_at: run.proposedAt,
    approved_by: run.approvedBy === undefined ? null : userOf(run.approvedBy),
    approved_by_name: nameOf(run.approvedBy),
    approved_at: run.approvedAt ?? null,
    posted_at: run.postedAt ?? null,
    posted_as: run.postedAs ?? null,
    settled_at: run.settledAt ?? null,
    cancelled_by: run.cancelledBy === undefined ? null : userOf(run.cancelledBy),
    cancelled_by_name: nameOf(run.cancelledBy),
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

/** A run beside the one before it, on the wire. */
export function comparisonShape({ run, previous, payouts, total }: RunComparison): unknown {
  const { asset } = run;
  return z.encode(ComparisonView, {
    run: run.id,
    previous: previous === undefined ? null : { id: previous.id, proposed_at: previous.proposedAt },
    total,
    items: payouts.map((each) => ({
      payee: each.payeeId,
      payee_name: each.payeeName,
      amount: { amount: minor(each.amount), asset },
      previous: { amount: minor(each.previous), asset },
      difference: { amount: String(each.difference), asset },
      outlier: each.outlier ?? null,
      left_out: each.payout?.leftOut ?? null,
      payable: { amount: each.payout?.payable ?? minor(0n), asset },
      settled: { amount: each.payout?.settled ?? minor(0n), asset },
      review: each.review ?? null,
    })),
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

import { z } from 'zod';
import { PageQuery, instant, money, pageSchema, publicIdSchema } from '#platform/http';
import { RUN_STATES } from '../domain/run.ts';

const organisationId = publicIdSchema<'Organisation'>('org');
const userId = publicIdSchema<'User'>('usr');
const state = z.enum(RUN_STATES);
const leftOut = z.enum(['no_wallet', 'below_minimum', 'in_review']);
const count = z.int();
const name = z.string().meta({ description: 'Of the person or organisation; empty when it is not known any more.' });

/** Id of a run in a path. */
export const runId = publicIdSchema<'PayoutRun'>('po');

/** `POST /v1/payout-runs`. */
export const NewRunBody = z
  .strictObject({ minimum: money.meta({ description: 'In the asset that is paid; payees with less are left out.' }) })
  .meta({ id: 'NewPayoutRun' });
/** `POST /v1/payout-runs/:id/cancel`. */
export const CancelBody = z.strictObject({ reason: z.string().min(1).max(500) }).meta({ id: 'CancelPayoutRun' });

/** A run on the wire, with the totals of its list. */
export const RunView = z
  .object({
    id: runId,
    state,
    custody_key: z.string(),
    minimum: money,
    at_seq: z.string().meta({ description: "Size of the ledger's log when the balances were read." }),
    listed: money,
    booked: money,
    settled: money,
    payees: count,
    left_out: count,
    proposed_by: userId,
    proposed_by_name: name,
    proposed_at: instant,
    approved_by: userId.nullable(),
    approved_by_name: name.nullable(),
    approved_at: instant.nullable(),
    posted_at: instant.nullable(),
    posted_as: z.string().nullable().meta({ description: "The rail's name of the root, e.g. the epoch's number." }),
    settled_at: instant.nullable(),
    cancelled_by: userId.nullable(),
    cancelled_by_name: name.nullable(),
    cancelled_at: instant.nullable(),
    cancel_reason: z.string().nullable(),
  })
  .meta({ id: 'PayoutRun' });
/** One page of runs. */
export const RunPage = pageSchema('PayoutRunPage', RunView);
/** Filters of `GET /v1/payout-runs`. */
export const RunQuery = PageQuery.extend({ state: state.optional() });

/** One line of a run's list. */
export const PayoutView = z
  .object({
    payee: organisationId,
    payable: money.meta({ description: 'Payable when the run was proposed: the most it may move.' }),
    booked: money.nullable().meta({ description: 'Really moved to settling; null before the run is approved.' }),
    settled: money,
    left_out: leftOut.nullable(),
  })
  .meta({ id: 'RunPayout' });
/** One page of a run's list. */
export const PayoutPage = pageSchema('RunPayoutPage', PayoutView);

const change = z.strictObject({ amount: z.string().regex(/^-?\d+$/), asset: z.string() }).meta({
  id: 'MoneyChange',
  description: 'Minor units as a decimal string, with a minus where it is less than before.',
});

/** Filters of `GET /v1/payout-runs/:id/comparison`. */
export const ComparisonQuery = z.object({ limit: z.coerce.number().int().min(1).max(1_000).default(200) });
/** A run beside the one before it. */
export const ComparisonView = z
  .object({
    run: runId,
    previous: z
      .object({ id: runId, proposed_at: instant })
      .nullable()
      .meta({ description: 'The newest run before it that was approved and not cancelled.' }),
    total: count.meta({ description: 'Payees in all, also those beyond `limit`.' }),
    items: z.array(
      z.object({
        payee: organisationId,
        payee_name: name,
        amount: money.meta({ description: 'What the run pays: booked where it is approved, else what is listed.' }),
        previous: money,
        difference: change,
        outlier: z.enum(['new', 'jump', 'drop', 'gone']).nullable(),
        left_out: leftOut.nullable(),
        payable: money,
        settled: money,
        review: z.string().nullable().meta({ description: 'Why the payee is in review now.' }),
      }),
    ),
  })
  .meta({ id: 'PayoutRunComparison' });

/** A payout as its payee sees it. */
export const OwnPayoutView = z
  .object({
    run: runId,
    state,
    at: instant,
    booked: money.nullable(),
    settled: money,
    left_out: leftOut.nullable(),
    posted_as: z.string().nullable(),
  })
  .meta({ id: 'Payout' });
/** One page of a payee's payouts. */
export const OwnPayoutPage = pageSchema('PayoutPage', OwnPayoutView);

/** Id of a review in a path. */
export const reviewId = publicIdSchema<'PayoutReview'>('rev');
/** `POST /v1/payout-reviews`. */
export const NewReviewBody = z
  .strictObject({ payee: organisationId, reason: z.string().min(1).max(500) })
  .meta({ id: 'NewPayoutReview' });
/** A review on the wire. */
export const ReviewView = z
  .object({
    id: reviewId,
    payee: organisationId,
    reason: z.string(),
    opened_by: userId,
    opened_at: instant,
  })
  .meta({ id: 'PayoutReview' });
/** The open reviews. */
export const ReviewList = z.object({ items: z.array(ReviewView) }).meta({ id: 'PayoutReviewList' });

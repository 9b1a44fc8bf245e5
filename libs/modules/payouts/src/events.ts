import { z } from 'zod';

/** The topic of this module; its key is the custody key, so that one custody's runs are told in order. */
export const PAYOUTS_TOPIC = 'payouts';

const uuid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
const minorText = z.string().regex(/^(0|[1-9][0-9]{0,18})$/);
const instant = z.iso.datetime();

const run = { id: uuid, custody_key: z.string(), asset: z.string() };

/**
 * A run was approved and frozen: these amounts moved from payable to settling. `amount` in minor units of `asset`.
 * A run that could move nothing has no payouts.
 */
export const RunFrozenV1 = z.object({
  event: z.literal('payouts.run_frozen.v1'),
  run: z.object({
    ...run,
    frozen_at: instant,
    payouts: z.array(z.object({ payee_id: uuid, amount: minorText, entry_id: uuid })),
  }),
});
export type RunFrozenV1 = z.infer<typeof RunFrozenV1>;

/** A run was cancelled; when it was frozen before, its amounts moved back from settling to payable. */
export const RunCancelledV1 = z.object({
  event: z.literal('payouts.run_cancelled.v1'),
  run: z.object({ ...run, cancelled_at: instant, was_frozen: z.boolean() }),
});
export type RunCancelledV1 = z.infer<typeof RunCancelledV1>;

/** Every event of the topic. */
export const PayoutsEvent = z.discriminatedUnion('event', [RunFrozenV1, RunCancelledV1]);
export type PayoutsEvent = z.infer<typeof PayoutsEvent>;

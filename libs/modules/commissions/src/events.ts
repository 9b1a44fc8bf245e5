import { z } from 'zod';

/** The topic of this module; its key is the merchant's id. One event tells of up to a hundred orders of one merchant. */
export const COMMISSIONS_TOPIC = 'commissions';

const uuid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
const minorText = z.string().regex(/^(0|[1-9][0-9]{0,18})$/);
const instant = z.iso.datetime();

/** `amount` is the partner's, `fee` the platform's; minor units of the conversion's asset. */
const line = z.object({ commission_id: uuid, line: z.int(), amount: minorText, fee: minorText });
const conversion = { order_id: uuid, partner_id: uuid, asset: z.string() };

/** Orders were found to have been brought by partners, and were priced. `unfunded` waits for the merchant's money. */
export const CommissionsEarnedV1 = z.object({
  event: z.literal('commissions.earned.v1'),
  merchant_id: uuid,
  at: instant,
  conversions: z.array(
    z.object({
      ...conversion,
      external_id: z.string(),
      /** The click that brought it; null where a coupon did. */
      click_id: uuid.nullable().optional(),
      program_id: uuid,
      state: z.enum(['unfunded', 'pending']),
      placed_at: instant,
      matures_at: instant,
      entry_id: uuid,
      lines: z.array(line),
    }),
  ),
});
export type CommissionsEarnedV1 = z.infer<typeof CommissionsEarnedV1>;

const moved = z.array(z.object({ ...conversion, lines: z.array(line) }));

/** The merchant's money came: unfunded → pending. Amounts are what refunds have left. */
export const CommissionsFundedV1 = z.object({
  event: z.literal('commissions.funded.v1'),
  merchant_id: uuid,
  at: instant,
  conversions: moved,
});
export type CommissionsFundedV1 = z.infer<typeof CommissionsFundedV1>;

/** Their time came: pending → payable. Amounts are what refunds have left. */
export const CommissionsMaturedV1 = z.object({
  event: z.literal('commissions.matured.v1'),
  merchant_id: uuid,
  at: instant,
  conversions: moved,
});
export type CommissionsMaturedV1 = z.infer<typeof CommissionsMaturedV1>;

/** Refunds took commissions back: these amounts, out of the state that each was in. */
export const CommissionsReversedV1 = z.object({
  event: z.literal('commissions.reversed.v1'),
  merchant_id: uuid,
  at: instant,
  reversals: z.array(
    z.object({
      refund_id: uuid,
      ...conversion,
      taken_from: z.enum(['unfunded', 'pending', 'payable', 'reversed']),
      lines: z.array(line),
    }),
  ),
});
export type CommissionsReversedV1 = z.infer<typeof CommissionsReversedV1>;

/** Every event of the topic. */
export const CommissionsEvent = z.discriminatedUnion('event', [
  CommissionsEarnedV1,
  CommissionsFundedV1,
  CommissionsMaturedV1,
  CommissionsReversedV1,
]);
export type CommissionsEvent = z.infer<typeof CommissionsEvent>;

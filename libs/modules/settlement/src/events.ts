import { z } from 'zod';

/** The topic of this module. Its key is the organisation or payee that the money is about; for runs the custody key. */
export const SETTLEMENT_TOPIC = 'settlement';

const uuid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
const minorText = z.string().regex(/^(0|[1-9][0-9]{0,18})$/);
const seqText = z.string().regex(/^(0|[1-9][0-9]{0,18})$/);
const hash = z.string().regex(/^0x[0-9a-f]{64}$/);
const instant = z.iso.datetime();

/** Where on the chain it happened. `at` is the block's time. */
const place = { chain_id: seqText, tx_hash: hash, block_number: seqText, block_hash: hash, at: instant };

/** A merchant's deposit is final and booked: custody → org:prepaid. `amount` in minor units of `asset`. */
export const DepositSettledV1 = z.object({
  event: z.literal('settlement.deposit_settled.v1'),
  deposit: z.object({
    id: uuid,
    organisation_id: uuid,
    asset: z.string(),
    amount: minorText,
    entry_id: uuid,
    ...place,
  }),
});
export type DepositSettledV1 = z.infer<typeof DepositSettledV1>;

/** The chain took a booked deposit back (a reorg deeper than finality); `entry_id` is the entry that reverses it. */
export const DepositReversedV1 = z.object({
  event: z.literal('settlement.deposit_reversed.v1'),
  deposit: DepositSettledV1.shape.deposit,
});
export type DepositReversedV1 = z.infer<typeof DepositReversedV1>;

/** A payee's claim is final and booked: payee:paid → custody. `cumulative` is what the lane has been paid in all. */
export const PayoutSettledV1 = z.object({
  event: z.literal('settlement.payout_settled.v1'),
  payout: z.object({
    payee_id: uuid,
    asset: z.string(),
    custody_key: z.string(),
    amount: minorText,
    cumulative: minorText,
    epoch: seqText,
    entry_id: uuid,
    ...place,
  }),
});
export type PayoutSettledV1 = z.infer<typeof PayoutSettledV1>;

/** The chain took a booked claim back; `entry_id` is the entry that reverses it. */
export const PayoutReversedV1 = z.object({
  event: z.literal('settlement.payout_reversed.v1'),
  payout: PayoutSettledV1.shape.payout,
});
export type PayoutReversedV1 = z.infer<typeof PayoutReversedV1>;

/** The root that holds these payout runs is final on the chain; it may be claimed against from `active_at` on. */
export const EpochPostedV1 = z.object({
  event: z.literal('settlement.epoch_posted.v1'),
  epoch: z.object({
    number: seqText,
    custody_key: z.string(),
    asset: z.string(),
    runs: z.array(uuid),
    root: hash,
    total: minorText,
    ledger_size: seqText,
    active_at: instant,
    ...place,
  }),
});
export type EpochPostedV1 = z.infer<typeof EpochPostedV1>;

/**
 * A sale was settled on chain by the commission settler, finally, and is booked: org:escrow → payee:settling. One line of
 * an order; `payee_id` is null for a wallet of nobody we know. `amount` is what was sold, `commission` what was credited.
 */
export const SaleSettledV1 = z.object({
  event: z.literal('settlement.sale_settled.v1'),
  sale: z.object({
    organisation_id: uuid,
    order_id: uuid,
    line_no: z.int().positive(),
    payee_id: uuid.nullable(),
    wallet: z.string(),
    asset: z.string(),
    custody_key: z.string(),
    program_id: uuid.nullable(),
    version: seqText,
    bps: z.int(),
    amount: minorText,
    commission: minorText,
    entry_id: uuid,
    ...place,
  }),
});
export type SaleSettledV1 = z.infer<typeof SaleSettledV1>;

/** The chain took a booked sale back; `entry_id` is the entry that reverses it. */
export const SaleReversedV1 = z.object({
  event: z.literal('settlement.sale_reversed.v1'),
  sale: SaleSettledV1.shape.sale,
});
export type SaleReversedV1 = z.infer<typeof SaleReversedV1>;

/** Every event of the topic. */
export const SettlementEvent = z.discriminatedUnion('event', [
  DepositSettledV1,
  DepositReversedV1,
  PayoutSettledV1,
  PayoutReversedV1,
  EpochPostedV1,
  SaleSettledV1,
  SaleReversedV1,
]);
export type SettlementEvent = z.infer<typeof SettlementEvent>;

import { z } from 'zod';
import { assetSchema, instant, money, PageQuery, pageSchema, publicIdSchema } from '#platform/http';

const state = z.enum(['unfunded', 'pending', 'payable', 'reversed']).meta({
  description: 'unfunded: waits for the merchant; pending: matures; payable: free to pay out; reversed: refunded.',
});

/** A commission as it is shown: what one rule version gave one partner for one order line. */
export const CommissionBody = z
  .object({
    id: publicIdSchema<'Commission'>('cm'),
    state,
    program: publicIdSchema<'Program'>('prog'),
    partner: publicIdSchema<'Organisation'>('org'),
    merchant: publicIdSchema<'Organisation'>('org'),
    order: publicIdSchema<'Order'>('or'),
    order_external_id: z.string(),
    line: z.int(),
    sku: z.string(),
    category: z.string(),
    placed_at: instant,
    matures_at: instant,
    link: publicIdSchema<'Link'>('lnk').nullable(),
    click: publicIdSchema<'Click'>('clk').nullable(),
    click_at: instant.nullable(),
    coupon: z
      .object({ id: publicIdSchema<'Coupon'>('cpn'), code: z.string() })
      .nullable()
      .meta({ description: 'What brought the order where no click did.' }),
    rule_version: publicIdSchema<'RuleVersion'>('rv'),
    matched: z.object({ category: z.string(), tier: z.string(), bps: z.int() }),
    base: money,
    amount: money.meta({ description: 'What was earned: base × bps / 10,000, rounded down.' }),
    reversed: money.meta({ description: 'What refunds took back so far.' }),
    fee: money.meta({ description: "The platform's fee, paid by the merchant on top." }),
    entry: publicIdSchema<'Entry'>('en'),
  })
  .meta({ id: 'Commission' });

/** A page of commissions, newest order first. */
export const CommissionPage = pageSchema('CommissionPage', CommissionBody);
/** Which commissions. */
export const CommissionQuery = PageQuery.extend({
  state: state.optional(),
  program: publicIdSchema<'Program'>('prog').optional(),
});

/** The bundle that `provisio verify` reads; its exact form is in libs/verify. */
export const ReceiptBundle = z.looseObject({ format: z.literal('provisio.receipt.v1') }).meta({ id: 'ReceiptBundle' });

/** A payee's money by state. */
export const EarningsSummary = z
  .object({
    summaries: z.array(
      z.object({
        asset: assetSchema,
        unfunded: money,
        pending: money,
        payable: money,
        settling: money.meta({ description: 'In a payout run or vault, not claimed yet.' }),
        paid: money,
        owed_back: money.meta({ description: 'Refunded after it was paid out; taken from later earnings.' }),
      }),
    ),
  })
  .meta({ id: 'EarningsSummary' });

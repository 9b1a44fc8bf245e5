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
    under_review: z
      .object({ case: publicIdSchema<'ModerationCase'>('case'), reason: z.string(), since: instant })
      .nullable()
      .meta({
        description: 'A stop on money that has not matured: its post was removed. Null where nothing stops it.',
      }),
  })
  .meta({ id: 'Commission' });

/** A page of commissions, newest order first. */
export const CommissionPage = pageSchema('CommissionPage', CommissionBody);
/** Which commissions. */
export const CommissionQuery = PageQuery.extend({
  state: state.optional(),
  program: publicIdSchema<'Program'>('prog').optional(),
});

const counted = z.object({ commissions: z.int(), amount: money.meta({ description: 'After refunds.' }) });

/** Links of one post: ids, commas between them. */
export const ReviewQuery = z.object({
  links: z
    .string()
    .max(2_000)
    .transform((text) => text.split(','))
    .pipe(z.array(publicIdSchema<'Link'>('lnk')).min(1).max(50))
    .meta({ description: 'Ids of links, commas between them; 50 at most.' }),
});

/** What links have earned, by what a review of them can do about it. */
export const ReviewEffect = z
  .object({
    totals: z.array(
      z.object({
        asset: assetSchema,
        waiting: counted.meta({ description: 'Unfunded or pending, not under review: a removal stops these.' }),
        under_review: counted.meta({ description: 'Stopped now: a won appeal lets these go on.' }),
        matured: counted.meta({ description: 'Payable or paid already: no review of the link reaches these.' }),
      }),
    ),
  })
  .meta({ id: 'ReviewEffect' });

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

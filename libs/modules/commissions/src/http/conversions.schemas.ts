import { z } from 'zod';
import { instant, money, PageQuery, pageSchema, publicIdSchema } from '#platform/http';

const state = z.enum(['unfunded', 'pending', 'payable', 'reversed']);
const organisation = publicIdSchema<'Organisation'>('org');
const program = publicIdSchema<'Program'>('prog');
const coupon = publicIdSchema<'Coupon'>('cpn');
const click = publicIdSchema<'Click'>('clk');

/** A conversion as it is shown: an order with attribution. */
export const ConversionBody = z
  .object({
    order: publicIdSchema<'Order'>('or'),
    order_external_id: z.string(),
    merchant: organisation,
    partner: organisation,
    program,
    state,
    placed_at: instant,
    matures_at: instant,
    click: z.object({ id: click, link: publicIdSchema<'Link'>('lnk'), at: instant }).nullable(),
    coupon: z
      .object({ id: coupon, code: z.string() })
      .nullable()
      .meta({ description: 'What brought the order where no click did.' }),
    commissions: z.int().meta({ description: 'Lines that earn something.' }),
    amount: money.meta({ description: 'What all lines earned.' }),
    reversed: money.meta({ description: 'What refunds took back so far.' }),
    fee: money.meta({ description: "The platform's fee, paid by the merchant on top." }),
    entry: publicIdSchema<'Entry'>('en'),
  })
  .meta({ id: 'Conversion' });
/** A page of conversions, newest order first. */
export const ConversionPage = pageSchema('ConversionPage', ConversionBody);
/** Which conversions. */
export const ConversionQuery = PageQuery.extend({ state: state.optional(), program: program.optional() });

const Share = z.object({ partner: organisation, touches: z.int(), amount: money });

/** One order under each model. */
export const ComparisonBody = z
  .object({
    order: publicIdSchema<'Order'>('or'),
    total: money.meta({ description: 'What refunds have left of the commissions. Each model shares exactly this.' }),
    settled: z.object({ partner: organisation, by: z.enum(['click', 'coupon']), amount: money }),
    models: z.array(
      z.object({
        model: z.enum(['last_click', 'first_click', 'linear']),
        shares: z.array(Share),
      }),
    ),
    touches: z.array(
      z.object({
        kind: z.enum(['click', 'coupon']),
        id: z.string().meta({ description: 'clk_… or cpn_….' }),
        partner: organisation,
        program,
        at: instant,
      }),
    ),
    overwrite: z
      .object({
        policy: z.enum(['coupon_wins', 'click_wins']),
        coupon,
        coupon_partner: organisation,
        click,
        click_partner: organisation,
        click_at: instant,
        ms_before_order: z.int(),
      })
      .nullable()
      .meta({ description: 'Kept when a coupon of one partner met a click of another.' }),
  })
  .meta({ id: 'AttributionComparison' });

import { z } from 'zod';
import { assetSchema, instant, money, PageQuery, pageSchema, publicIdSchema } from '#platform/http';

/** Most orders of one bulk request. */
const MAX_BULK = 500;

const externalId = z.string().min(1).max(200);
const isAnything = (): true => true;

/** `"6"` or `6` ⇄ a count of pieces. */
const pieces = z.codec(
  z.union([z.int().min(1), z.string().regex(/^[1-9][0-9]{0,14}$/, 'must be a whole number of pieces')]),
  z.custom<bigint>(isAnything),
  { decode: (value) => BigInt(value), encode: (value) => value.toString() },
);
/** Minor units of the order's currency, as a decimal string. */
const amount = z.codec(
  z
    .string()
    .regex(/^(0|[1-9][0-9]{0,14})$/, 'must be a whole number of minor units, as a string')
    .meta({ examples: ['2550'] }),
  z.custom<bigint>(isAnything),
  { decode: (text) => BigInt(text), encode: (value) => value.toString() },
);

const NewLine = z.strictObject({
  sku: z.string().min(1).max(100),
  category: z
    .string()
    .max(200)
    .optional()
    .meta({ examples: ['home/lighting'], description: "The catalog's category when it is left out." }),
  quantity: pieces,
  unit_price: amount,
  discount: amount.optional().meta({ description: 'Taken off the whole line.' }),
});

/** An order as a merchant sends it. */
export const NewOrder = z
  .strictObject({
    external_id: externalId.meta({ description: "The merchant's own order id; it counts once." }),
    currency: assetSchema,
    customer_ref: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .meta({ description: "The merchant's own name for the customer." }),
    click: publicIdSchema<'Click'>('clk').optional(),
    coupon: z
      .string()
      .min(1)
      .max(100)
      .optional()
      .meta({ examples: ['MIA10'], description: 'The coupon code that the customer used, in any case.' }),
    ad_click: z.string().min(1).max(1_000).optional().meta({
      description: 'pv_ad of the page that the click on an ad of yours led to: a conversion of its campaign.',
    }),
    placed_at: instant,
    lines: z.array(NewLine).min(1).max(2_000),
  })
  .meta({ id: 'NewOrder' });

const ManyOrders = z.strictObject({ orders: z.array(NewOrder).min(1).max(MAX_BULK) });

/** One order, or many with a result each. A refusal speaks of the form that was meant: with `orders` or without. */
export const NewOrders = z.union([NewOrder, ManyOrders], {
  error: ({ input, errors }) => {
    const isMany = typeof input === 'object' && input !== null && 'orders' in input;
    const meant: readonly z.core.$ZodIssue[] = errors?.[isMany ? 1 : 0] ?? [];
    return meant.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  },
});

const RefundLine = z.union([
  z.strictObject({ line: z.int().min(1), amount }),
  z.strictObject({ line: z.int().min(1), quantity: pieces }),
]);

/** A refund as a merchant sends it: by amount or by pieces, line by line. */
export const NewRefund = z
  .strictObject({
    external_id: externalId.meta({ description: "The merchant's own refund id; it counts once." }),
    at: instant,
    lines: z.array(RefundLine).min(1).max(2_000),
  })
  .meta({ id: 'NewRefund' });

const LineBody = z.object({
  line: z.int(),
  sku: z.string(),
  category: z.string(),
  quantity: pieces,
  unit_price: money,
  discount: money,
  base: money,
  refunded: money,
});

/** An order as it is shown. */
export const OrderBody = z
  .object({
    id: publicIdSchema<'Order'>('or'),
    external_id: z.string(),
    currency: assetSchema,
    customer_ref: z.string().nullable(),
    click: publicIdSchema<'Click'>('clk').nullable(),
    coupon: z.string().nullable(),
    placed_at: instant,
    accepted_at: instant,
    lines: z.array(LineBody),
  })
  .meta({ id: 'Order' });

/** A refund as it is shown. */
export const RefundBody = z
  .object({
    id: publicIdSchema<'Refund'>('rf'),
    order: publicIdSchema<'Order'>('or'),
    external_id: z.string(),
    at: instant,
    lines: z.array(z.object({ line: z.int(), amount, quantity: pieces.nullable() })),
  })
  .meta({ id: 'Refund' });

/** An order with its refunds. */
export const OrderWithRefunds = z
  .object({ ...OrderBody.shape, refunds: z.array(RefundBody) })
  .meta({ id: 'OrderWithRefunds' });

/** What became of one order of a bulk request. */
export const OrderResult = z
  .object({
    outcome: z.enum(['accepted', 'replayed', 'refused']),
    external_id: z.string(),
    id: publicIdSchema<'Order'>('or').nullable(),
    problem: z.looseObject({ code: z.string(), detail: z.string() }).nullable(),
  })
  .meta({ id: 'OrderResult' });

/** A result each, in the order of the request. */
export const OrderResults = z.object({ results: z.array(OrderResult) }).meta({ id: 'OrderResults' });
/** A page of orders, newest first. */
export const OrderPage = pageSchema('OrderPage', OrderBody);
/** Which orders. */
export const OrderQuery = PageQuery;

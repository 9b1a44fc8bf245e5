import { z } from 'zod';

/** The topic of this module; its key is the order's id, so that a refund follows its order. */
export const ORDERS_TOPIC = 'orders';

const uuid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
const minorText = z.string().regex(/^(0|[1-9][0-9]{0,18})$/);
const instant = z.iso.datetime();

/** A merchant's order was accepted. Amounts are minor units of `currency`; ids are plain uuids; times RFC 3339 UTC. */
export const OrderAcceptedV1 = z.object({
  event: z.literal('orders.order_accepted.v1'),
  order: z.object({
    id: uuid,
    merchant_id: uuid,
    external_id: z.string(),
    currency: z.string(),
    customer_ref: z.string().nullable(),
    click_id: uuid.nullable(),
    /** The coupon code that the customer used; absent in events from before there were coupons. */
    coupon: z.string().nullable().default(null),
    /** The served ad that the customer clicked, as the merchant's page was told; absent in earlier events. */
    ad_click: z.string().nullable().default(null),
    placed_at: instant,
    accepted_at: instant,
    lines: z.array(
      z.object({
        line: z.int(),
        sku: z.string(),
        category: z.string(),
        quantity: minorText,
        unit_price: minorText,
        discount: minorText,
        base: minorText,
      }),
    ),
  }),
});
export type OrderAcceptedV1 = z.infer<typeof OrderAcceptedV1>;

/** A refund of an accepted order was recorded. `amount` in minor units of the order's currency. */
export const RefundRecordedV1 = z.object({
  event: z.literal('orders.refund_recorded.v1'),
  refund: z.object({
    id: uuid,
    order_id: uuid,
    merchant_id: uuid,
    external_id: z.string(),
    at: instant,
    lines: z.array(z.object({ line: z.int(), amount: minorText, quantity: minorText.nullable() })),
  }),
});
export type RefundRecordedV1 = z.infer<typeof RefundRecordedV1>;

/** Every event of the topic. */
export const OrdersEvent = z.discriminatedUnion('event', [OrderAcceptedV1, RefundRecordedV1]);
export type OrdersEvent = z.infer<typeof OrdersEvent>;

import { formatInstant } from '#kernel';
import type { OutboxEvent } from '#platform/outbox';
import type { Order } from '../domain/order.ts';
import type { Refund } from '../domain/refund.ts';
import { type OrderAcceptedV1, ORDERS_TOPIC, type RefundRecordedV1 } from '../events.ts';

/** The event that carries the whole of an accepted order. */
export function orderAccepted(order: Order): OutboxEvent {
  const body: OrderAcceptedV1 = {
    event: 'orders.order_accepted.v1',
    order: {
      id: order.id,
      merchant_id: order.merchantId,
      external_id: order.externalId,
      currency: order.currency,
      customer_ref: order.customerRef ?? null,
      click_id: order.clickId ?? null,
      coupon: order.coupon ?? null,
      ad_click: order.adClick ?? null,
      placed_at: formatInstant(order.placedAt),
      accepted_at: formatInstant(order.acceptedAt),
      lines: order.lines.map((line) => ({
        line: line.lineNo,
        sku: line.sku,
        category: line.category,
        quantity: line.quantity.toString(),
        unit_price: line.unitPrice.toString(),
        discount: line.discount.toString(),
        base: line.base.toString(),
      })),
    },
  };
  return { topic: ORDERS_TOPIC, key: order.id, body };
}

/** The event that carries the whole of a recorded refund. */
export function refundRecorded(refund: Refund): OutboxEvent {
  const body: RefundRecordedV1 = {
    event: 'orders.refund_recorded.v1',
    refund: {
      id: refund.id,
      order_id: refund.orderId,
      merchant_id: refund.merchantId,
      external_id: refund.externalId,
      at: formatInstant(refund.at),
      lines: refund.lines.map((line) => ({
        line: line.lineNo,
        amount: line.amount.toString(),
        quantity: line.quantity?.toString() ?? null,
      })),
    },
  };
  return { topic: ORDERS_TOPIC, key: refund.orderId, body };
}

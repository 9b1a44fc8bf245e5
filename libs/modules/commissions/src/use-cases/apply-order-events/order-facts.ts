import { asset, id, parseInstant, parseMinor } from '#kernel';
import type { OrderAcceptedV1, RefundRecordedV1 } from '#modules/orders/events';
import type { OrderFact } from '../../domain/price-sale.ts';
import type { ToldRefund } from '../reverse-refunds/reverse-refunds.ts';

/** The order that an event tells. */
export function orderFactOf({ order }: OrderAcceptedV1): OrderFact {
  return {
    id: id(order.id),
    merchantId: id(order.merchant_id),
    externalId: order.external_id,
    currency: asset(order.currency),
    customerRef: order.customer_ref ?? undefined,
    clickId: order.click_id === null ? undefined : id(order.click_id),
    coupon: order.coupon ?? undefined,
    placedAt: parseInstant(order.placed_at),
    lines: order.lines.map((line) => ({
      lineNo: line.line,
      sku: line.sku,
      category: line.category,
      quantity: BigInt(line.quantity),
      unitPrice: parseMinor(line.unit_price),
      discount: parseMinor(line.discount),
      base: parseMinor(line.base),
    })),
  };
}

/** The refund that an event tells, with the event. */
export function toldRefundOf(body: RefundRecordedV1): ToldRefund {
  const { refund } = body;
  const lines = refund.lines.map(({ line, amount }) => ({ lineNo: line, amount: parseMinor(amount) }));
  return { refund: { id: id(refund.id), orderId: id(refund.order_id), at: parseInstant(refund.at), lines }, body };
}

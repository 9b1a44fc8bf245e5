import { z } from 'zod';
import type { Minor, Money } from '#kernel';
import { problemOf } from '#platform/http';
import type { Order, OrderDraft, OrderLine } from '../domain/order.ts';
import type { Refund, RefundableOrder, RefundDraft } from '../domain/refund.ts';
import type { AcceptResult } from '../use-cases/accept-orders/accept-orders.ts';
import {
  type NewOrder,
  type NewRefund,
  OrderBody,
  OrderResult,
  OrderWithRefunds,
  RefundBody,
} from './orders.schemas.ts';

/** The draft in a request. */
export function orderDraftOf(body: z.output<typeof NewOrder>): OrderDraft {
  return {
    externalId: body.external_id,
    currency: body.currency,
    customerRef: body.customer_ref,
    clickId: body.click,
    coupon: body.coupon,
    adClick: body.ad_click,
    placedAt: body.placed_at,
    lines: body.lines.map((line) => ({
      sku: line.sku,
      category: line.category,
      quantity: line.quantity,
      unitPrice: line.unit_price as Minor,
      discount: (line.discount ?? 0n) as Minor,
    })),
  };
}

/** The draft in a request for one order. */
export function refundDraftOf(orderId: RefundDraft['orderId'], body: z.output<typeof NewRefund>): RefundDraft {
  const lines = body.lines.map((line) =>
    'quantity' in line
      ? { lineNo: line.line, quantity: line.quantity }
      : { lineNo: line.line, amount: line.amount as Minor },
  );
  return { orderId, externalId: body.external_id, at: body.at, lines };
}

/** An order on the wire. */
export function shapeOrder(order: Order | RefundableOrder): z.input<typeof OrderBody> {
  return z.encode(OrderBody, fieldsOf(order));
}

/** An order with its refunds on the wire. */
export function shapeOrderWithRefunds(order: RefundableOrder, refunds: readonly Refund[]): unknown {
  return z.encode(OrderWithRefunds, { ...fieldsOf(order), refunds: refunds.map(refundFields) });
}

/** A refund on the wire. */
export function shapeRefund(refund: Refund): unknown {
  return z.encode(RefundBody, refundFields(refund));
}

/** What became of one order of a bulk request, on the wire. */
export function shapeResult(result: AcceptResult): z.input<typeof OrderResult> {
  const { outcome, externalId: external_id } = result;
  if (outcome !== 'refused') return z.encode(OrderResult, { outcome, external_id, id: result.order.id, problem: null });
  return z.encode(OrderResult, { outcome, external_id, id: null, problem: problemOf(result.error) });
}

function fieldsOf(order: Order | RefundableOrder): z.output<typeof OrderBody> {
  const of = (amount: Minor): Money => ({ amount, asset: order.currency });
  return {
    id: order.id,
    external_id: order.externalId,
    currency: order.currency,
    customer_ref: order.customerRef ?? null,
    click: order.clickId ?? null,
    coupon: order.coupon ?? null,
    placed_at: order.placedAt,
    accepted_at: order.acceptedAt,
    lines: order.lines.map((line: OrderLine & { refunded?: Minor }) => ({
      line: line.lineNo,
      sku: line.sku,
      category: line.category,
      quantity: line.quantity,
      unit_price: of(line.unitPrice),
      discount: of(line.discount),
      base: of(line.base),
      refunded: of(line.refunded ?? (0n as Minor)),
    })),
  };
}

function refundFields(refund: Refund): z.output<typeof RefundBody> {
  const lines = refund.lines.map(({ lineNo, amount, quantity }) => ({
    line: lineNo,
    amount,
    quantity: quantity ?? null,
  }));
  return { id: refund.id, order: refund.orderId, external_id: refund.externalId, at: refund.at, lines };
}

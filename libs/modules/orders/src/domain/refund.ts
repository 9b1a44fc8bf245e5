import { derivedId, type EpochMs, type Id, type Json, type Minor, formatInstant } from '#kernel';
import { FromTheFuture, OrderInvalid, OrderLineNotFound, RefundExceedsLine } from '../orders.errors.ts';
import { checkText } from './check-text.ts';
import type { Order, OrderLineWithRefunds } from './order.ts';

/** What is given back on one line: an amount in minor units, or a number of pieces. */
export type RefundLineDraft = { readonly lineNo: number } & (
  | { readonly amount: Minor }
  | { readonly quantity: bigint }
);

/** A refund as the merchant sends it. */
export type RefundDraft = {
  readonly orderId: Id<'Order'>;
  /** The merchant's own refund id; counts once. */
  readonly externalId: string;
  readonly at: EpochMs;
  readonly lines: readonly RefundLineDraft[];
};

/** One line of a recorded refund. */
export type RefundLine = { readonly lineNo: number; readonly amount: Minor; readonly quantity?: bigint | undefined };

/** A recorded refund. Never changed. */
export type Refund = {
  readonly id: Id<'Refund'>;
  readonly orderId: Id<'Order'>;
  readonly merchantId: Id<'Organisation'>;
  readonly externalId: string;
  readonly at: EpochMs;
  readonly lines: readonly RefundLine[];
};

/** An order with what was refunded so far, as a refund is decided against it. */
export type RefundableOrder = Order<OrderLineWithRefunds>;

/**
 * The refund that `draft` is. By quantity the refunded pieces' share of the base is given back, counted from the first
 * refunded piece, so that all pieces together give back exactly the base however they are split.
 * Checks in this order: id, time, number of lines, each line.
 * @throws {OrderInvalid | FromTheFuture | OrderLineNotFound | RefundExceedsLine}
 */
export function decideRefund(order: RefundableOrder, draft: RefundDraft, now: EpochMs): Refund {
  const { externalId, at } = draft;
  checkText('external_id', externalId, 200);
  if (at > now) throw new FromTheFuture('at', 'the refund lies in the future');
  if (at < order.placedAt) throw new OrderInvalid('at', 'the refund lies before its order');
  if (draft.lines.length === 0) throw new OrderInvalid('lines', 'a refund has at least one line');
  if (new Set(draft.lines.map(({ lineNo }) => lineNo)).size < draft.lines.length) {
    throw new OrderInvalid('lines', 'a line stands in a refund once');
  }
  const byNumber = new Map(order.lines.map((line) => [line.lineNo, line]));
  const lines = draft.lines.map((line) => decideLine(byNumber.get(line.lineNo), line));
  const id = derivedId<'Refund'>(at, 'refund', order.merchantId, externalId);
  return { id, orderId: order.id, merchantId: order.merchantId, externalId, at, lines };
}

function decideLine(line: OrderLineWithRefunds | undefined, draft: RefundLineDraft): RefundLine {
  const { lineNo } = draft;
  if (line === undefined) throw new OrderLineNotFound(lineNo);
  const quantity = 'quantity' in draft ? draft.quantity : undefined;
  if (quantity !== undefined && quantity < 1n) {
    throw new OrderInvalid('lines', 'a refund takes back at least one piece');
  }
  const piecesLeft = line.quantity - line.refundedQuantity;
  if (quantity !== undefined && quantity > piecesLeft) {
    throw new RefundExceedsLine(lineNo, piecesLeft, quantity, 'pieces');
  }
  const amount = 'amount' in draft ? draft.amount : shareOf(line, draft.quantity);
  if (quantity === undefined && amount < 1n) {
    throw new OrderInvalid('lines', 'a refund gives back at least one minor unit');
  }
  const left = line.base - line.refunded;
  if (amount > left) throw new RefundExceedsLine(lineNo, left, amount, 'minor');
  return { lineNo, amount, quantity };
}

function shareOf(line: OrderLineWithRefunds, pieces: bigint): Minor {
  const before = (line.base * line.refundedQuantity) / line.quantity;
  return ((line.base * (line.refundedQuantity + pieces)) / line.quantity - before) as Minor;
}

/** `order` after `refund`, to decide the next one of the same batch against. */
export function afterRefund(order: RefundableOrder, refund: Refund): RefundableOrder {
  const given = new Map(refund.lines.map((line) => [line.lineNo, line]));
  const lines = order.lines.map((line) => {
    const { amount = 0n, quantity = 0n } = given.get(line.lineNo) ?? {};
    return {
      ...line,
      refunded: (line.refunded + amount) as Minor,
      refundedQuantity: line.refundedQuantity + quantity,
    };
  });
  return { ...order, lines };
}

/** What the merchant said of a refund; pieces stay pieces, whatever they came to. */
export function refundContent(refund: Pick<Refund | RefundDraft, 'orderId' | 'at' | 'lines'>): {
  readonly [field: string]: Json;
} {
  const lines = refund.lines.toSorted((a, b) => a.lineNo - b.lineNo);
  return { order: refund.orderId, at: formatInstant(refund.at), lines: lines.map(lineContent) };
}

function lineContent(line: RefundLine | RefundLineDraft): Json {
  if ('quantity' in line && line.quantity !== undefined) {
    return { line: line.lineNo, quantity: line.quantity.toString() };
  }
  return { line: line.lineNo, amount: 'amount' in line ? line.amount.toString() : '0' };
}

import { derivedId, type EpochMs, type Id, type Minor } from '#kernel';
import { FromTheFuture, OrderInvalid } from '../orders.errors.ts';
import { checkText } from './check-text.ts';
import { type LineDraft, NO_CATEGORY, type Order, type OrderDraft, type OrderLine } from './order.ts';

/** Most lines of one order: a ledger entry has room for two transfers of each. */
const MAX_LINES = 2_000;

/** Largest total of one order in minor units, far below what an account can count to. */
export const MAX_ORDER_TOTAL = 10_000_000_000_000n;

const CATEGORY = /^[a-z0-9]+(-[a-z0-9]+)*(\/[a-z0-9]+(-[a-z0-9]+)*)*$/;

/** The category of a sku in the merchant's catalog. */
export type CategoryOf = (sku: string) => string | undefined;

/**
 * The order that `draft` is, at `now`. Checks in this order: texts, number of lines, each line, the total, the time.
 * @throws {OrderInvalid | FromTheFuture} the draft can never be accepted (or not yet).
 */
export function readOrder(
  merchantId: Id<'Organisation'>,
  draft: OrderDraft,
  categoryOf: CategoryOf,
  now: EpochMs,
): Order {
  checkText('external_id', draft.externalId, 200);
  if (draft.customerRef !== undefined) checkText('customer_ref', draft.customerRef, 200);
  if (draft.coupon !== undefined) checkText('coupon', draft.coupon, 100);
  if (draft.adClick !== undefined) checkText('ad_click', draft.adClick, 1_000);
  if (draft.lines.length < 1 || draft.lines.length > MAX_LINES) {
    throw new OrderInvalid('lines', `an order has 1 to ${MAX_LINES} lines`);
  }
  const lines = draft.lines.map((line, index) => readLine(line, index, categoryOf));
  if (lines.reduce((total, { base }) => total + base, 0n) > MAX_ORDER_TOTAL) {
    throw new OrderInvalid('lines', `an order is worth ${MAX_ORDER_TOTAL} minor units at most`);
  }
  if (draft.placedAt < 0) throw new OrderInvalid('placed_at', 'the order lies before 1970');
  if (draft.placedAt > now) throw new FromTheFuture('placed_at', 'the order lies in the future');
  const { externalId, currency, customerRef, clickId, coupon, adClick, placedAt } = draft;
  const id = orderIdOf(merchantId, externalId, placedAt);
  const named = { customerRef, clickId, coupon, adClick };
  return { id, merchantId, externalId, currency, ...named, placedAt, acceptedAt: now, lines };
}

/** The id of an order: always the same for what its merchant calls it and when it was placed. */
export function orderIdOf(merchantId: Id<'Organisation'>, externalId: string, placedAt: EpochMs): Id<'Order'> {
  return derivedId<'Order'>(placedAt, 'order', merchantId, externalId);
}

function readLine(draft: LineDraft, index: number, categoryOf: CategoryOf): OrderLine {
  const { sku, quantity, unitPrice, discount } = draft;
  const at = `lines.${index}`;
  checkText(`${at}.sku`, sku, 100);
  if (quantity < 1n) throw new OrderInvalid(`${at}.quantity`, 'a line has at least one piece');
  const gross = unitPrice * quantity;
  if (discount > gross) throw new OrderInvalid(`${at}.discount`, 'the discount is above the price of the line');
  if (gross > MAX_ORDER_TOTAL) {
    throw new OrderInvalid(at, `a line is worth ${MAX_ORDER_TOTAL} minor units at most`);
  }
  const base = (gross - discount) as Minor;
  return { lineNo: index + 1, sku, ...categoryFor(draft, at, categoryOf), quantity, unitPrice, discount, base };
}

function categoryFor(
  { category, sku }: LineDraft,
  at: string,
  categoryOf: CategoryOf,
): Pick<OrderLine, 'category' | 'categoryFrom'> {
  if (category !== undefined) {
    if (!CATEGORY.test(category) || category.length > 200) {
      throw new OrderInvalid(`${at}.category`, 'a category is a path such as home/lighting');
    }
    return { category, categoryFrom: 'request' };
  }
  const known = categoryOf(sku);
  return known === undefined
    ? { category: NO_CATEGORY, categoryFrom: 'default' }
    : { category: known, categoryFrom: 'catalog' };
}

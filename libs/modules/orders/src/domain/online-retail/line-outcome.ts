import type { RetailLine } from './retail-line.ts';

/**
 * What becomes of a line. Each line gets exactly one, the first that fits in this order;
 * a cancellation's last word (matched, partly, not) comes from `matchCancellation`.
 */
export const LINE_OUTCOMES = {
  unreadable: 'a column is not what its name says; booked nowhere',
  bad_debt_adjustment: 'an invoice A…: bookkeeping between the shop and its debtors, not a sale',
  fee_code: 'postage, bank charges, discounts, samples, vouchers and the like: earns nothing',
  negative_quantity: 'a negative quantity without a cancellation number: a stock correction',
  zero_price: 'given away: nothing to take a percentage of',
  negative_price: 'a negative price is no sale',
  sub_penny_price: 'a unit costs a fraction of a penny, which no order line can hold; booked nowhere',
  no_customer: 'nobody is named as the buyer, so nobody can be shown to have sent them',
  order_refused: 'the order was refused as a whole; the reason is in the log',
  cancellation_matched: 'every unit was found on earlier lines of that customer, product and price, and refunded',
  cancellation_partly_matched: 'some of its units were found and refunded; the rest is booked nowhere',
  cancellation_unmatched: 'no earlier line of that customer, product and price has units left; booked nowhere',
  duplicate_kept: 'the same in every column as a line before it in its invoice; booked as a line of its own',
  accepted: 'booked as an order line',
} as const;

/** Name of an outcome. */
export type LineOutcome = keyof typeof LINE_OUTCOMES;

/** What a line is before cancellations are matched. */
export type LineKind = Exclude<LineOutcome, `cancellation_${string}` | 'order_refused'> | 'cancellation';

// Real products are five digits with a letter or so behind, and DCGS… (the shop's own brand).
const PRODUCT = /^(\d{5}[A-Za-z]*|DCGS\w+)$/;

/** Classifies `line` (null: it could not be read). `isRepeat`: the same columns stood before in its invoice. */
export function classifyLine(line: RetailLine | null, isRepeat: boolean): LineKind {
  if (line === null) return 'unreadable';
  if (line.invoice.startsWith('A')) return 'bad_debt_adjustment';
  if (!PRODUCT.test(line.stockCode)) return 'fee_code';
  const isCancellation = line.invoice.startsWith('C');
  if (line.quantity <= 0n && !isCancellation) return 'negative_quantity';
  if (line.priceTenths === 0n) return 'zero_price';
  if (line.priceTenths < 0n) return 'negative_price';
  if (line.priceTenths % 10n !== 0n) return 'sub_penny_price';
  if (line.customer === null) return 'no_customer';
  if (isCancellation) return 'cancellation';
  return isRepeat ? 'duplicate_kept' : 'accepted';
}

import { type EpochMs, type Minor, minor } from '#kernel';
import type { Invoice } from './group-invoices.ts';
import { retailCategory } from './retail-category.ts';
import type { RetailLine } from './retail-line.ts';

/** A line that is booked. */
type SaleLine = {
  readonly sku: string;
  readonly description: string;
  readonly category: string;
  readonly quantity: bigint;
  readonly unitPrice: Minor;
};

/** What of an invoice becomes an order. */
export type Sale = {
  readonly externalId: string;
  readonly customerRef: string;
  /** The first booked line's time: a few invoices have two. */
  readonly placedAt: EpochMs;
  /** Σ unitPrice × quantity, minor units. */
  readonly value: bigint;
  readonly lines: readonly SaleLine[];
};

/** A cancellation line: pieces of a product that a customer sent back. */
export type Cancellation = {
  readonly invoice: string;
  readonly customerRef: string;
  readonly sku: string;
  readonly unitPrice: Minor;
  readonly units: bigint;
  readonly at: EpochMs;
};

/** Pence of a price that is whole pence; the classifier lets no other through. */
function pence(line: RetailLine): Minor {
  return minor(line.priceTenths / 10n);
}

/** The order in `invoice`; null when none of its lines is booked. */
export function saleOf(invoice: Invoice): Sale | null {
  const booked = invoice.lines.flatMap(({ line, kind }) =>
    line !== null && (kind === 'accepted' || kind === 'duplicate_kept') ? [line] : [],
  );
  const [first] = booked;
  if (first === undefined || first.customer === null) return null;
  const lines = booked.map((line) => ({
    sku: line.stockCode,
    description: line.description,
    category: retailCategory(line.description),
    quantity: line.quantity,
    unitPrice: pence(line),
  }));
  const value = lines.reduce((sum, { unitPrice, quantity }) => sum + unitPrice * quantity, 0n);
  return { externalId: invoice.externalId, customerRef: first.customer, placedAt: first.at, value, lines };
}

/** The cancellations in `invoice`, in its order. */
export function cancellationsOf(invoice: Invoice): Cancellation[] {
  return invoice.lines.flatMap(({ line, kind }) => {
    if (kind !== 'cancellation' || line === null || line.customer === null) return [];
    const { customer: customerRef, stockCode: sku, quantity, at } = line;
    return [{ invoice: invoice.externalId, customerRef, sku, unitPrice: pence(line), units: -quantity, at }];
  });
}

import { assert, compareBigints, type EpochMs } from '#kernel';

/** An earlier line of the same customer, product and price that may still have units to give back. */
export type PurchaseLine = {
  readonly orderId: string;
  readonly externalId: string;
  readonly lineNo: number;
  readonly placedAt: EpochMs;
  /** Units bought and not refunded yet. */
  readonly unitsLeft: bigint;
};

/** Units of one purchase line that a cancellation gives back. */
type CancelledUnits = { readonly purchase: PurchaseLine; readonly units: bigint };

/** How a cancellation was spread; Σ units + unmatchedUnits = the cancelled units, always. */
export type CancellationMatch = { readonly taken: readonly CancelledUnits[]; readonly unmatchedUnits: bigint };

/**
 * Spreads a cancellation of `units` at `at` over the customer's earlier purchases of that product at that price,
 * the newest first (same instant: the higher invoice, then the higher line, first).
 * The file's cancellations name no original, and people send back what they bought last.
 */
export function matchCancellation(units: bigint, at: EpochMs, purchases: readonly PurchaseLine[]): CancellationMatch {
  assert(units > 0n, 'a cancellation cancels at least one unit');
  const newestFirst = purchases
    .filter(({ placedAt, unitsLeft }) => placedAt < at && unitsLeft > 0n)
    .toSorted((a, b) => b.placedAt - a.placedAt || compareText(b.externalId, a.externalId) || b.lineNo - a.lineNo);
  const taken: CancelledUnits[] = [];
  let left = units;
  for (const purchase of newestFirst) {
    if (left === 0n) break;
    const from = compareBigints(purchase.unitsLeft, left) < 0 ? purchase.unitsLeft : left;
    taken.push({ purchase, units: from });
    left -= from;
  }
  return { taken, unmatchedUnits: left };
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

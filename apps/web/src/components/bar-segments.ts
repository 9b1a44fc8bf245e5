/** Width of a bar in units of its own. */
export const BAR_WIDTH = 1_000n;

/** One part of a bar, in its units. */
export type Segment = { readonly from: string; readonly width: string };

/**
 * Parts of a bar as wide as `amounts` are large. Edges are rounded down from running sums, so that the parts meet and the
 * last one ends where the bar does. Nothing at all has no parts.
 */
export function segmentsOf(amounts: readonly bigint[]): Segment[] {
  const total = amounts.reduce((sum, amount) => sum + amount, 0n);
  if (total === 0n) return [];
  let sum = 0n;
  return amounts.map((amount) => {
    const from = (sum * BAR_WIDTH) / total;
    sum += amount;
    return { from: String(from), width: String((sum * BAR_WIDTH) / total - from) };
  });
}

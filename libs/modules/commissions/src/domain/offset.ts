import { type Minor, minor } from '#kernel';
import type { Earned } from './conversion.ts';

/**
 * The refund that takes back `target` of what is left of an order's commissions, or all of it: as base amounts a line, in
 * the order's currency, because reversals are prorated on the base. Never more than `target`, and exactly it where a line's
 * commission is at most its base in that currency, as every amount of commission is then met by some base amount.
 * `first` is the line to begin with.
 */
export function offsetLines(
  { lines }: Earned,
  first: number,
  target: Minor,
): readonly { readonly lineNo: number; readonly amount: Minor }[] {
  let left: bigint = target;
  const ordered = [...lines.filter((line) => line.lineNo === first), ...lines.filter((line) => line.lineNo !== first)];
  return ordered.flatMap((line) => {
    const open = line.amount - line.reversed;
    const part = left < open ? left : open;
    if (part <= 0n) return [];
    left -= part;
    const goal = line.reversed + part;
    // The largest r with floor(c × r / base) ≤ goal; the whole base when the whole commission goes.
    const upTo = goal === line.amount ? line.lineBase : ((goal + 1n) * line.lineBase - 1n) / line.amount;
    return upTo > line.refunded ? [{ lineNo: line.lineNo, amount: minor(upTo - line.refunded) }] : [];
  });
}

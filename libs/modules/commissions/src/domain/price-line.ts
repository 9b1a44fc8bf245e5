import { type Bps, bpsOf, type Minor, minor, mulDivFloor } from '#kernel';

/** An exact ratio between an order's currency and the settlement asset; the remainder of a conversion is nobody's. */
export type Peg = { readonly numerator: bigint; readonly denominator: bigint };

/** What one line earns, in minor units of the settlement asset. */
export type Price = { readonly base: Minor; readonly commission: Minor; readonly fee: Minor };

/** Converts an order's minor units into the settlement asset's: floor(amount × numerator / denominator). */
export function atPeg(amount: Minor, peg: Peg): Minor {
  return minor(mulDivFloor(amount, peg.numerator, peg.denominator));
}

/**
 * commission = floor(base × bps / 10⁴), fee = floor(commission × feeBps / 10⁴), on the line's base at the peg.
 * The merchant pays both.
 */
export function priceLine(lineBase: Minor, peg: Peg, bps: Bps, feeBps: Bps): Price {
  const base = atPeg(lineBase, peg);
  const commission = bpsOf(base, bps);
  return { base, commission, fee: bpsOf(commission, feeBps) };
}

import { type Asset, type Bps, bpsOf, type Minor, minor, mulDivFloor } from '#kernel';

/** An exact ratio between an order's currency and the settlement asset; the remainder of a conversion is nobody's. */
export type Peg = { readonly numerator: bigint; readonly denominator: bigint };

/** What one line earns, in minor units of the settlement asset. */
export type Price = { readonly base: Minor; readonly commission: Minor; readonly fee: Minor };

const ONE_TO_ONE: Peg = { numerator: 1n, denominator: 1n };

/** How orders in `currency` are settled in `asset`, by the peg that is registered for it; undefined when they are not. */
export function pegTo(
  asset: Asset,
  currency: Asset,
  registered: (Peg & { readonly asset: Asset }) | undefined,
): Peg | undefined {
  if (currency === asset) return ONE_TO_ONE;
  if (registered?.asset !== asset) return undefined;
  return { numerator: registered.numerator, denominator: registered.denominator };
}

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

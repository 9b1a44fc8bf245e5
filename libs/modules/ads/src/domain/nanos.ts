import { type Asset, decimalsOf } from '#kernel';

/**
 * Money of one impression or click: 10⁻⁹ of a major unit, so that nanos per impression are micros of CPM. A whole number
 * from 0 to 10¹² (1,000 major units), which a double holds exactly; sums of them are bigint.
 */
export type Nanos = number;

/** The dearest bid there may be. Products of it with rates stay far from where doubles lose whole numbers. */
export const MAX_BID_NANOS: Nanos = 1_000_000_000_000;

/** Nanos that make one minor unit of `asset`: 10⁷ for two decimals. */
export function nanosPerMinor(asset: Asset): bigint {
  return 10n ** BigInt(9 - decimalsOf(asset));
}

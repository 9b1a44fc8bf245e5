/** What a transaction offers, wei a unit of gas (EIP-1559). */
export type Fees = { readonly maxFee: bigint; readonly maxPriorityFee: bigint };

/** The fees of a first attempt: what the market asks, never above `cap`. */
export function firstFees(market: Fees, cap: bigint): Fees {
  return atMost(market, cap);
}

/**
 * The fees that replace a stuck transaction: both at least 12.5 % above `old`, or what the market asks now when that is
 * more. Nodes take a replacement only when both rise by 10 % (geth) to 12.5 % (Erigon, Nethermind).
 * Null when that would pass `cap`: then a person must look.
 */
export function raisedFees(old: Fees, market: Fees, cap: bigint): Fees | null {
  const maxPriorityFee = max(raised(old.maxPriorityFee), market.maxPriorityFee);
  const maxFee = max(raised(old.maxFee), market.maxFee, maxPriorityFee);
  if (maxFee <= cap) return { maxFee, maxPriorityFee };
  const least = { maxFee: raised(old.maxFee), maxPriorityFee: raised(old.maxPriorityFee) };
  return least.maxFee <= cap ? { maxFee: cap, maxPriorityFee: least.maxPriorityFee } : null;
}

function atMost({ maxFee, maxPriorityFee }: Fees, cap: bigint): Fees {
  return { maxFee: min(maxFee, cap), maxPriorityFee: min(maxPriorityFee, cap) };
}

/** × 1.125, rounded up, and always more than before. */
function raised(fee: bigint): bigint {
  return max((fee * 9n + 7n) / 8n, fee + 1n);
}

function max(...values: readonly bigint[]): bigint {
  return values.reduce((most, value) => (value > most ? value : most));
}

function min(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

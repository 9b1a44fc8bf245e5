import { type Minor, minor } from '#kernel';

/** ⌈nanos ÷ unit⌉: the minor units that hold so many nanos. */
export function ceilMinor(nanos: bigint, unitNanos: bigint): bigint {
  return (nanos + unitNanos - 1n) / unitNanos;
}

/** What a lease of `amount` gives back when its edge closes it and at most `usedNanos` can still be charged. */
export function returnAtClosing(amount: Minor, usedNanos: bigint, unitNanos: bigint): Minor {
  return minor(amount - ceilMinor(usedNanos, unitNanos));
}

/** A lease whose last event is over. */
export type SettlingLease = {
  readonly amount: Minor;
  readonly returnedEarly: Minor;
  readonly billedNanos: bigint;
  readonly unitNanos: bigint;
};

/**
 * What it gives back. Only the campaign's whole unit that is not full yet stays behind, not one per lease:
 * `settledNanos` is what the campaign's leases settled before were charged.
 */
export function returnAtSettling(lease: SettlingLease, settledNanos: bigint): Minor {
  const { amount, returnedEarly, billedNanos, unitNanos } = lease;
  const keptBefore = ceilMinor(settledNanos, unitNanos);
  const kept = ceilMinor(settledNanos + billedNanos, unitNanos);
  return minor(amount - returnedEarly - (kept - keptBefore));
}

import { type EpochMs, type Id, type Minor, minor } from '#kernel';
import type { BidModel } from './snapshot.ts';

/** What can happen to a served ad. */
export type EventKind = 'impression' | 'click' | 'conversion';

/** What decides whether an event is charged. */
export type ChargedEvent = {
  readonly kind: EventKind;
  readonly model: BidModel;
  readonly priceNanos: bigint;
  readonly at: EpochMs;
  readonly billableUntil: EpochMs;
};

/** What became of an event. */
export type Outcome = 'billed' | 'counted' | 'late' | 'not_covered';

/** A lease as the billing consumer has locked it. */
export type BilledLease = {
  readonly id: Id<'Lease'>;
  readonly isSettled: boolean;
  /** Nanos that it can still be charged. */
  leftNanos: bigint;
};

/**
 * Decides one event that counts for the first time, and takes its charge from `lease`. Impressions are charged per
 * impression, clicks per click; everything else is counted. An event after its reservation or after its lease was
 * settled is late: counted, never charged.
 */
export function decideCharge(event: ChargedEvent, lease: BilledLease | undefined): { outcome: Outcome; nanos: bigint } {
  const isCharged =
    event.kind === 'impression' ? event.model === 'cpm' : event.kind === 'click' && event.model === 'cpc';
  if (!isCharged) return { outcome: 'counted', nanos: 0n };
  const isLate = event.at > event.billableUntil;
  if (isLate || lease === undefined || lease.isSettled) return { outcome: 'late', nanos: 0n };
  const nanos = event.priceNanos;
  if (nanos > lease.leftNanos) return { outcome: 'not_covered', nanos: 0n };
  lease.leftNanos -= nanos;
  return { outcome: 'billed', nanos };
}

/** The creator's part of a charge, rounded down; the platform has the rest. */
export function shareOf(nanos: bigint, shareBps: number): bigint {
  return (nanos * BigInt(shareBps)) / 10_000n;
}

/** What one campaign was charged for one payee (or the platform): exactly, and as it is in the ledger. */
export type Carry = { readonly exactNanos: bigint; readonly posted: Minor; readonly unitNanos: bigint };

/** The whole minor units that a charge of `nanos` makes full: `after` is the carry with it. The rest is carried. */
export function dueOf({ exactNanos, unitNanos, posted }: Carry, nanos: bigint): Minor {
  return minor(posted - (exactNanos - nanos) / unitNanos);
}

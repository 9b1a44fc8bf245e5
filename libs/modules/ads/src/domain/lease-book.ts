import type { EpochMs, Id } from '#kernel';
import type { Nanos } from './nanos.ts';

/** A slice of a campaign's budget, as the ledger has it. */
export type Lease = {
  readonly id: Id<'Lease'>;
  readonly campaignId: Id<'Campaign'>;
  readonly amountNanos: bigint;
  readonly servesUntil: EpochMs;
};

/** A lease that serves no more, and the most that it may still be charged. */
export type EndedLease = { readonly leaseId: Id<'Lease'>; readonly usedNanos: bigint };

type Held = { readonly lease: Lease; restNanos: bigint };

/**
 * The leases of one edge. Each served ad takes the highest charge it can ever cause from its campaign's lease, for good:
 * what is not charged comes back when the lease is settled. So an edge can never promise more than it holds, whatever
 * is clicked, repeated or lost; and what a dead edge held is known without asking it.
 */
export class LeaseBook {
  private readonly held = new Map<Id<'Campaign'>, Held>();
  private readonly ended: EndedLease[] = [];

  /** Takes a new lease; the one before it ends. */
  add(lease: Lease): void {
    this.end(lease.campaignId);
    this.held.set(lease.campaignId, { lease, restNanos: lease.amountNanos });
  }

  /** Whether one more ad that may cost `mostNanos` can be served. */
  covers(campaignId: Id<'Campaign'>, mostNanos: Nanos, now: EpochMs): boolean {
    const held = this.held.get(campaignId);
    return held !== undefined && held.lease.servesUntil > now && held.restNanos >= BigInt(mostNanos);
  }

  /** Takes `nanos` for a served ad. Answers the lease that pays, or nothing when it is not covered. */
  reserve(campaignId: Id<'Campaign'>, nanos: Nanos, now: EpochMs): Id<'Lease'> | undefined {
    const held = this.held.get(campaignId);
    if (held === undefined || !this.covers(campaignId, nanos, now)) return undefined;
    held.restNanos -= BigInt(nanos);
    return held.lease.id;
  }

  /** Ends every lease whose time is over by `now`. */
  endExpired(now: EpochMs): void {
    for (const [campaignId, { lease }] of this.held) if (lease.servesUntil <= now) this.end(campaignId);
  }

  /** Ends all, when the edge stops. */
  endAll(): void {
    for (const campaignId of this.held.keys()) this.end(campaignId);
  }

  /** Leases that ended since the last call. */
  takeEnded(): EndedLease[] {
    return this.ended.splice(0);
  }

  /** Campaigns with a lease. */
  campaigns(): readonly Id<'Campaign'>[] {
    return [...this.held.keys()];
  }

  private end(campaignId: Id<'Campaign'>): void {
    const held = this.held.get(campaignId);
    if (held === undefined) return;
    this.held.delete(campaignId);
    this.ended.push({ leaseId: held.lease.id, usedNanos: held.lease.amountNanos - held.restNanos });
  }
}

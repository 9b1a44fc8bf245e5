import { Injectable } from '@nestjs/common';
import { Clock, type EpochMs, type Id } from '#kernel';
import { clearBit, setBit } from '../domain/bit-index.ts';
import { LeaseBook } from '../domain/lease-book.ts';
import { Market } from '../domain/market.ts';
import type { Nanos } from '../domain/nanos.ts';
import { SnapshotStore } from '../storage/snapshot.store.ts';
import { OpenLease } from '../use-cases/open-lease/open-lease.ts';
import { ReturnLeases } from '../use-cases/return-leases/return-leases.ts';

/** How long a campaign that got no lease is left alone. */
const REFUSED_MS = 2_000;
/** Leases that one round asks for. */
const MOST_OPENED = 100;

const EMPTY = { version: 0, madeAt: 0 as EpochMs, platform: { impressions: 0, clicks: 0 }, ads: [] };

/** What one edge sells from: the newest snapshot, its leases, and the row of ads that a lease covers. */
@Injectable()
export class AdMarket {
  private current = new Market(EMPTY);
  private liveRow = this.current.index.allLive();
  private readonly book = new LeaseBook();
  private readonly wanted = new Set<Id<'Campaign'>>();
  private readonly refusedUntil = new Map<Id<'Campaign'>, EpochMs>();
  private round: Promise<void> | undefined;
  private isClosed = false;

  constructor(
    private readonly snapshots: SnapshotStore,
    private readonly openLease: OpenLease,
    private readonly returnLeases: ReturnLeases,
    private readonly clock: Clock,
  ) {}

  get market(): Market {
    return this.current;
  }

  /** Ads that a lease covers at their full bid. */
  get live(): Int32Array {
    return this.liveRow;
  }

  /** Takes a served ad's highest charge from its campaign's lease; nothing when it is not covered any more. */
  reserve(ordinal: number, nanos: Nanos): Id<'Lease'> | undefined {
    const ad = this.current.ads[ordinal];
    if (ad === undefined) return undefined;
    const lease = this.book.reserve(ad.campaignId, nanos, this.clock.now());
    this.refreshLive(ad.campaignId);
    return lease;
  }

  /** Notes ads that matched and were not covered. Answers whether one of them may get a lease. */
  want(ordinals: readonly number[]): boolean {
    const now = this.clock.now();
    let isHopeful = false;
    for (const ordinal of ordinals) {
      const ad = this.current.ads[ordinal];
      if (ad === undefined || (this.refusedUntil.get(ad.campaignId) ?? 0) > now) continue;
      this.wanted.add(ad.campaignId);
      isHopeful = true;
    }
    return isHopeful;
  }

  /** One round: the newest snapshot, leases that ended, leases that are wanted. Callers at the same time share one. */
  keepUp(): Promise<void> {
    if (this.isClosed) return Promise.resolve();
    this.round ??= this.runRound().finally(() => (this.round = undefined));
    return this.round;
  }

  /** Gives every lease back; nothing is sold any more. */
  async close(): Promise<void> {
    this.isClosed = true;
    await this.round?.catch(() => undefined); // Whoever asked for that round is told.
    this.book.endAll();
    this.liveRow.fill(0);
    await this.returnLeases.close(this.book.takeEnded());
  }

  private async runRound(): Promise<void> {
    const snapshot = await this.snapshots.newerThan(this.current.version);
    if (snapshot !== undefined) this.swap(new Market(snapshot));
    await this.openWanted();
    const covered = this.book.campaigns();
    this.book.endExpired(this.clock.now());
    for (const campaignId of covered) this.refreshLive(campaignId);
    const ended = this.book.takeEnded();
    if (ended.length > 0) await this.returnLeases.close(ended);
  }

  private async openWanted(): Promise<void> {
    const campaigns = [...this.wanted].slice(0, MOST_OPENED);
    for (const campaignId of campaigns) {
      this.wanted.delete(campaignId);
      const lease = await this.openLease.execute(campaignId);
      if (lease === undefined) this.refusedUntil.set(campaignId, (this.clock.now() + REFUSED_MS) as EpochMs);
      else this.book.add(lease);
      this.refreshLive(campaignId);
    }
  }

  private swap(market: Market): void {
    this.current = market;
    this.liveRow = new Int32Array(market.index.words);
    for (const campaignId of this.book.campaigns()) this.refreshLive(campaignId);
  }

  private refreshLive(campaignId: Id<'Campaign'>): void {
    const now = this.clock.now();
    for (const ordinal of this.current.ordinalsOf(campaignId)) {
      const isCovered = this.book.covers(campaignId, this.current.bids[ordinal] ?? Infinity, now);
      (isCovered ? setBit : clearBit)(this.liveRow, ordinal);
    }
  }
}

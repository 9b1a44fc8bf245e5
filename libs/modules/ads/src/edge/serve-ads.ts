import { Inject, Injectable } from '@nestjs/common';
import { Clock, type EpochMs, type Id, IdSource, formatInstant } from '#kernel';
import { ADS_SETTINGS, type AdsSettings } from '../ads-settings.ts';
import { type AuctionRequest, type AuctionResult, type Winner, runAuction } from '../domain/auction.ts';
import { type ServedFacts, signToken } from '../domain/event-token.ts';
import { type Shown, isCapped } from '../domain/frequency-caps.ts';
import type { SnapshotAd } from '../domain/snapshot.ts';
import { AUCTION_RESULTS_TOPIC } from '../events.ts';
import { AdMarket } from './ad-market.ts';
import { AuctionLog } from './auction-log.ts';
import { EventTokenKey } from './event-token-key.ts';
import { PersonCaps } from './person-caps.ts';

/** What is asked for: an auction, and for whom. */
export type ServeRequest = Omit<AuctionRequest, 'id'> & {
  /** Where it will be shown, for the report; one of the facts' placements. */
  readonly placement: string;
  /** Who sees it, for frequency caps; a name of ours, never an address. Without it nothing with a cap is shown. */
  readonly person?: string | undefined;
  /** The creator whose post carries the ad, and their share of the charge. Never taken from outside. */
  readonly creator?:
    | {
        readonly payeeId: Id<'Organisation'>;
        readonly shareBps: number;
        /** Hash (hex) of the rule version that says so. */
        readonly rule?: string | undefined;
      }
    | undefined;
};

/** An ad to show. */
export type ServedAd = {
  readonly ad: SnapshotAd;
  readonly winner: Winner;
  /** Stands for it in the addresses of its events. */
  readonly token: string;
};

/** What came out. */
export type Served = { readonly auctionId: Id<'Auction'>; readonly ads: readonly ServedAd[] };

/** Sells the ad slots of a request. */
@Injectable()
export class ServeAds {
  constructor(
    private readonly market: AdMarket,
    private readonly key: EventTokenKey,
    private readonly auctionLog: AuctionLog,
    private readonly caps: PersonCaps,
    private readonly clock: Clock,
    private readonly ids: IdSource,
    @Inject(ADS_SETTINGS) private readonly settings: AdsSettings,
  ) {}

  /**
   * Runs the auction. Where slots stay free and ads matched that no lease covers yet, it asks for leases once and runs
   * it again. Each ad that is answered has its highest charge reserved.
   */
  async execute(request: ServeRequest): Promise<Served> {
    const key = await this.key.read();
    const shown = await this.caps.shownTo(request.person);
    const first = this.auction(request, shown);
    const { room } = this.market.market;
    const isShort = first.result.winners.length < request.slots;
    if (!isShort || !this.market.want(room.withheld)) return this.serve(request, first, key);
    await this.market.keepUp();
    return this.serve(request, this.auction(request, shown), key);
  }

  private auction(request: ServeRequest, shown: Shown | undefined): { id: Id<'Auction'>; result: AuctionResult } {
    const id = this.ids.next<'Auction'>();
    const { market, live } = this.market;
    return { id, result: runAuction(market, { ...request, id }, { live, capped: this.cappedFor(shown) }) };
  }

  /** Whoever nobody can tell apart may have seen everything that has a cap. */
  private cappedFor(shown: Shown | undefined): ReadonlySet<number> | undefined {
    const { market } = this.market;
    const now = this.clock.now();
    if (shown === undefined) {
      const { hasCaps } = market;
      return hasCaps.size > 0 ? hasCaps : undefined;
    }
    const capped = new Set<number>();
    for (const campaignId of shown.keys()) {
      for (const ordinal of market.ordinalsOf(campaignId)) {
        const ad = market.ads[ordinal];
        if (ad !== undefined && isCapped(shown, ad, now)) capped.add(ordinal);
      }
    }
    return capped.size > 0 ? capped : undefined;
  }

  /** Nothing is awaited between the auction and the reservations: what was covered is covered still. */
  private async serve(
    request: ServeRequest,
    { id, result }: { id: Id<'Auction'>; result: AuctionResult },
    key: Uint8Array,
  ): Promise<Served> {
    const now = this.clock.now();
    const reserved = result.winners.flatMap((winner) => {
      const ad = this.market.market.ads[winner.ordinal];
      const leaseId = ad === undefined ? undefined : this.market.reserve(winner.ordinal, winner.priceNanos);
      return ad === undefined || leaseId === undefined ? [] : [{ ad, winner, leaseId }];
    });
    this.log(request, id, result, now);
    // A cap that was used up in the meantime leaves its slot empty; what was reserved goes back with the lease.
    const allowed = new Set(
      await this.caps.take(
        request.person,
        reserved.map(({ ad }) => ad),
        now,
      ),
    );
    const ads = reserved.filter(({ ad }) => allowed.has(ad));
    return {
      auctionId: id,
      ads: ads.map(({ ad, winner, leaseId }) => {
        const token = signToken(key, this.factsOf(request, id, winner, ad, leaseId, now));
        return { ad, winner, token };
      }),
    };
  }

  private factsOf(
    { placement, creator }: ServeRequest,
    auctionId: Id<'Auction'>,
    { slot, priceNanos }: Winner,
    { campaignId, creativeId, advertiserId, asset, model }: SnapshotAd,
    leaseId: Id<'Lease'>,
    now: EpochMs,
  ): ServedFacts {
    const { impressionMs, clickMs } = this.settings;
    return {
      auctionId,
      slot,
      campaignId,
      creativeId,
      advertiserId,
      leaseId,
      asset,
      model,
      priceNanos,
      placement,
      billableUntil: (now + (model === 'cpm' ? impressionMs : clickMs)) as EpochMs,
      payeeId: creator?.payeeId ?? null,
      shareBps: creator?.shareBps ?? 0,
      rule: creator?.rule ?? null,
    };
  }

  private log(request: ServeRequest, id: Id<'Auction'>, result: AuctionResult, now: EpochMs): void {
    const { facts, slots, floorNanos, pricing, blockedDomains, blockedCategories } = request;
    this.auctionLog.add(AUCTION_RESULTS_TOPIC, id, {
      event: 'ads.auction_held.v1',
      at: formatInstant(now),
      request: { id, facts, slots, floorNanos, pricing, blockedDomains, blockedCategories },
      result,
      winners: result.winners.map(({ ordinal }) => this.market.market.ads[ordinal]?.creativeId ?? null),
    });
  }
}

import type { AuctionRequest } from '../domain/auction.ts';
import type { Market } from '../domain/market.ts';
import { matches } from '../domain/targeting.ts';

/** Everything that matches, by looking at every ad: what `BitIndex` is compared with. */
export function matchingAds({ ads }: Market, { facts }: AuctionRequest): number[] {
  return ads.flatMap(({ targeting }, ordinal) => (matches(targeting, facts) ? [ordinal] : []));
}

/** Outcome of the plain auction. */
export type PlainWinner = { readonly ordinal: number; readonly price: number };

/** Changes of a what-if: another bid for an ad, ads that stay away. */
export type WhatIf = { readonly bids?: ReadonlyMap<number, number>; readonly away?: ReadonlySet<number> };

/**
 * The same auction said as plainly as can be: look at all, sort, take; no index, no arrays. `rates` are the click rates
 * to rank by and `tie` orders equal scores. Prices come from bidding less and looking whether the slot is kept.
 */
export class PlainAuction {
  private readonly eligible: readonly number[];

  constructor(
    private readonly market: Market,
    private readonly request: AuctionRequest,
    private readonly rates: Float64Array,
    private readonly tie: (ordinal: number) => number,
  ) {
    const { blockedDomains, blockedCategories } = request;
    this.eligible = matchingAds(market, request).filter((ordinal) => {
      const ad = market.ads[ordinal];
      if (ad === undefined || blockedDomains.includes(ad.domain)) return false;
      return !ad.categories.some((category) => blockedCategories.includes(category));
    });
  }

  winners(): PlainWinner[] {
    const won = this.allocate({});
    return won.map((ordinal, slot) => ({ ordinal, price: this.price(ordinal, slot) }));
  }

  /** Who gets the slots, in order. */
  allocate({ bids, away }: WhatIf): number[] {
    const { request, market } = this;
    const bidOf = (ordinal: number): number => bids?.get(ordinal) ?? market.ads[ordinal]?.bidNanos ?? 0;
    const worth = (ordinal: number): number => {
      const rate = market.ads[ordinal]?.model === 'cpc' ? (this.rates[ordinal] ?? 0) : 1;
      return bidOf(ordinal) * rate;
    };
    const score = (ordinal: number): number => worth(ordinal) * ((market.ads[ordinal]?.qualityBps ?? 0) / 10_000);
    const ranked = this.eligible
      .filter((ordinal) => away?.has(ordinal) !== true && worth(ordinal) >= request.floorNanos)
      .toSorted((a, b) => score(b) - score(a) || this.tie(b) - this.tie(a));
    const won: number[] = [];
    const advertiser = (ordinal: number): unknown => market.ads[ordinal]?.advertiserId;
    for (const ordinal of ranked) {
      const isTaken = won.some((other) => advertiser(other) === advertiser(ordinal));
      if (won.length < request.slots && !isTaken) won.push(ordinal);
    }
    return won;
  }

  /** The least bid that keeps the slot, found by halving: keeping it is monotone in the bid. */
  private price(ordinal: number, slot: number): number {
    const own = this.market.ads[ordinal];
    const bid = own?.bidNanos ?? 0;
    if (this.request.pricing === 'first') return bid;
    const away = new Set(
      this.market.ads.flatMap(({ advertiserId }, at) =>
        advertiserId === own?.advertiserId && at !== ordinal ? [at] : [],
      ),
    );
    const keeps = (less: number): boolean =>
      this.allocate({ bids: new Map([[ordinal, less]]), away })[slot] === ordinal;
    let [low, high] = [0, bid]; // Lost at low, kept at high.
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (keeps(middle)) high = middle;
      else low = middle;
    }
    return high;
  }
}

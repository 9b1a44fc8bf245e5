import { Injectable } from '@nestjs/common';
import { Clock, formatInstant, publicId } from '#kernel';
import type { CreativeContent } from '../../domain/creative.ts';
import { adUrls } from '../../domain/markup/ad-urls.ts';
import { bannerMarkup } from '../../domain/markup/banner.ts';
import { nativeMarkup } from '../../domain/markup/native.ts';
import { vastDocument } from '../../domain/markup/vast.ts';
import { BID_REQUESTS_TOPIC, BID_RESPONSES_TOPIC } from '../../events.ts';
import { AuctionLog } from '../auction-log.ts';
import { ServeAds, type ServedAd } from '../serve-ads.ts';
import { type BidRequest, type Imp, readAssets, readBidRequest } from './bid-request.ts';
import { CURRENCY, serveRequestOf, takesCurrency } from './imp-facts.ts';

/** A bid of an OpenRTB 2.6 response; `price` is CPM. */
export type Bid = {
  readonly id: string;
  readonly impid: string;
  readonly price: number;
  readonly adm: string;
} & Record<string, unknown>;

/** An OpenRTB 2.6 bid response. */
export type BidResponse = {
  readonly id: string;
  readonly bidid: string;
  readonly cur: string;
  readonly seatbid: readonly { readonly seat: string; readonly bid: readonly Bid[] }[];
};

/** Answers OpenRTB requests from our own campaigns. */
@Injectable()
export class HoldAuction {
  constructor(
    private readonly serveAds: ServeAds,
    private readonly auctionLog: AuctionLog,
    private readonly clock: Clock,
  ) {}

  /** Answers the bids, or nothing when there are none. `base` is our address. @throws {BidRequestInvalid} */
  async execute(body: unknown, base: string): Promise<BidResponse | undefined> {
    const request = readBidRequest(body);
    if (!takesCurrency(request)) return undefined;
    const bids: { seat: string; auctionId: string; bid: Bid }[] = [];
    for (const imp of request.imp) bids.push(...(await this.bidFor(request, imp, base)));
    const [first] = bids;
    if (first === undefined) return undefined;
    const seats = Map.groupBy(bids, ({ seat }) => seat);
    const seatbid = [...seats].map(([seat, members]) => ({ seat, bid: members.map(({ bid }) => bid) }));
    return { id: request.id, bidid: first.auctionId, cur: CURRENCY, seatbid };
  }

  private async bidFor(request: BidRequest, imp: Imp, base: string) {
    const wanted = serveRequestOf(request, imp, this.clock.now());
    if (wanted === undefined) return [];
    const { auctionId, ads } = await this.serveAds.execute(wanted);
    const bids = ads.flatMap((served) => {
      const bid = bidOf(served, imp, base);
      return bid === undefined ? [] : [{ seat: publicId('org', served.ad.advertiserId), auctionId, bid }];
    });
    const at = formatInstant(this.clock.now());
    const { facts, placement, floorNanos } = wanted;
    this.auctionLog.add(BID_REQUESTS_TOPIC, auctionId, {
      event: 'ads.bid_requested.v1',
      at,
      request_id: request.id,
      imp_id: imp.id,
      facts,
      placement,
      floor_nanos: floorNanos,
    });
    this.auctionLog.add(BID_RESPONSES_TOPIC, auctionId, {
      event: 'ads.bid_answered.v1',
      at,
      request_id: request.id,
      imp_id: imp.id,
      bids: bids.map(({ bid: { id, price, crid } }) => ({ id, price, crid })),
    });
    return bids;
  }
}

// OpenRTB 2.6, list of creative markup types.
const MARKUP_TYPES: Readonly<Record<CreativeContent['format'], number>> = { banner: 1, video: 2, product: 4 };

function bidOf(served: ServedAd, imp: Imp, base: string): Bid | undefined {
  const { ad, winner, token } = served;
  const adm = markupOf(served, imp, base);
  if (adm === undefined) return undefined;
  const { content } = ad;
  return {
    id: token.slice(-22),
    impid: imp.id,
    price: winner.valueNanos / 1_000_000,
    adm,
    adid: publicId('cr', ad.creativeId),
    crid: publicId('cr', ad.creativeId),
    cid: publicId('cmp', ad.campaignId),
    adomain: [ad.domain],
    cat: ad.categories,
    mtype: MARKUP_TYPES[content.format],
    ...(content.format === 'product' ? {} : { w: content.width, h: content.height }),
    ...(content.format === 'video' ? { dur: Math.ceil(content.durationMs / 1_000) } : {}),
  };
}

function markupOf({ ad, token }: ServedAd, imp: Imp, base: string): string | undefined {
  const urls = adUrls(base, token);
  const { content } = ad;
  switch (content.format) {
    case 'banner':
      return bannerMarkup(content, urls);
    case 'video': {
      const [adId, creativeId] = [publicId('cmp', ad.campaignId), publicId('cr', ad.creativeId)];
      return vastDocument(content, { adId, creativeId, advertiser: ad.domain, urls });
    }
    case 'product': {
      const assets = readAssets(imp.native?.request, 'imp.native.request');
      const native = nativeMarkup(content, assets, urls);
      return native === undefined ? undefined : JSON.stringify({ native });
    }
  }
}

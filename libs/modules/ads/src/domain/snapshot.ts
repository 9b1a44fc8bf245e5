import type { Asset, EpochMs, Id } from '#kernel';
import type { ClickCounts } from './click-rate.ts';
import type { CreativeContent } from './creative.ts';
import type { Nanos } from './nanos.ts';
import type { Targeting } from './targeting.ts';

/** How an advertiser pays: per impression or per click. */
export type BidModel = 'cpm' | 'cpc';

/** One campaign with one approved creative: what takes part in auctions. */
export type SnapshotAd = {
  readonly campaignId: Id<'Campaign'>;
  readonly creativeId: Id<'Creative'>;
  readonly advertiserId: Id<'Organisation'>;
  readonly asset: Asset;
  readonly model: BidModel;
  /** The most that one impression (cpm) or click (cpc) may cost. */
  readonly bidNanos: Nanos;
  /** 10,000 is plain; more ranks higher at the same bid. */
  readonly qualityBps: number;
  readonly targeting: Targeting;
  readonly content: CreativeContent;
  readonly landingUrl: string;
  /** The advertiser's site, for blocked domains. */
  readonly domain: string;
  /** IAB content categories, for blocked categories. */
  readonly categories: readonly string[];
  /** Shown to one person at most so often in so many hours; 0 is no cap. */
  readonly cap: { readonly impressions: number; readonly hours: number };
  /** Clicks and impressions counted so far. */
  readonly counts: { readonly creative: ClickCounts; readonly campaign: ClickCounts; readonly advertiser: ClickCounts };
};

/** Every ad that may play, at one moment, immutable: with the version an auction can be run again. */
export type Snapshot = {
  readonly version: number;
  readonly madeAt: EpochMs;
  readonly platform: ClickCounts;
  readonly ads: readonly SnapshotAd[];
};

import type { Asset, EpochMs, Id, Minor } from '#kernel';
import type { CreativeContent } from './creative.ts';
import type { Nanos } from './nanos.ts';
import type { BidModel } from './snapshot.ts';
import type { Targeting } from './targeting.ts';

/** Whether a campaign plays. */
export type CampaignState = 'draft' | 'active' | 'paused';

/** What an advertiser bids for, and how much it may spend. */
export type Campaign = {
  readonly id: Id<'Campaign'>;
  readonly advertiserId: Id<'Organisation'>;
  readonly name: string;
  readonly asset: Asset;
  readonly model: BidModel;
  readonly bidNanos: Nanos;
  /** Minor units, for its whole life. */
  readonly budget: Minor;
  readonly targeting: Targeting;
  /** 0 impressions in 0 hours is no cap. */
  readonly cap: { readonly impressions: number; readonly hours: number };
  readonly startsAt: EpochMs;
  readonly endsAt: EpochMs | undefined;
  readonly state: CampaignState;
  readonly createdAt: EpochMs;
  /** Charged so far, exactly. */
  readonly spentNanos: bigint;
};

/** Whether somebody looked at it and said that it may be shown. */
export type CreativeState = 'waiting' | 'approved' | 'refused';

/** What is shown for a campaign. */
export type Creative = {
  readonly id: Id<'Creative'>;
  readonly campaignId: Id<'Campaign'>;
  readonly advertiserId: Id<'Organisation'>;
  readonly content: CreativeContent;
  readonly landingUrl: string;
  readonly domain: string;
  readonly categories: readonly string[];
  readonly state: CreativeState;
  readonly createdAt: EpochMs;
};

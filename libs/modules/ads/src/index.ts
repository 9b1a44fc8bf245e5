export {
  AdChargeNotFound,
  AuctionNotFound,
  AuctionNotSealed,
  BidRequestInvalid,
  BudgetBelowBid,
  CampaignNameTaken,
  CampaignNotFound,
  CreativeNotFound,
  EventTokenInvalid,
  EventTokenReplayed,
  NotAnAdvertiser,
  ProductNotListed,
} from './ads.errors.ts';
export { AdsModule } from './ads.module.ts';
export { AdsSearchModule } from './ads-search.module.ts';
export type { Campaign, CampaignState, Creative, CreativeState } from './domain/campaign.ts';
export type { BannerContent, CreativeContent, ProductContent, VideoContent } from './domain/creative.ts';
export { type AdUrls, adUrls } from './domain/markup/ad-urls.ts';
export type { Nanos } from './domain/nanos.ts';
export type { SnapshotAd } from './domain/snapshot.ts';
export { type RequestFacts, type Targeting, withParents } from './domain/targeting.ts';
export { AdEdge } from './edge/ad-edge.ts';
export { RecordEvent } from './edge/record-event.ts';
export { ServeAds, type ServeRequest, type Served, type ServedAd } from './edge/serve-ads.ts';
export { AddCreative, type NewCreative } from './use-cases/add-creative/add-creative.ts';
export { BuildAdReceipt } from './use-cases/build-ad-receipt/build-ad-receipt.ts';
export { CheckAds, type AdsBreak, type AdsReport } from './use-cases/check-ads/check-ads.ts';
export { CreateCampaign, type NewCampaign } from './use-cases/create-campaign/create-campaign.ts';
export { DecideCreative } from './use-cases/decide-creative/decide-creative.ts';
export { type CreatorShare, FindCreatorShare } from './use-cases/find-creator-share/find-creator-share.ts';
export { FindCampaigns } from './use-cases/find-campaigns/find-campaigns.ts';
export { ProveAuction } from './use-cases/prove-auction/prove-auction.ts';
export { PublishSnapshot } from './use-cases/publish-snapshot/publish-snapshot.ts';
export { ReadReport, type ReportFilter, type ReportLine } from './use-cases/read-report/read-report.ts';
export { ReplayAuction, type Replayed } from './use-cases/replay-auction/replay-auction.ts';
export { CampaignIndex } from './use-cases/search-campaigns/campaign-index.ts';
export { type CampaignSearch, SearchCampaigns } from './use-cases/search-campaigns/search-campaigns.ts';
export { type EarnedShare, SumEarnings } from './use-cases/sum-earnings/sum-earnings.ts';
export { SetCampaignState } from './use-cases/set-campaign-state/set-campaign-state.ts';

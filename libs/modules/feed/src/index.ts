export type { ActionKind, FeedPost } from './domain/feed-index.ts';
export type { RankedPost, ScoreTerm } from './domain/rank-feed.ts';
export { ActionReplayed, ContextExpired, ContextForged, NotServed } from './feed.errors.ts';
export { type AdPlace, type AdQuestion, FeedAds, NoFeedAds, type PlacedAd } from './feed-ads.ts';
export { FeedModule } from './feed.module.ts';
export { BuildFeed, type ServedFeed } from './use-cases/build-feed/build-feed.ts';
export { FollowSocial } from './use-cases/follow-social/follow-social.ts';
export { type FeedAction, RecordActions } from './use-cases/record-actions/record-actions.ts';

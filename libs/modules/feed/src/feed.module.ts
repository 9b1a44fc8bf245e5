import { Module } from '@nestjs/common';
import path from 'node:path';
import { AdsModule } from '#modules/ads';
import { SocialModule } from '#modules/social';
import { CONFIG, type Config } from '#platform/config';
import { AuctionedAds } from './adapters/auctioned-ads.ts';
import { contextKeyIn } from './adapters/context-key.ts';
import { ServedPosts } from './adapters/served-posts.ts';
import { FeedAds } from './feed-ads.ts';
import { FeedSettings } from './feed-settings.ts';
import { FeedConsumers } from './jobs/feed-consumers.ts';
import { FeedStore } from './storage/feed.store.ts';
import { BuildFeed } from './use-cases/build-feed/build-feed.ts';
import { FollowSocial } from './use-cases/follow-social/follow-social.ts';
import { LiveIndex } from './use-cases/live-index.ts';
import { RecordActions } from './use-cases/record-actions/record-actions.ts';

const useCases = [BuildFeed, RecordActions, FollowSocial, FeedConsumers];
const settings = {
  provide: FeedSettings,
  useFactory: async (config: Config) => new FeedSettings(await contextKeyIn(path.join(config.dataDir, 'keys'))),
  inject: [CONFIG],
};

/** Feeds of readers, with ads from our own auction. Needs the database, `EventConsumers`, `Cache`, telemetry, `Clock`, `IdSource` and the configuration from the process. */
@Module({
  imports: [AdsModule, SocialModule],
  providers: [...useCases, LiveIndex, ServedPosts, FeedStore, settings, { provide: FeedAds, useClass: AuctionedAds }],
  exports: useCases,
})
export class FeedModule {}

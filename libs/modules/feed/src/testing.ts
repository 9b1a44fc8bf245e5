import { type Clock, RandomIdSource } from '#kernel';
import type { Cache } from '#platform/cache';
import { anInProcessCache } from '#platform/cache/testing';
import type { TestDatabase } from '#platform/database/testing';
import { ServedPosts } from './adapters/served-posts.ts';
import { type FeedAds, NoFeedAds } from './feed-ads.ts';
import { FeedSettings } from './feed-settings.ts';
import { FeedStore } from './storage/feed.store.ts';
import { BuildFeed } from './use-cases/build-feed/build-feed.ts';
import { FollowSocial } from './use-cases/follow-social/follow-social.ts';
import { LiveIndex } from './use-cases/live-index.ts';
import { RecordActions } from './use-cases/record-actions/record-actions.ts';

/** The feed's use-cases on a test database; `load` is what a start does. */
export type TestFeed = ReturnType<typeof aFeed>;

/** Wires the feed on `database` without Nest. */
export function aFeed(
  { database, unitOfWork }: Pick<TestDatabase, 'database' | 'unitOfWork'>,
  clock: Clock,
  ads: FeedAds = new NoFeedAds(),
  cache: Cache = anInProcessCache(clock),
) {
  const store = new FeedStore(database);
  const live = new LiveIndex(store, clock);
  const settings = new FeedSettings(Buffer.alloc(32, 7));
  return {
    build: new BuildFeed(live, new ServedPosts(cache), ads, settings, clock, new RandomIdSource(clock)),
    record: new RecordActions(unitOfWork, store, live, settings, clock),
    followSocial: new FollowSocial(store, live),
    load: () => live.onApplicationBootstrap(),
  };
}

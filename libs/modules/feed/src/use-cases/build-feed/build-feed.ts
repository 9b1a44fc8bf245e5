import { Injectable } from '@nestjs/common';
import { Clock, type Id, IdSource, uuidBytes } from '#kernel';
import { ACTION_VALUE, type FeedIndex } from '../../domain/feed-index.ts';
import { type FeedContext, signContext } from '../../domain/feed-context.ts';
import { ServedPosts } from '../../adapters/served-posts.ts';
import { type RankedPost, rankFeed } from '../../domain/rank-feed.ts';
import { type AdPlace, FeedAds, type PlacedAd } from '../../feed-ads.ts';
import { FeedSettings } from '../../feed-settings.ts';
import { LiveIndex } from '../live-index.ts';

/** One in so many places may hold an ad, behind the post at that place. */
const AD_EVERY = 5;
/** Interests that an auction is told at most. */
const MOST_INTERESTS = 50;

/** A feed as it is served. `token` is the signed context that actions on it must hand back. */
export type ServedFeed = {
  readonly posts: readonly RankedPost[];
  readonly ads: readonly PlacedAd[];
  readonly token: string;
};

/** Makes feeds. Ranking reads memory only: no query, no lock. What other processes served is asked of the cache
 * before it, ads after it. */
@Injectable()
export class BuildFeed {
  constructor(
    private readonly live: LiveIndex,
    private readonly servedPosts: ServedPosts,
    private readonly ads: FeedAds,
    private readonly settings: FeedSettings,
    private readonly clock: Clock,
    private readonly ids: IdSource,
  ) {}

  /**
   * The next `size` posts for a reader; what is served once is not served again for the reader's next 600 posts. Ads
   * are chosen by the reader's interests only where `hasConsent` says that they may be.
   */
  async execute(
    userId: Id<'User'>,
    organisationId: string | undefined,
    size: number,
    { hasConsent = false }: { readonly hasConsent?: boolean } = {},
  ): Promise<ServedFeed> {
    const now = this.clock.now();
    const id = this.ids.next<'FeedContext'>();
    const { index } = this.live;
    const before = await this.servedPosts.of(userId);
    index.addServedElsewhere(userId, before.elsewhere);
    // The context's random bits are the seed, so that a logged context can be ranked again.
    const seed = uuidBytes(id).readUInt32BE(12);
    const posts = rankFeed(index, { userId, organisationId, now, size, seed });
    index.addServed(
      userId,
      posts.map(({ post }) => post.place),
    );
    const served = posts.map(({ post, propensity }) => ({ postId: post.id, propensity }));
    await this.servedPosts.add(
      userId,
      before,
      served.map(({ postId }) => postId),
    );
    const context: FeedContext = { id, userId, at: now, posts: served };
    const ads = await this.ads.fill({
      userId,
      at: now,
      places: placesOf(posts),
      interests: hasConsent ? interestsOf(index, userId) : [],
    });
    return { posts, ads, token: signContext(context, this.settings.contextKey) };
  }
}

function placesOf(posts: readonly RankedPost[]): AdPlace[] {
  return posts.flatMap(({ post }, position) =>
    position % AD_EVERY === AD_EVERY - 2 ? [{ position, besidePostId: post.id, besideAuthorId: post.authorId }] : [],
  );
}

/** Topics of what the reader liked, the latest first. */
function interestsOf(index: FeedIndex, userId: Id<'User'>): string[] {
  const liked = index.readerOf(userId).history.filter(({ kind }) => ACTION_VALUE[kind] > 0);
  return [...new Set(liked.toReversed().flatMap(({ post }) => post.topics))].slice(0, MOST_INTERESTS);
}

import { Inject, Injectable } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import type { EpochMs, Id } from '#kernel';
import { FindCreatorShare, ServeAds, type ServeRequest, adUrls, withParents } from '#modules/ads';
import { FindPosts, hashtagsOf } from '#modules/social';
import { CONFIG, type Config } from '#platform/config';
import { LOGGER, type Logger, Metrics } from '#platform/telemetry';
import { type AdPlace, type AdQuestion, FeedAds, type PlacedAd } from '../feed-ads.ts';

/** The name of a feed's ad slots: what campaigns target and reports show. */
const FEED_PLACEMENT = 'feed';
/** What a feed can show: products in its own style, films, and pictures of these sizes. */
const FORMATS = [
  'native',
  'video',
  ...['300x250', '320x100', '336x280', '600x600', '728x90', '1080x1080', '1200x628'].map((size) => `banner:${size}`),
];
/** How long a feed waits for its ads; a campaign's first auction waits for its lease. */
const PATIENCE_MS = 400;
/** Posts remembered at most. */
const MOST_KNOWN = 20_000;

/** What an auction needs of a post. Words and tags of a post never change. */
type PostFacts = {
  readonly category: readonly string[];
  readonly keyword: readonly string[];
  /** Programs of its tags, in their order. */
  readonly programs: readonly Id<'Program'>[];
};

/** Fills ad slots by our own auction. Whoever wrote the post beside an ad gets the share that its program says. */
@Injectable()
export class AuctionedAds extends FeedAds {
  private readonly known = new Map<Id<'Post'>, PostFacts>();
  private readonly base: string;
  private readonly floorNanos: number;

  constructor(
    private readonly serveAds: ServeAds,
    private readonly findCreatorShare: FindCreatorShare,
    private readonly findPosts: FindPosts,
    private readonly metrics: Metrics,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(CONFIG) config: Config,
  ) {
    super();
    this.base = config.publicUrl ?? ''; // Without a name of our own, addresses are relative to the API's.
    this.floorNanos = config.ads.feedFloorNanos;
  }

  override async fill(question: AdQuestion): Promise<readonly PlacedAd[]> {
    if (question.places.length === 0) return [];
    const won: PlacedAd[] = [];
    const late = new AbortController();
    await Promise.race([
      this.fillAll(question, won, late.signal).catch((error: unknown) => this.failed(error)),
      pause(PATIENCE_MS, undefined, { ref: false, signal: late.signal }).catch(() => undefined),
    ]);
    late.abort();
    return [...won];
  }

  /** Place by place; each advertiser once a feed. */
  private async fillAll({ places, ...reader }: AdQuestion, won: PlacedAd[], late: AbortSignal): Promise<void> {
    const shown: string[] = [];
    await this.know(places.map(({ besidePostId }) => besidePostId));
    for (const place of places) {
      if (late.aborted) return;
      const ad = await this.auctionFor(place, reader, shown);
      if (ad === undefined || late.aborted) continue;
      shown.push(ad.sponsor);
      won.push(ad);
    }
  }

  private async auctionFor(
    { position, besidePostId, besideAuthorId }: AdPlace,
    { userId, at, interests }: Omit<AdQuestion, 'places'>,
    blockedDomains: readonly string[],
  ): Promise<PlacedAd | undefined> {
    const post = this.known.get(besidePostId);
    if (post === undefined) return undefined;
    const request: ServeRequest = {
      facts: factsOf(post, interests, at),
      slots: 1,
      floorNanos: this.floorNanos,
      pricing: 'second',
      blockedDomains: [...blockedDomains],
      blockedCategories: [],
      placement: FEED_PLACEMENT,
      person: userId,
      creator: await this.creatorOf(post, besideAuthorId),
    };
    const { auctionId, ads } = await this.serveAds.execute(request);
    const [served] = ads;
    if (served === undefined) return undefined;
    const { impression, click } = adUrls(this.base, served.token);
    const { advertiserId, domain: sponsor, content } = served.ad;
    const place = { position, besidePostId, auctionId };
    return { ...place, advertiserId, sponsor, content, impressionUrl: impression, clickUrl: click };
  }

  /** The first of the post's programs that gives a share says how much. */
  private async creatorOf(post: PostFacts, payeeId: Id<'Organisation'>): Promise<ServeRequest['creator']> {
    for (const program of post.programs) {
      const share = await this.findCreatorShare.execute(program);
      if (share !== undefined) return { payeeId, ...share };
    }
    return undefined;
  }

  private async know(ids: readonly Id<'Post'>[]): Promise<void> {
    const unknown = ids.filter((id) => !this.known.has(id));
    if (unknown.length === 0) return;
    if (this.known.size >= MOST_KNOWN) this.known.clear();
    for (const { post } of await this.findPosts.execute(unknown)) {
      const category = [...new Set(post.tags.flatMap((tag) => withParents(tag.category)))];
      const programs = [...new Set(post.tags.map(({ programId }) => programId))];
      this.known.set(post.id, { category, keyword: hashtagsOf(post.body), programs });
    }
  }

  private failed(error: unknown): void {
    this.metrics.counter('feed_ads_failed_total', 'Feeds that went without ads because of an error.').add();
    this.logger.warn({ event: 'feed.ads_failed', error });
  }
}

function factsOf({ category, keyword }: PostFacts, interest: readonly string[], at: EpochMs): ServeRequest['facts'] {
  return {
    format: FORMATS,
    placement: [FEED_PLACEMENT],
    country: [],
    device: [],
    hour: [String(new Date(at).getUTCHours())],
    category,
    keyword,
    interest,
  };
}

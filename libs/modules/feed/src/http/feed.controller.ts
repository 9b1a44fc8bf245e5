import { Body, Controller, Get, Headers, HttpCode, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { type Caller, type Id, publicId } from '#kernel';
import { FindPosts } from '#modules/social';
import { Allow, CurrentCaller, Scopes } from '#platform/http';
import type { RankedPost, ScoreTerm } from '../domain/rank-feed.ts';
import type { PlacedAd } from '../feed-ads.ts';
import { BuildFeed } from '../use-cases/build-feed/build-feed.ts';
import { RecordActions } from '../use-cases/record-actions/record-actions.ts';
import { FeedBody, FeedQuery, NewFeedActions } from './feed.schemas.ts';
import { postCard } from './post-card.ts';

/** What stands on every ad. */
const AD_LABEL = 'Ad';

/** A reader's feed, and what they do with it. */
@ApiTags('feed')
@Controller('v1/feed')
@Allow('shopper', 'influencer')
export class FeedController {
  constructor(
    private readonly buildFeed: BuildFeed,
    private readonly recordActions: RecordActions,
    private readonly findPosts: FindPosts,
  ) {}

  @Get()
  @Scopes('posts:read')
  @ApiOkResponse({ standardSchema: FeedBody })
  async read(
    @Query({ schema: FeedQuery }) { limit, personal_ads: personalAds }: z.output<typeof FeedQuery>,
    @Headers('sec-gpc') privacyControl: string | undefined,
    @CurrentCaller() caller: Caller,
  ): Promise<unknown> {
    const hasConsent = personalAds === 'true' && privacyControl !== '1'; // Global Privacy Control: "do not".
    const { posts, ads, token } = await this.buildFeed.execute(userOf(caller), caller.organisation, limit, {
      hasConsent,
    });
    const found = await this.findPosts.execute(posts.map(({ post }) => post.id));
    const marks = await this.findPosts.marks(userOf(caller), found);
    const shown = new Map(found.map((one) => [one.post.id, one]));
    const items = posts.flatMap((ranked, position) => {
      const one = shown.get(ranked.post.id);
      // The table has the last word: a post that was removed a moment ago is not shown.
      if (one?.post.state !== 'shown') return [];
      return [itemShape(ranked, postCard(one, marks.get(one.post.id)), position)];
    });
    return z.encode(FeedBody, {
      context: token,
      items,
      ads: ads.filter(({ besidePostId }) => items.some((item) => item.post === besidePostId)).map(adShape),
    });
  }

  @Post('actions')
  @Scopes('posts:react')
  @HttpCode(204)
  @ApiNoContentResponse()
  async act(
    @Body({ schema: NewFeedActions }) body: z.output<typeof NewFeedActions>,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    const actions = body.actions.map(({ post, kind }) => ({ postId: post, kind }));
    await this.recordActions.execute(userOf(caller), body.context, actions);
  }
}

function userOf({ subject }: Caller): Id<'User'> {
  return subject as Id<'User'>;
}

function itemShape(ranked: RankedPost, card: ReturnType<typeof postCard>, position: number) {
  const { isExploration: is_exploration, propensity, score } = ranked;
  return { position, ...card, is_exploration, propensity, score, why: ranked.terms.map(termShape) };
}

function adShape({ position, besidePostId, auctionId, advertiserId, sponsor, content, ...urls }: PlacedAd) {
  const place = { kind: 'ad' as const, position, beside: besidePostId, auction: auctionId, label: AD_LABEL };
  const links = { impression_url: urls.impressionUrl, click_url: urls.clickUrl };
  return { ...place, advertiser: advertiserId, sponsor, content: contentShape(content), ...links };
}

function contentShape(content: PlacedAd['content']) {
  switch (content.format) {
    case 'banner': {
      const { format, imageUrl, width, height, alt } = content;
      return { format, image_url: imageUrl, width, height, alt };
    }
    case 'product': {
      const { format, sku, title, category, imageUrl } = content;
      return { format, sku, title, category, image_url: imageUrl };
    }
    case 'video': {
      const { format, mediaUrl, mimeType, width, height, durationMs, title } = content;
      return { format, media_url: mediaUrl, mime_type: mimeType, width, height, duration_ms: durationMs, title };
    }
  }
}

/** Ids inside a reason are shown as everywhere else. */
function termShape({ source, value, because }: ScoreTerm) {
  const prefix = { together: 'post', following: 'org', author_repeat: 'org' } as const;
  const of = source === 'together' || source === 'following' || source === 'author_repeat' ? prefix[source] : undefined;
  const shown =
    because !== undefined && of !== undefined
      ? publicId(of, because)
      : because?.replace(/^product:[0-9a-f-]+:/, 'product ');
  return { source, value, because: shown ?? null };
}

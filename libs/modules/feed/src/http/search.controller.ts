import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { Caller, Id } from '#kernel';
import type { ShownProduct } from '#modules/catalog';
import { FindPosts } from '#modules/social';
import { Allow, CurrentCaller, Scopes, decodeCursor, encodeCursor } from '#platform/http';
import type { SponsoredProduct } from '../adapters/search-ads.ts';
import { Explore } from '../use-cases/search-shop/explore.ts';
import { SearchShop } from '../use-cases/search-shop/search-shop.ts';
import { postCard } from './post-card.ts';
import {
  ExploreBody,
  ExploreCursorSchema,
  ExploreQuery,
  ProductSearchBody,
  ProductSearchCursor,
  ProductSearchQuery,
} from './search.schemas.ts';

/** What stands on every ad. */
const AD_LABEL = 'Sponsored';

/** Products and posts by words. */
@ApiTags('search')
@Controller('v1')
@Allow('shopper', 'influencer', 'merchant')
@Scopes('products:read')
export class SearchController {
  constructor(
    private readonly searchShop: SearchShop,
    private readonly exploring: Explore,
    private readonly findPosts: FindPosts,
  ) {}

  /** Products by words, category or merchant, and above the first page up to two ads. */
  @Get('search/products')
  @ApiOkResponse({ standardSchema: ProductSearchBody })
  async products(
    @Query({ schema: ProductSearchQuery }) query: z.output<typeof ProductSearchQuery>,
    @CurrentCaller() caller: Caller,
  ): Promise<unknown> {
    const { q: text, category, merchant: merchantId, limit } = query;
    const after = query.cursor === undefined ? undefined : decodeCursor(ProductSearchCursor, query.cursor);
    const answer = await this.searchShop.execute({ text, category, merchantId, limit, after }, userOf(caller));
    return z.encode(ProductSearchBody, {
      sponsored: answer.sponsored.map(adShape),
      items: answer.products.map(productShape),
      next_cursor: answer.next === undefined ? null : encodeCursor(answer.next),
    });
  }

  /** Posts and products by words or category; the newest without. */
  @Get('explore')
  @Scopes('posts:read', 'products:read')
  @ApiOkResponse({ standardSchema: ExploreBody })
  async explore(
    @Query({ schema: ExploreQuery }) query: z.output<typeof ExploreQuery>,
    @CurrentCaller() caller: Caller,
  ): Promise<unknown> {
    const { q: text, category, limit } = query;
    const after = query.cursor === undefined ? undefined : decodeCursor(ExploreCursorSchema, query.cursor);
    const { posts, products, next } = await this.exploring.execute({ text, category, limit, after });
    const marks = await this.findPosts.marks(userOf(caller), posts);
    return z.encode(ExploreBody, {
      posts: posts.map((shown) => postCard(shown, marks.get(shown.post.id))),
      products: products.map(productShape),
      next_cursor: next === undefined ? null : encodeCursor(next),
    });
  }
}

function userOf({ subject }: Caller): Id<'User'> {
  return subject as Id<'User'>;
}

function productShape({ product, merchantId, merchantName }: ShownProduct) {
  const { id, sku, name, category } = product;
  return { id, merchant: merchantId, merchant_name: merchantName, sku, name, category };
}

function adShape({ auctionId, advertiserId, sponsor, sku, title, category, imageUrl, ...urls }: SponsoredProduct) {
  const links = { impression_url: urls.impressionUrl, click_url: urls.clickUrl };
  const shown = { sponsor, sku, title, category, image_url: imageUrl };
  return { kind: 'ad' as const, label: AD_LABEL, auction: auctionId, advertiser: advertiserId, ...shown, ...links };
}

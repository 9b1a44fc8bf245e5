import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { type Answer, get } from '../api.ts';

/** Posts that come at a time. */
export const FEED_PAGE = 12;

type FeedPage = Answer<'/v1/feed'>;
/** A post in the feed, with the context of the feed that it was served in. */
export type FeedItem = FeedPage['items'][number] & { readonly context: string };
/** An ad in the feed. */
export type FeedAd = FeedPage['ads'][number];
/** A post as everybody sees it. */
export type ShownPost = Answer<'/v1/posts/{id}'>;
/** What the reader has done with a post and its author. */
export type Marks = ShownPost['viewer'];

/** A place in the feed: a post or an ad. */
export type FeedPlace =
  | { readonly kind: 'post'; readonly item: FeedItem }
  | { readonly kind: 'ad'; readonly ad: FeedAd };

/** The feed is served once: it is not asked for again behind the reader's back, so nothing moves under their eyes. */
const ONCE = { staleTime: Infinity, gcTime: Infinity, refetchOnWindowFocus: false, refetchOnReconnect: false } as const;

/** The feed, page by page. */
export const feedQuery = infiniteQueryOptions({
  queryKey: ['feed'],
  queryFn: () => get('/v1/feed', { query: { limit: String(FEED_PAGE) } }),
  initialPageParam: 0,
  // What a reader has seen comes again once there is nothing new; then the feed is at its end.
  getNextPageParam: (last, all, at) =>
    last.items.length === FEED_PAGE && newIn(last, all.slice(0, -1)) > 0 ? at + 1 : undefined,
  ...ONCE,
});

/** A post as everybody sees it. */
export const postQuery = (id: string) =>
  queryOptions({ queryKey: ['post', id], queryFn: () => get('/v1/posts/{id}', { id }) });

/** What was said below a post. */
export const commentsQuery = (id: string) =>
  queryOptions({ queryKey: ['comments', id], queryFn: () => get('/v1/posts/{id}/comments', { id }) });

/** A product as a shopper sees it. */
export const productQuery = (merchant: string, sku: string) =>
  queryOptions({
    queryKey: ['product', merchant, sku],
    queryFn: () => get('/v1/merchants/{merchant}/products/{sku}', { params: { merchant, sku } }),
  });

/** Posts that show a product. */
export const postsWithQuery = (merchant: string, sku: string) =>
  queryOptions({
    queryKey: ['posts-with', merchant, sku],
    queryFn: () => get('/v1/posts', { query: { merchant, sku, limit: String(FEED_PAGE) } }),
  });

/** The places of a feed in their order, each post once, an ad behind the post that it was sold for. */
export function placesOf(pages: readonly FeedPage[]): FeedPlace[] {
  const shown = new Set<string>();
  return pages.flatMap(({ context, items, ads }) =>
    items.flatMap((item): FeedPlace[] => {
      if (shown.has(item.post)) return [];
      shown.add(item.post);
      const behind = ads.filter(({ beside }) => beside === item.post).map((ad) => ({ kind: 'ad', ad }) as const);
      return [{ kind: 'post', item: { ...item, context } }, ...behind];
    }),
  );
}

function newIn(page: FeedPage, before: readonly FeedPage[]): number {
  const known = new Set(before.flatMap(({ items }) => items.map(({ post }) => post)));
  return page.items.filter(({ post }) => !known.has(post)).length;
}

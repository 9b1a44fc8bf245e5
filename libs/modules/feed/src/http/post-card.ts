import { z } from 'zod';
import type { Id } from '#kernel';
import { productKey, type ShownPost } from '#modules/social';
import { instant, publicIdSchema } from '#platform/http';

const organisation = publicIdSchema<'Organisation'>('org');

/** A post as a card shows it, in feeds and answers of explore. */
export const postCardFields = {
  post: publicIdSchema<'Post'>('post'),
  author: organisation,
  author_name: z.string(),
  body: z.string(),
  label: z
    .enum(['sensitive', 'unverified'])
    .nullable()
    .meta({ description: 'A moderator’s. sensitive: cover its pictures at first; unverified: say so.' }),
  created_at: instant,
  pictures: z.array(
    z.object({ alt: z.string(), url: z.string(), width: z.int(), height: z.int() }).meta({
      description: 'About 640 pixels wide, as WebP; other sizes are in the post.',
    }),
  ),
  tags: z.array(
    z.object({
      merchant: organisation,
      merchant_name: z.string(),
      sku: z.string(),
      name: z.string(),
      path: z.string().meta({ description: 'The tracked way to the product. Paid link: show it as an ad.' }),
    }),
  ),
  counts: z.object({ likes: z.int(), saves: z.int(), comments: z.int() }),
  viewer: z
    .object({ liked: z.boolean(), saved: z.boolean(), follows: z.boolean() })
    .meta({ description: 'What the reader has done with the post and its author.' }),
};

type Marks = { readonly liked: boolean; readonly saved: boolean; readonly follows: boolean };

const NO_MARKS: Marks = { liked: false, saved: false, follows: false };
/** Pixels: what a card shows. */
const CARD_WIDTH = 640;

/** The card of a post; `marks` is what the reader has done with it. */
export function postCard({ post, media, counts, organisations, products }: ShownPost, marks: Marks = NO_MARKS) {
  return {
    post: post.id,
    author: post.authorId,
    author_name: organisations.get(post.authorId) ?? '',
    body: post.body,
    label: post.label ?? null,
    created_at: post.createdAt,
    pictures: post.pictures.flatMap(({ mediaId, alt }) => pictureShape(media.get(mediaId), alt)),
    tags: post.tags.map((tag) => ({
      merchant: tag.merchantId,
      merchant_name: organisations.get(tag.merchantId) ?? '',
      sku: tag.sku,
      name: products.get(productKey(tag)) ?? tag.sku,
      path: `/l/${tag.linkCode}`,
    })),
    counts,
    viewer: marks,
  };
}

type Shown = ShownPost['media'] extends ReadonlyMap<Id<'Media'>, infer One> ? One : never;

/** The rendition that is nearest to a card's width. */
function pictureShape(media: Shown | undefined, alt: string) {
  const far = (width: number): number => Math.abs(width - CARD_WIDTH);
  const [best] = (media?.renditions ?? [])
    .filter(({ type }) => type === 'image/webp')
    .toSorted((a, b) => far(a.width) - far(b.width));
  return best === undefined ? [] : [{ alt, url: `/${best.key}`, width: best.width, height: best.height }];
}

import { z } from 'zod';
import { publicIdSchema } from '#platform/http';
import { ACTION_KINDS } from '../domain/feed-index.ts';
import { postCardFields } from './post-card.ts';

const post = publicIdSchema<'Post'>('post');

/** How long a feed. */
export const FeedQuery = z.object({
  limit: z.coerce.number().int().min(1).max(50).default(10),
  personal_ads: z
    .enum(['true', 'false'])
    .default('false')
    .meta({ description: 'Whether ads may be chosen by what the reader liked. Never with Sec-GPC: 1.' }),
});

const ad = z
  .object({
    kind: z.literal('ad'),
    position: z.int().meta({ description: 'Shown behind the post at this position.' }),
    beside: post,
    auction: z.string(),
    label: z.string().meta({ description: 'Always shown with it.', examples: ['Ad'] }),
    advertiser: publicIdSchema<'Organisation'>('org'),
    sponsor: z.string(),
    content: z.discriminatedUnion('format', [
      z.object({
        format: z.literal('banner'),
        image_url: z.string(),
        width: z.int(),
        height: z.int(),
        alt: z.string(),
      }),
      z.object({
        format: z.literal('product'),
        sku: z.string(),
        title: z.string(),
        category: z.string(),
        image_url: z.string().nullable(),
      }),
      z.object({
        format: z.literal('video'),
        media_url: z.string(),
        mime_type: z.string(),
        width: z.int(),
        height: z.int(),
        duration_ms: z.int(),
        title: z.string(),
      }),
    ]),
    impression_url: z.string().meta({ description: 'Get it once when the ad is seen.' }),
    click_url: z.string().meta({ description: 'Where a click goes; it leads on to the advertiser.' }),
  })
  .meta({ id: 'FeedAd' });

/** A feed as it is served. */
export const FeedBody = z
  .object({
    context: z
      .string()
      .meta({ description: 'Hand it back with what the reader does; only served posts count, and once.' }),
    items: z.array(
      z.object({
        position: z.int(),
        ...postCardFields,
        is_exploration: z.boolean(),
        propensity: z.number(),
        score: z.number(),
        why: z
          .array(z.object({ source: z.string(), value: z.number(), because: z.string().nullable() }))
          .meta({ description: 'The terms that add up to the score.' }),
      }),
    ),
    ads: z.array(ad),
  })
  .meta({ id: 'Feed' });

/** What the reader did with posts of a served feed. */
export const NewFeedActions = z
  .strictObject({
    context: z.string().min(1).max(20_000),
    actions: z
      .array(
        z.strictObject({ post, kind: z.enum(ACTION_KINDS.filter((kind) => kind !== 'report' && kind !== 'comment')) }),
      )
      .min(1)
      .max(100),
  })
  .meta({ id: 'NewFeedActions' });

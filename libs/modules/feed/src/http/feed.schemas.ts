import { z } from 'zod';
import { instant, publicIdSchema } from '#platform/http';
import { ACTION_KINDS } from '../domain/feed-index.ts';

const post = publicIdSchema<'Post'>('post');

/** How long a feed. */
export const FeedQuery = z.object({ limit: z.coerce.number().int().min(1).max(50).default(10) });

/** A feed as it is served. */
export const FeedBody = z
  .object({
    context: z
      .string()
      .meta({ description: 'Hand it back with what the reader does; only served posts count, and once.' }),
    items: z.array(
      z.object({
        position: z.int(),
        post,
        author: publicIdSchema<'Organisation'>('org'),
        body: z.string(),
        created_at: instant,
        pictures: z.array(z.object({ alt: z.string(), url: z.string() })),
        tags: z.array(z.object({ sku: z.string(), path: z.string() })),
        counts: z.object({ likes: z.int(), saves: z.int(), comments: z.int() }),
        is_exploration: z.boolean(),
        propensity: z.number(),
        score: z.number(),
        why: z
          .array(z.object({ source: z.string(), value: z.number(), because: z.string().nullable() }))
          .meta({ description: 'The terms that add up to the score.' }),
      }),
    ),
    ads: z.array(z.object({ position: z.int(), auction: z.string(), markup: z.json() })),
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

import { z } from 'zod';
import { type CategoryPath, categoryPath } from '#modules/catalog';
import { DomainError } from '#kernel';
import { publicIdSchema } from '#platform/http';
import { postCardFields } from './post-card.ts';

const organisation = publicIdSchema<'Organisation'>('org');
const words = z
  .string()
  .max(200)
  .meta({ examples: ['brass desk lamp'], description: 'All of these words; the newest where it is missing.' });
const category = z
  .string()
  .max(200)
  .transform((text, context): CategoryPath => {
    try {
      return categoryPath(text);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      context.addIssue({ code: 'custom', message: error.message });
      return z.NEVER;
    }
  });
const limit = z.coerce.number().int().min(1).max(50).default(20);
const cursor = z.string().max(1_024).optional();

/** `GET /v1/search/products`. */
export const ProductSearchQuery = z.object({
  q: words.optional(),
  category: category.optional(),
  merchant: organisation.optional(),
  limit,
  cursor,
});
/** `GET /v1/explore`. */
export const ExploreQuery = z.object({ q: words.optional(), category: category.optional(), limit, cursor });

const searchCursor = z.tuple([z.union([z.number(), z.string().max(1_000)]), z.string().max(200)]);
/** Where a list of products goes on. */
export const ProductSearchCursor = searchCursor;
/** Where both lists go on. */
export const ExploreCursorSchema = z.strictObject({
  posts: searchCursor.nullable(),
  products: searchCursor.nullable(),
});

const product = z
  .object({
    id: publicIdSchema<'Product'>('pr'),
    merchant: organisation,
    merchant_name: z.string(),
    sku: z.string(),
    name: z.string(),
    category: z.string(),
  })
  .meta({ id: 'FoundProduct' });

const sponsored = z
  .object({
    kind: z.literal('ad'),
    label: z.string().meta({ description: 'Always shown with it.', examples: ['Sponsored'] }),
    auction: z.string(),
    advertiser: organisation,
    sponsor: z.string(),
    sku: z.string(),
    title: z.string(),
    category: z.string(),
    image_url: z.string().nullable(),
    impression_url: z.string().meta({ description: 'Get it once when the ad is seen.' }),
    click_url: z.string().meta({ description: 'Where a click goes; it leads on to the advertiser.' }),
  })
  .meta({ id: 'SponsoredProduct' });

/** Products that were found, and what somebody paid for. */
export const ProductSearchBody = z
  .object({
    sponsored: z.array(sponsored).meta({ description: 'Ads; on the first page only.' }),
    items: z.array(product),
    next_cursor: z.string().nullable(),
  })
  .meta({ id: 'ProductSearch' });

/** Posts and products that were found. */
export const ExploreBody = z
  .object({
    posts: z.array(z.object(postCardFields).meta({ id: 'FoundPost' })),
    products: z.array(product),
    next_cursor: z
      .string()
      .nullable()
      .meta({ description: 'Goes on with both lists; null when both are at their end.' }),
  })
  .meta({ id: 'Explore' });

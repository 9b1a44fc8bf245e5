import { z } from 'zod';
import { PageQuery, instant, pageSchema, publicIdSchema } from '#platform/http';

const category = z
  .string()
  .max(200)
  .meta({ examples: ['home/lighting'], description: 'From the widest to the narrowest.' });
const sku = z.string().min(1).max(100);
const name = z.string().min(1).max(500);

/** Finance names the merchant; a merchant is its own. */
const merchantId = publicIdSchema<'Organisation'>('org').optional();

/** `POST /v1/products`. */
export const UpsertBody = z
  .strictObject({
    merchant: merchantId,
    products: z
      .array(z.strictObject({ sku, name, category }).meta({ id: 'NewProduct' }))
      .min(1)
      .max(1000),
  })
  .meta({ id: 'UpsertProducts' });
/** What was told. */
export const UpsertView = z
  .object({ count: z.int().meta({ description: 'Different skus in the request.' }) })
  .meta({ id: 'UpsertedProducts' });

/** `POST /v1/products/feed`: `text/csv` with a heading, or rows as JSON. Each row is looked at by itself. */
export const FeedBody = z
  .union([
    z.string().max(16_000_000),
    z.strictObject({ items: z.array(z.record(z.string().max(100), z.unknown())).max(20_000) }),
  ])
  .meta({ id: 'ProductFeed', description: 'CSV text with columns sku, name, category; or `{ "items": [ … ] }`.' });
/** Whose feed, where finance sends it. */
export const FeedQuery = z.object({ merchant: merchantId });

/** What became of each row. */
export const FeedView = z
  .object({
    accepted: z.int(),
    superseded: z.int().meta({ description: 'Rows whose sku comes again further down: the last one counts.' }),
    refused: z.int(),
    rows: z.array(
      z.object({
        row: z.int().meta({ description: 'From 1, the heading not counted.' }),
        sku: z.string().nullable(),
        outcome: z.enum(['accepted', 'superseded', 'refused']),
        problem: z.object({ field: z.string(), message: z.string() }).nullable(),
      }),
    ),
  })
  .meta({ id: 'ProductFeedResult' });

/** A product on the wire. */
export const ProductView = z
  .object({ id: publicIdSchema<'Product'>('pr'), sku, name, category, updated_at: instant })
  .meta({ id: 'Product' });
/** One page of products. */
export const ProductPage = pageSchema('ProductPage', ProductView);
/** Filters of `GET /v1/products`. */
export const ProductQuery = PageQuery.extend({ merchant: merchantId });

/** A product as a shopper sees it. */
export const ShownProductView = z
  .object({ merchant: publicIdSchema<'Organisation'>('org'), merchant_name: z.string(), sku, name, category })
  .meta({ id: 'ShownProduct' });

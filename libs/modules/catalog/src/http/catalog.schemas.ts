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

/** A product on the wire. */
export const ProductView = z
  .object({ id: publicIdSchema<'Product'>('pr'), sku, name, category, updated_at: instant })
  .meta({ id: 'Product' });
/** One page of products. */
export const ProductPage = pageSchema('ProductPage', ProductView);
/** Filters of `GET /v1/products`. */
export const ProductQuery = PageQuery.extend({ merchant: merchantId });

import { z } from 'zod';

/** The topic of this module; its key is the merchant. */
export const CATALOG_TOPIC = 'catalog';

const uuid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

/** Products of a merchant are new, or have another name or category. It says which, not what: read them. */
export const ProductsChangedV1 = z.object({
  event: z.literal('catalog.products_changed.v1'),
  merchant_id: uuid,
  products: z.array(uuid).max(500),
  at: z.iso.datetime(),
});
export type ProductsChangedV1 = z.infer<typeof ProductsChangedV1>;

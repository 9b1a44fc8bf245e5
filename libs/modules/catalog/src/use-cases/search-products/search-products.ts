import { Injectable } from '@nestjs/common';
import type { Id } from '#kernel';
import { FindOrganisation } from '#modules/identity';
import { type Filter, type SearchCursor, SearchIndex } from '#platform/search-index';
import type { CategoryPath } from '../../domain/product.ts';
import { ProductStore } from '../../storage/product.store.ts';
import type { ShownProduct } from '../find-products/show-product.ts';
import { PRODUCT_INDEX } from './product-index.ts';

/** Which products. Without words the newest changes stand first. */
export type ProductSearch = {
  readonly text?: string | undefined;
  /** Products of this category or one below it. */
  readonly category?: CategoryPath | undefined;
  readonly merchantId?: Id<'Organisation'> | undefined;
  readonly limit: number;
  readonly after?: SearchCursor | undefined;
};

/** What was found, best match first, and where to go on. */
export type FoundProducts = { readonly products: readonly ShownProduct[]; readonly next: SearchCursor | undefined };

/** Finds products by words. The index says which, the table says what they are. */
@Injectable()
export class SearchProducts {
  constructor(
    private readonly search: SearchIndex,
    private readonly products: ProductStore,
    private readonly organisations: FindOrganisation,
  ) {}

  /** @throws {SearchQueryInvalid | SearchIndexLost | SearchIndexUnavailable} */
  async execute({ text, category, merchantId, limit, after }: ProductSearch): Promise<FoundProducts> {
    const filters: Filter[] = [];
    if (category !== undefined) filters.push({ field: 'category', anyOf: [category] });
    if (merchantId !== undefined) filters.push({ field: 'merchant', anyOf: [merchantId] });
    const sort = text === undefined ? ({ field: 'changed_at', order: 'desc' } as const) : undefined;
    const { hits, next } = await this.search.search(PRODUCT_INDEX, { text, filters, sort, limit, after });
    return { products: await this.read(hits.map(({ id }) => id as Id<'Product'>)), next };
  }

  private async read(ids: readonly Id<'Product'>[]): Promise<ShownProduct[]> {
    const byId = new Map((await this.products.read(ids)).map((product) => [product.id, product]));
    const merchants = await this.organisations.many([...new Set([...byId.values()].map((one) => one.merchantId))]);
    return ids.flatMap((id) => {
      const product = byId.get(id);
      if (product === undefined) return [];
      const { merchantId } = product;
      return [{ product, merchantId, merchantName: merchants.get(merchantId)?.name ?? '' }];
    });
  }
}

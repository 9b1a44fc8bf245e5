import { Injectable } from '@nestjs/common';
import type { Id } from '#kernel';
import {
  fillIfNew,
  type IndexDefinition,
  type IndexSource,
  type Operation,
  rebuild,
  SearchIndex,
} from '#platform/search-index';
import { categoryWithParents } from '../../domain/product.ts';
import { ProductStore, type VersionedProduct } from '../../storage/product.store.ts';

/** Products by the words of their name, category and sku. */
export const PRODUCT_INDEX: IndexDefinition = {
  name: 'catalog.product',
  fields: {
    name: { kind: 'text', weight: 3, prefixes: true },
    sku_words: { kind: 'text', weight: 2 },
    category_words: { kind: 'text' },
    category: { kind: 'keyword' },
    merchant: { kind: 'keyword' },
    changed_at: { kind: 'instant' },
  },
};

const PAGE = 500;

/** Keeps the search index equal to the table. What is written is always read from the table at that moment. */
@Injectable()
export class ProductIndex implements IndexSource {
  readonly index = PRODUCT_INDEX;

  constructor(
    private readonly search: SearchIndex,
    private readonly products: ProductStore,
  ) {}

  /** Fills the index where it is new; @returns products read. */
  fillIfNew(): Promise<number> {
    return fillIfNew(this.search, this);
  }

  /** Makes the index anew from the table; @returns products read. */
  rebuild(): Promise<number> {
    return rebuild(this.search, this);
  }

  /** Writes products as they are now. Doing so twice, or late, changes nothing. */
  async refresh(ids: readonly Id<'Product'>[]): Promise<void> {
    for (let from = 0; from < ids.length; from += PAGE) {
      const products = await this.products.read(ids.slice(from, from + PAGE));
      await this.search.write(PRODUCT_INDEX, products.map(operationOf));
    }
  }

  /** Every product, by id. */
  async *pages(): AsyncIterable<readonly Operation[]> {
    for (let after: Id<'Product'> | undefined; ;) {
      const page = await this.products.page(after, PAGE);
      if (page.length > 0) yield page.map(operationOf);
      if (page.length < PAGE) return;
      after = page.at(-1)?.id;
    }
  }
}

function operationOf({ id, version, merchantId, sku, name, category, updatedAt }: VersionedProduct): Operation {
  return {
    kind: 'put',
    id,
    version,
    document: {
      name,
      sku_words: sku,
      category_words: category,
      category: categoryWithParents(category),
      merchant: merchantId,
      changed_at: updatedAt,
    },
  };
}

import { Injectable } from '@nestjs/common';
import type { Id } from '#kernel';
import { type IndexDefinition, type Operation, SearchIndex, TableIndex } from '#platform/search-index';
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

/** Keeps the search index equal to the table. What is written is always read from the table at that moment. */
@Injectable()
export class ProductIndex extends TableIndex<Id<'Product'>, VersionedProduct> {
  readonly index = PRODUCT_INDEX;

  constructor(search: SearchIndex, products: ProductStore) {
    super(search, products);
  }

  protected override operationsOf(products: readonly VersionedProduct[]): Promise<Operation[]> {
    return Promise.resolve(products.map(operationOf));
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

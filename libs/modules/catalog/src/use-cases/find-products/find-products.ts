import { Injectable } from '@nestjs/common';
import type { Id } from '#kernel';
import type { Product } from '../../domain/product.ts';
import { ProductStore } from '../../storage/product.store.ts';

/** Looks products up by sku, for orders, and lists them. */
@Injectable()
export class FindProducts {
  constructor(private readonly products: ProductStore) {}

  /** Those of `skus` that the merchant has, by sku. One query. */
  async execute(merchantId: Id<'Organisation'>, skus: readonly string[]): Promise<Map<string, Product>> {
    const found = skus.length === 0 ? [] : await this.products.find(merchantId, skus);
    return new Map(found.map((product) => [product.sku, product]));
  }

  /** At most `limit` products behind `afterSku`, in the order of skus. */
  list(merchantId: Id<'Organisation'>, afterSku: string | undefined, limit: number): Promise<Product[]> {
    return this.products.list(merchantId, afterSku, limit);
  }
}

import { Injectable } from '@nestjs/common';
import type { Id } from '#kernel';
import { EventConsumers, type Stop } from '#platform/event-log';
import { CATALOG_TOPIC, ProductsChangedV1 } from '../events.ts';
import { ProductIndex } from '../use-cases/search-products/product-index.ts';

/** The consumer group that keeps the search index. */
export const CATALOG_SEARCH_GROUP = 'catalog-search';

/** Keeps the index of products behind the table, for a worker process. */
@Injectable()
export class CatalogSearch {
  constructor(
    private readonly consumers: EventConsumers,
    private readonly index: ProductIndex,
  ) {}

  /** Fills a new index, then follows what changes; the answer stops it when its batch is done. */
  async start(): Promise<Stop> {
    await this.index.fillIfNew();
    return this.consumers.consume(CATALOG_TOPIC, CATALOG_SEARCH_GROUP, async (_tx, records) => {
      const told = records.map(({ body }) => ProductsChangedV1.parse(JSON.parse(body)));
      await this.index.refresh([...new Set(told.flatMap(({ products }) => products as Id<'Product'>[]))]);
    });
  }
}

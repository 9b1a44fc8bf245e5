import { ElasticSearchIndex, type ElasticSearchIndexOptions } from './adapters/elastic-search-index.ts';
import { MemorySearchIndex } from './adapters/memory-search-index.ts';
import type { SearchIndex } from './search-index.ts';

/** An empty search index in memory; `mostDocuments` makes it small. */
export function aMemorySearchIndex(mostDocuments?: number): SearchIndex {
  return new MemorySearchIndex(mostDocuments);
}

/** Search indexes in the Elasticsearch of a test. */
export function anElasticSearchIndex(options: ElasticSearchIndexOptions): Promise<SearchIndex> {
  return ElasticSearchIndex.open(options);
}

import type { Logger } from '#platform/telemetry';
import type { IndexDefinition } from '../index-definition.ts';
import { prepareOperations } from '../prepare-document.ts';
import { prepareQuery } from '../prepare-query.ts';
import { SearchIndexFull, SearchIndexLost } from '../search-index.errors.ts';
import { type Operation, SearchIndex, type SearchPage, type SearchQuery, type WriteReport } from '../search-index.ts';
import { MemoryIndex } from './memory-index.ts';

/** Documents that one index in memory holds at most. */
const MOST_DOCUMENTS = 100_000;

/** Indexes in the memory of this process: exact, seen at once, gone with it. */
export class MemorySearchIndex extends SearchIndex {
  private readonly indexes = new Map<string, { readonly index: MemoryIndex; isFilled: boolean }>();

  constructor(
    private readonly mostDocuments: number = MOST_DOCUMENTS,
    private readonly logger?: Logger,
  ) {
    super();
  }

  override async open(index: IndexDefinition): Promise<{ readonly isFilled: boolean }> {
    if (!this.indexes.has(index.name)) await this.clear(index);
    return { isFilled: this.of(index).isFilled };
  }

  override async markFilled(index: IndexDefinition): Promise<void> {
    this.of(index).isFilled = true;
  }

  override async clear(index: IndexDefinition): Promise<void> {
    this.indexes.set(index.name, { index: new MemoryIndex(index, this.mostDocuments), isFilled: false });
  }

  override async write(index: IndexDefinition, operations: readonly Operation[]): Promise<WriteReport> {
    const prepared = prepareOperations(index, operations);
    try {
      return this.of(index).index.write(prepared);
    } catch (error) {
      const isFull = error instanceof SearchIndexFull;
      if (isFull) this.logger?.error({ event: 'search_index.full', index: index.name, error });
      throw error;
    }
  }

  override async search(index: IndexDefinition, query: SearchQuery): Promise<SearchPage> {
    const prepared = prepareQuery(index, query);
    return this.of(index).index.search(prepared);
  }

  override async refresh(index: IndexDefinition): Promise<void> {
    this.of(index);
  }

  override async isReady(): Promise<boolean> {
    return true;
  }

  override async close(): Promise<void> {
    this.indexes.clear();
  }

  private of(index: IndexDefinition): { readonly index: MemoryIndex; isFilled: boolean } {
    const found = this.indexes.get(index.name);
    if (found === undefined) throw new SearchIndexLost(index.name);
    return found;
  }
}

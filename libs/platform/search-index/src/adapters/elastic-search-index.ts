import type { Client, estypes } from '@elastic/elasticsearch';
import { type IndexDefinition, revisionOf } from '../index-definition.ts';
import { prepareOperations } from '../prepare-document.ts';
import { prepareQuery } from '../prepare-query.ts';
import { SearchIndexLost, SearchIndexUnavailable } from '../search-index.errors.ts';
import { type Operation, SearchIndex, type SearchPage, type SearchQuery, type WriteReport } from '../search-index.ts';
import { indexBody, searchBody, sourceOf } from './elastic-requests.ts';

const REQUEST_TIMEOUT_MS = 10_000;
/** Answers that mean: later. */
const BUSY = new Set([408, 429, 502, 503, 504]);

/** Where Elasticsearch is. `prefix` begins the names of our indexes; tests have their own. */
export type ElasticSearchIndexOptions = { readonly url: string; readonly prefix?: string };

/** Indexes in Elasticsearch, or what speaks the core of its API. */
export class ElasticSearchIndex extends SearchIndex {
  private constructor(
    private readonly client: Client,
    private readonly where: string,
    private readonly prefix: string,
  ) {
    super();
  }

  /** @throws {SearchIndexUnavailable} when it does not answer. */
  static async open({ url, prefix = 'provisio' }: ElasticSearchIndexOptions): Promise<ElasticSearchIndex> {
    const { Client: ElasticClient } = await import('@elastic/elasticsearch');
    const client = new ElasticClient({ node: url, requestTimeout: REQUEST_TIMEOUT_MS, maxRetries: 2 });
    const opened = new ElasticSearchIndex(client, new URL(url).host, prefix);
    if (await opened.isReady()) return opened;
    await client.close();
    throw new SearchIndexUnavailable(opened.where);
  }

  override open(index: IndexDefinition): Promise<{ readonly isFilled: boolean }> {
    return this.asking(index, async () => {
      const alias = this.aliasOf(index);
      await this.create(index);
      const found = await this.client.indices.getMapping({ index: alias });
      return { isFilled: Object.values(found).some(({ mappings }) => mappings._meta?.['filled'] === true) };
    });
  }

  override markFilled(index: IndexDefinition): Promise<void> {
    return this.asking(index, async () => {
      await this.client.indices.putMapping({ index: this.aliasOf(index), _meta: { filled: true } });
    });
  }

  override clear(index: IndexDefinition): Promise<void> {
    return this.asking(index, async () => {
      await this.client.indices.delete({ index: `${this.aliasOf(index)}-1`, ignore_unavailable: true });
      await this.create(index);
    });
  }

  override write(index: IndexDefinition, operations: readonly Operation[]): Promise<WriteReport> {
    const prepared = prepareOperations(index, operations);
    if (prepared.length === 0) return Promise.resolve({ applied: 0, stale: 0 });
    const lines = prepared.flatMap(({ id, version, document }) => [
      { index: { _id: id, version, version_type: 'external' as const } },
      sourceOf(id, document),
    ]);
    return this.asking(index, async () => {
      // Through the alias only: an index that is lost must not come back by itself, with guessed fields.
      const { items } = await this.client.bulk({ index: this.aliasOf(index), require_alias: true, operations: lines });
      return this.reportOf(index, items);
    });
  }

  override search(index: IndexDefinition, query: SearchQuery): Promise<SearchPage> {
    const prepared = prepareQuery(index, query);
    if (prepared.words?.length === 0) return Promise.resolve({ hits: [], next: undefined });
    return this.asking(index, async () => {
      const { hits } = await this.client.search({ index: this.aliasOf(index), ...searchBody(index, prepared) });
      const page = hits.hits.slice(0, prepared.limit);
      const [value, id] = (hits.hits.length > prepared.limit ? page.at(-1)?.sort : undefined) ?? [];
      return {
        hits: page.map(({ _id, _score }) => ({ id: _id ?? '', score: _score ?? 0 })),
        next: isSortValue(value) && typeof id === 'string' ? [value, id] : undefined,
      };
    });
  }

  override refresh(index: IndexDefinition): Promise<void> {
    return this.asking(index, async () => void (await this.client.indices.refresh({ index: this.aliasOf(index) })));
  }

  override async isReady(): Promise<boolean> {
    try {
      const { status } = await this.client.cluster.health({}, { requestTimeout: 2_000, maxRetries: 0 });
      return status.toLowerCase() !== 'red';
    } catch {
      return false; // Whatever it is, it does not answer.
    }
  }

  override close(): Promise<void> {
    return this.client.close();
  }

  private aliasOf(index: IndexDefinition): string {
    return `${this.prefix}-${index.name.replaceAll(/[._]/g, '-')}-${revisionOf(index)}`;
  }

  /** Two that make it at once: one does. */
  private async create(index: IndexDefinition): Promise<void> {
    const alias = this.aliasOf(index);
    if (await this.client.indices.existsAlias({ name: alias })) return;
    const name = `${alias}-1`;
    await this.client.indices
      .create({ index: name, aliases: { [alias]: {} }, ...indexBody(index), wait_for_active_shards: 1 })
      .catch((error: unknown) => {
        if (!isNamed(error, 'resource_already_exists_exception')) throw error;
      });
  }

  private reportOf(
    index: IndexDefinition,
    items: readonly Partial<Record<string, estypes.BulkResponseItem>>[],
  ): WriteReport {
    let stale = 0;
    for (const { index: item } of items) {
      if (item === undefined || item.error === undefined) continue;
      const { status, error } = item;
      if (error.type === 'version_conflict_engine_exception') stale += 1;
      else if (error.type === 'index_not_found_exception') throw new SearchIndexLost(index.name);
      else if (BUSY.has(status)) throw new SearchIndexUnavailable(this.where, { cause: new Error(error.type) });
      else throw new Error(`Elasticsearch refused a document of ${index.name}: ${error.type}: ${error.reason ?? ''}`);
    }
    return { applied: items.length - stale, stale };
  }

  private async asking<T>(index: IndexDefinition, ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      if (isNamed(error, 'index_not_found_exception')) throw new SearchIndexLost(index.name);
      if (isPassing(error)) throw new SearchIndexUnavailable(this.where, { cause: error });
      throw error;
    }
  }
}

type ResponseErrorLike = {
  readonly statusCode?: number;
  readonly body?: { readonly error?: { readonly type?: string } };
};

function statusOf(error: unknown): number | undefined {
  return error instanceof Error && error.name === 'ResponseError' ? (error as ResponseErrorLike).statusCode : undefined;
}

function isNamed(error: unknown, type: string): boolean {
  return statusOf(error) !== undefined && (error as ResponseErrorLike).body?.error?.type === type;
}

/** Whether asking again later may help. */
function isPassing(error: unknown): boolean {
  const isAway = error instanceof Error && /^(Connection|Timeout|NoLivingConnections)Error$/.test(error.name);
  return isAway || BUSY.has(statusOf(error) ?? 0);
}

function isSortValue(value: unknown): value is number | string {
  return typeof value === 'number' || typeof value === 'string';
}

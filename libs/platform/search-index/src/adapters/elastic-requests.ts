import type { estypes } from '@elastic/elasticsearch';
import { type FieldDefinition, type IndexDefinition, searchedFields } from '../index-definition.ts';
import type { PreparedDocument } from '../prepare-document.ts';
import type { PreparedQuery } from '../prepare-query.ts';
import type { Filter } from '../search-index.ts';

// Requests for the core of Elasticsearch: no script, no analyzer but whitespace, no delete by query.

/** The id once more, to sort by; a removed document has none, and so is not found. */
const KEY = 'key__';

/** Settings and fields of an index. Words come ready, parted by spaces. */
export function indexBody(index: IndexDefinition): {
  settings: estypes.IndicesIndexSettings;
  mappings: estypes.MappingTypeMapping;
} {
  const texts = searchedFields(index).map(({ name }) => [
    name,
    { type: 'text', analyzer: 'whitespace', index_options: 'freqs' },
  ]);
  const others = Object.entries(index.fields).flatMap(([name, { kind }]) =>
    kind === 'text' ? [] : [[name, plainField(kind)]],
  );
  return {
    settings: { similarity: { default: { type: 'BM25', k1: 1.2, b: 0.75 } } },
    mappings: {
      dynamic: 'strict',
      properties: Object.fromEntries([...texts, ...others, [KEY, { type: 'keyword' }]]) as Record<
        string,
        estypes.MappingProperty
      >,
    },
  };
}

function plainField(kind: Exclude<FieldDefinition['kind'], 'text'>): estypes.MappingProperty {
  if (kind === 'keyword') return { type: 'keyword' };
  return kind === 'number' ? { type: 'double' } : { type: 'date', format: 'epoch_millis' };
}

/** A document as it is stored. What is removed stays as an empty one, so that its version keeps older writes away. */
export function sourceOf(id: string, document: PreparedDocument | undefined): Record<string, unknown> {
  if (document === undefined) return {};
  const words = [...document.words].map(([name, list]) => [name, list.join(' ')] as const);
  return { [KEY]: id, ...Object.fromEntries([...words, ...document.keywords, ...document.numbers]) };
}

/** One more hit than a page has, to know whether there is another. */
export function searchBody(index: IndexDefinition, query: PreparedQuery): estypes.SearchRequest {
  const { words = [], needsAll, filters, sort, limit, after } = query;
  const clauses = words.map((word) => wordClause(index, word));
  const isThere = [KEY, ...(sort === undefined ? [] : [sort.field])].map((field) => ({ exists: { field } }));
  const filter = [...isThere, ...filters.map(filterClause)];
  const matching = needsAll ? { must: clauses } : { should: clauses, minimum_should_match: 1 };
  return {
    query: { bool: clauses.length === 0 ? { filter } : { ...matching, filter } },
    sort: sortClauses(sort),
    track_scores: true,
    track_total_hits: false,
    _source: false,
    size: limit + 1,
    search_type: 'dfs_query_then_fetch',
    ...(after === undefined ? {} : { search_after: [...after] }),
  };
}

function sortClauses(sort: PreparedQuery['sort']): estypes.SortCombinations[] {
  const byValue = { [sort?.field ?? '_score']: { order: sort?.order ?? 'desc' } } as const;
  return [byValue, { [KEY]: { order: 'asc' } }];
}

function wordClause(index: IndexDefinition, word: string): estypes.QueryDslQueryContainer {
  const should = searchedFields(index).map(({ name, weight }) => ({
    term: { [name]: { value: word, boost: weight } },
  }));
  return { bool: { should, minimum_should_match: 1 } };
}

function filterClause(filter: Filter): estypes.QueryDslQueryContainer {
  if ('anyOf' in filter) return { terms: { [filter.field]: [...filter.anyOf] } };
  const { field, from, to } = filter;
  return {
    range: { [field]: { ...(from === undefined ? {} : { gte: from }), ...(to === undefined ? {} : { lte: to }) } },
  };
}

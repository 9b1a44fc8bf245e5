import { wordsOf } from './analyse.ts';
import type { IndexDefinition } from './index-definition.ts';
import { SearchQueryInvalid } from './search-index.errors.ts';
import type { Filter, SearchCursor, SearchQuery } from './search-index.ts';

/** Longest text of a query, in UTF-16 units. */
const LONGEST_TEXT = 1_000;
/** Different words of a query that are looked for; more make it neither better nor cheaper. */
const MOST_WORDS = 32;
const MOST_PAGE = 200;

/** A query that was checked. */
export type PreparedQuery = {
  /** Undefined: every document. Empty: none. */
  readonly words: readonly string[] | undefined;
  readonly needsAll: boolean;
  readonly filters: readonly Filter[];
  readonly sort: { readonly field: string; readonly order: 'asc' | 'desc' } | undefined;
  readonly limit: number;
  readonly after: SearchCursor | undefined;
};

/** @throws {SearchQueryInvalid} naming the first part that is wrong. */
export function prepareQuery(index: IndexDefinition, query: SearchQuery): PreparedQuery {
  const { text, match = 'all', filters = [], sort, limit, after } = query;
  if ((text ?? '').length > LONGEST_TEXT) throw new SearchQueryInvalid('text', 'is at most 1,000 characters');
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST_PAGE) throw new SearchQueryInvalid('limit', 'is 1 to 200');
  for (const filter of filters) checkFilter(index, filter);
  const sortKind = sort === undefined ? 'score' : index.fields[sort.field]?.kind;
  if (sortKind === undefined || sortKind === 'text') throw new SearchQueryInvalid('sort', 'is no field to sort by');
  if (after !== undefined) checkCursor(after, sortKind === 'keyword');
  const words = text === undefined ? undefined : [...new Set(wordsOf(text))].slice(0, MOST_WORDS);
  return { words, needsAll: match === 'all', filters, sort, limit, after };
}

function checkFilter(index: IndexDefinition, filter: Filter): void {
  const kind = index.fields[filter.field]?.kind;
  const fits = 'anyOf' in filter ? kind === 'keyword' : kind === 'number' || kind === 'instant';
  if (!fits) throw new SearchQueryInvalid(filter.field, 'is no field to filter by like this');
  if (!('anyOf' in filter)) {
    const bounds = [filter.from, filter.to].filter((bound) => bound !== undefined);
    const areNumbers = bounds.every((bound) => Number.isFinite(bound));
    if (!areNumbers) throw new SearchQueryInvalid(filter.field, 'is between numbers');
  }
}

function checkCursor([value, id]: SearchCursor, isText: boolean): void {
  const fits = isText
    ? typeof value === 'string' && value.length <= 1_000
    : typeof value === 'number' && Number.isFinite(value);
  if (!fits || id.length > 200) throw new SearchQueryInvalid('cursor', 'is not of this list');
}

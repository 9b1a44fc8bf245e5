import type { IndexDefinition } from './index-definition.ts';

/** Values of a document by field. A keyword may have several; a field that is missing is not found by. */
export type SearchDocument = Readonly<Record<string, string | number | readonly string[] | undefined>>;

/** A change of one document. `version` is a whole number that grows with each change of the source's row. */
export type Operation =
  | { readonly kind: 'put'; readonly id: string; readonly version: number; readonly document: SearchDocument }
  | { readonly kind: 'remove'; readonly id: string; readonly version: number };

/** What a write did. `stale`: operations whose version the index has already, or a newer one. */
export type WriteReport = { readonly applied: number; readonly stale: number };

/** What a hit must have: one of some keywords, or a number or instant from and up to (both included). */
export type Filter =
  | { readonly field: string; readonly anyOf: readonly string[] }
  | { readonly field: string; readonly from?: number; readonly to?: number };

/** Where a page ended: the value it is sorted by, and the document's id. */
export type SearchCursor = readonly [value: number | string, id: string];

/** What is looked for. */
export type SearchQuery = {
  /** Words; undefined: every document. Text without a letter or digit finds nothing. */
  readonly text?: string | undefined;
  /** Whether a hit has all of the words (the default) or any of them. */
  readonly match?: 'all' | 'any';
  /** A hit passes every one. */
  readonly filters?: readonly Filter[];
  /** A number, instant or keyword with one value; best match first when undefined. Ties go by id. */
  readonly sort?: { readonly field: string; readonly order: 'asc' | 'desc' } | undefined;
  /** 1 to 200. */
  readonly limit: number;
  readonly after?: SearchCursor | undefined;
};

/** A document that was found. `score` is 0 where there were no words. */
export type SearchHit = { readonly id: string; readonly score: number };

/** One page. `next` is undefined on the last one. */
export type SearchPage = { readonly hits: readonly SearchHit[]; readonly next: SearchCursor | undefined };

/**
 * Finds documents by words. It is a copy that can be lost: what it says is where to look, the source's own table has the
 * last word.
 *
 * Every adapter keeps these promises (test/conformance/search-index.ts): a version is applied once and never over a newer
 * one, whatever order writes arrive in, also after a removal; words are found whatever their case, accents or plural;
 * the same documents give the same hits in the same order; pages have neither gap nor twin while nothing is written; a
 * search sees what was written before the last `refresh`, and everything else about a second later.
 */
export abstract class SearchIndex {
  /** Makes the index where it is missing. Answers whether `markFilled` was said of it. @throws {SearchIndexUnavailable} */
  abstract open(index: IndexDefinition): Promise<{ readonly isFilled: boolean }>;
  /** Says that the index has everything that its source has. */
  abstract markFilled(index: IndexDefinition): Promise<void>;
  /** Throws the index away and makes it anew, empty and not filled. */
  abstract clear(index: IndexDefinition): Promise<void>;
  /**
   * Applies operations; the last one of an id counts when versions are equal in one call. At most 1,000 at a time.
   * @throws {DocumentInvalid | SearchIndexFull} nothing was written; @throws {SearchIndexLost | SearchIndexUnavailable}
   * some may have been: write them again.
   */
  abstract write(index: IndexDefinition, operations: readonly Operation[]): Promise<WriteReport>;
  /** @throws {SearchQueryInvalid | SearchIndexLost | SearchIndexUnavailable} */
  abstract search(index: IndexDefinition, query: SearchQuery): Promise<SearchPage>;
  /** Resolves when everything written before is seen by a search. */
  abstract refresh(index: IndexDefinition): Promise<void>;
  /** Whether it answers now. */
  abstract isReady(): Promise<boolean>;
  abstract close(): Promise<void>;
}

import type { IndexDefinition } from './index-definition.ts';
import { SearchIndexFull } from './search-index.errors.ts';
import type { Operation, SearchIndex } from './search-index.ts';

/** What an index is made from: the module's own table. */
export type IndexSource = {
  readonly index: IndexDefinition;
  /** Everything there is, in pages of at most 1,000, in any order; a removed row may be left out. */
  pages(): AsyncIterable<readonly Operation[]>;
};

/**
 * Opens the index of `source` and fills it unless that was done before; one whose filling was cut short is filled again.
 * Writes from elsewhere may go on meanwhile: versions decide. What does not fit is left out. @returns documents read, 0 when there was nothing to do.
 */
export async function fillIfNew(search: SearchIndex, source: IndexSource): Promise<number> {
  const { isFilled } = await search.open(source.index);
  return isFilled ? 0 : fill(search, source);
}

/** Throws the index away and makes it anew. Until it is done, a search finds what is in it so far. @returns documents read. */
export async function rebuild(search: SearchIndex, source: IndexSource): Promise<number> {
  await search.clear(source.index);
  return fill(search, source);
}

async function fill(search: SearchIndex, source: IndexSource): Promise<number> {
  let count = 0;
  try {
    for await (const page of source.pages()) {
      await search.write(source.index, page);
      count += page.length;
    }
  } catch (error) {
    if (!(error instanceof SearchIndexFull)) throw error;
    return count; // The engine has said so. A search that does not find everything is no reason not to start.
  }
  await search.markFilled(source.index);
  await search.refresh(source.index);
  return count;
}

import type { Asset } from '#kernel';

/** The book of the product's own database; it takes what no other book was given. */
export const MAIN_BOOK = 'main';

/** What belongs in a book: entries in its assets, of its region if it has one. */
export type BookScope = {
  readonly name: string;
  /** Never empty; the main book is not in the list of scopes. */
  readonly assets: readonly Asset[];
  /** Such as `uk`: the book takes its assets for this region only; entries without a region do not come here. */
  readonly region?: string | undefined;
};

/** The name of the one book for `asset` in `region`; undefined when a region is named that has no book for it. */
export function routeOf(scopes: readonly BookScope[], asset: Asset, region?: string): string | undefined {
  const scope = scopes.find((of) => of.region === region && of.assets.includes(asset));
  return scope?.name ?? (region === undefined ? MAIN_BOOK : undefined);
}

/** Assets that the main book must refuse, because a book without a region takes them. */
export function assetsElsewhere(scopes: readonly BookScope[]): Asset[] {
  return [...new Set(scopes.filter(({ region }) => region === undefined).flatMap(({ assets }) => assets))].toSorted();
}

/** What is wrong with a list of books, as a sentence: two of one name, or two for one asset and region. */
export function bookListProblem(scopes: readonly BookScope[]): string | undefined {
  const names = [MAIN_BOOK, ...scopes.map(({ name }) => name)];
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) return `two books are named ${twice}`;
  const places = scopes.flatMap(({ assets, region }) =>
    assets.map((of) => (region === undefined ? of : `${of} of ${region}`)),
  );
  const shared = places.find((place, at) => places.indexOf(place) !== at);
  return shared === undefined ? undefined : `two books take ${shared}`;
}

/**
 * What an ad may ask of a request. `format` is what the place shows (`banner:300x250`, `native`, `video`); `category`
 * holds a path with all its parents (`home`, `home/lighting`); `hour` is 0 to 23 in UTC; the rest is plain words.
 */
export const DIMENSIONS = [
  'format',
  'placement',
  'country',
  'device',
  'hour',
  'category',
  'keyword',
  'interest',
] as const;

/** One of `DIMENSIONS`. */
type Dimension = (typeof DIMENSIONS)[number];

/** Values by dimension; a dimension that is not named asks for nothing. */
export type DimensionValues = { readonly [D in Dimension]?: readonly string[] };

/** Whom an ad wants: in every dimension of `include` one of its values, in none of `exclude` any. */
export type Targeting = { readonly include: DimensionValues; readonly exclude: DimensionValues };

/** What a request is, by dimension. */
export type RequestFacts = { readonly [D in Dimension]: readonly string[] };

/** The plain meaning of a match; `BitIndex` answers the same, faster. */
export function matches({ include, exclude }: Targeting, facts: RequestFacts): boolean {
  return DIMENSIONS.every((dimension) => {
    const [wanted = [], refused = [], given] = [include[dimension], exclude[dimension], facts[dimension]];
    if (refused.some((value) => given.includes(value))) return false;
    return wanted.length === 0 || wanted.some((value) => given.includes(value));
  });
}

/** `a/b/c` with its parents: `a`, `a/b`, `a/b/c`. */
export function withParents(path: string): string[] {
  const parts = path.split('/').filter((part) => part !== '');
  return parts.map((_, at) => parts.slice(0, at + 1).join('/'));
}

import { type Bps, InvalidInput, assert, bps } from '#kernel';

/** Stands for every category, or every tier. */
export const ANY = '*';

/** One clause of a table: what a tier earns on a category and everything below it. */
export type RateRow = {
  /** Path such as `home/decor`, or `*`. */
  readonly category: string;
  /** Tier's name, or `*`. */
  readonly tier: string;
  readonly bps: Bps;
};

/** Rows in canonical order (by category, then tier); one of them is the default `*` × `*`. */
export type RateTable = readonly RateRow[];

/** What a match pays, and the clause that says so. */
export type RateMatch = { readonly bps: Bps; readonly clause: RateRow };

/** Most rows of one table. */
const MAX_ROWS = 2_000;

const NAMES = '[a-z0-9]+(?:-[a-z0-9]+)*';
const CATEGORY = new RegExp(`^(?:\\*|${NAMES}(?:/${NAMES})*)$`);
const TIER = new RegExp(`^(?:\\*|${NAMES})$`);

/** Whether `text` can be the name of a tier (`*` cannot). */
export function isTierName(text: string): boolean {
  return text !== ANY && text.length <= 50 && TIER.test(text);
}

/**
 * The table as it is published: checked, and in canonical order, so that the same clauses always have the same hash.
 * @throws {InvalidInput} naming the row, e.g. `table.3.bps`, or `table` when the default or everything is missing.
 */
export function rateTable(rows: readonly { category: string; tier: string; bps: number }[]): RateTable {
  if (rows.length === 0 || rows.length > MAX_ROWS) throw new InvalidInput('table', `a table has 1 to ${MAX_ROWS} rows`);
  const seen = new Set<string>();
  const checked = rows.map((row, index) => {
    const { category, tier } = row;
    const fail = (field: string, message: string): never => {
      throw new InvalidInput(`table.${index}.${field}`, message);
    };
    if (category.length > 200 || !CATEGORY.test(category)) {
      fail('category', 'this is no path like home/lighting, nor *');
    }
    if (tier !== ANY && !isTierName(tier)) fail('tier', 'this is no tier name like gold, nor *');
    if (!Number.isInteger(row.bps) || row.bps < 0 || row.bps > 10_000) {
      fail('bps', 'a rate has 0 to 10,000 basis points');
    }
    if (seen.has(key(category, tier))) fail('category', `${category} × ${tier} is there twice`);
    seen.add(key(category, tier));
    return { category, tier, bps: bps(row.bps) };
  });
  if (!seen.has(key(ANY, ANY))) throw new InvalidInput('table', 'the default row * × * is missing');
  return checked.toSorted((a, b) => compare(a.category, b.category) || compare(a.tier, b.tier));
}

/**
 * The clause that prices `category` (a path) for `tier`. Precedence: the deepest category that is `category` or above
 * it first, `*` last; within one category the named tier beats `*`. A category without a row for this tier or `*` is
 * passed over. Always answers: every table has the default.
 */
export function matchRate(rule: { readonly table: RateTable }, category: string, tier: string): RateMatch {
  const rows = indexOf(rule.table);
  for (let path = category; ; path = parentOf(path)) {
    const clause = rows.get(key(path, tier)) ?? rows.get(key(path, ANY));
    if (clause !== undefined) return { bps: clause.bps, clause };
    assert(path !== ANY, 'a rate table has its default row');
  }
}

/**
 * Whether anybody can earn less under `later` than under `before`. Comparing the categories and tiers that either
 * table names, and `*`, is enough: any other category meets the same rows as its deepest named ancestor, any other
 * tier the same rows as an unnamed one. PostgreSQL decides the same (`programs.is_cut`).
 */
export function isCut(before: RateTable, later: RateTable): boolean {
  const rows = [...before, ...later];
  const categories = new Set(rows.map(({ category }) => category));
  const tiers = new Set(rows.map(({ tier }) => tier));
  const earnsLess = (category: string, tier: string): boolean =>
    matchRate({ table: later }, category, tier).bps < matchRate({ table: before }, category, tier).bps;
  return [...categories].some((category) => [...tiers].some((tier) => earnsLess(category, tier)));
}

/** Whether anybody earns less on any category as tier `to` than as tier `from`. */
export function isTierCut(table: RateTable, from: string, to: string): boolean {
  const categories = new Set(table.map(({ category }) => category));
  return [...categories].some((category) => {
    return matchRate({ table }, category, to).bps < matchRate({ table }, category, from).bps;
  });
}

// A rule version prices hundreds of thousands of lines: its table is indexed once.
const indexes = new WeakMap<RateTable, ReadonlyMap<string, RateRow>>();

function indexOf(table: RateTable): ReadonlyMap<string, RateRow> {
  let index = indexes.get(table);
  if (index === undefined) {
    index = new Map(table.map((row) => [key(row.category, row.tier), row]));
    indexes.set(table, index);
  }
  return index;
}

function parentOf(path: string): string {
  const cut = path.lastIndexOf('/');
  return cut < 0 ? ANY : path.slice(0, cut);
}

function key(category: string, tier: string): string {
  return `${category} ${tier}`; // Neither holds a space.
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

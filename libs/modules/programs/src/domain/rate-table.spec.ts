import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ANY, type RateRow, type RateTable, isCut, isTierCut, matchRate, rateTable } from './rate-table.ts';

const row = (category: string, tier: string, bps: number) => ({ category, tier, bps });

const PARTS = ['a', 'b', 'ab'];
const PATHS = [...PARTS, ...PARTS.flatMap((x) => PARTS.map((y) => `${x}/${y}`)), 'a/b/a', 'a/b/ab', 'b/a/b'];
const TIERS = ['gold', 'silver'];
const ASKED_TIERS = [...TIERS, 'nobody'];

/** Every table over a few categories and tiers, always with its default. */
const tables: fc.Arbitrary<RateTable> = fc
  .uniqueArray(
    fc.record({ category: fc.constantFrom(ANY, ...PATHS), tier: fc.constantFrom(ANY, ...TIERS), bps: fc.nat(20) }),
    {
      selector: ({ category, tier }) => `${category} ${tier}`,
      maxLength: 8,
    },
  )
  .chain((rows) =>
    fc
      .nat(20)
      .map((bps) =>
        rateTable([...rows.filter(({ category, tier }) => category !== ANY || tier !== ANY), row(ANY, ANY, bps)]),
      ),
  );

/** The precedence read off the README, with no cleverness: look at all rows, keep those that fit, take the best. */
function slowMatch(table: RateTable, category: string, tier: string): RateRow | undefined {
  const parts = category.split('/');
  const depth = (of: string): number => (of === ANY ? 0 : of.split('/').length);
  const fits = table.filter(
    (of) =>
      (of.category === ANY || parts.slice(0, depth(of.category)).join('/') === of.category) &&
      (of.tier === ANY || of.tier === tier),
  );
  return fits.toSorted(
    (x, y) => depth(y.category) - depth(x.category) || Number(x.tier === ANY) - Number(y.tier === ANY),
  )[0];
}

describe('matching a rate', () => {
  const table = rateTable([
    row('*', '*', 500),
    row('*', 'gold', 700),
    row('home', '*', 300),
    row('home', 'gold', 1000),
    row('home/decor', 'silver', 900),
  ]);

  it.each([
    ['toys', 'silver', 500, '*', '*'],
    ['toys', 'gold', 700, '*', 'gold'],
    ['home', 'silver', 300, 'home', '*'],
    ['home/lighting', 'gold', 1000, 'home', 'gold'],
    ['home/decor', 'silver', 900, 'home/decor', 'silver'],
    ['home/decor/vases', 'silver', 900, 'home/decor', 'silver'],
    ['home/decor', 'gold', 1000, 'home', 'gold'],
    ['homeware', 'silver', 500, '*', '*'],
  ])('%s for %s pays %i bps by %s × %s', (category, tier, bps, byCategory, byTier) => {
    expect(matchRate({ table }, category, tier)).toEqual({ bps, clause: { category: byCategory, tier: byTier, bps } });
  });

  it('equals the precedence as it is written, for every table, category and tier', () => {
    fc.assert(
      fc.property(tables, fc.constantFrom(...PATHS), fc.constantFrom(...ASKED_TIERS), (any, category, tier) => {
        expect(matchRate({ table: any }, category, tier).clause).toEqual(slowMatch(any, category, tier));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a cut', () => {
  it('is found exactly when some category and tier earns less, however deep', () => {
    fc.assert(
      fc.property(tables, tables, (before, later) => {
        const asked = [...PATHS, 'unnamed', 'a/unnamed', 'a/b/unnamed', 'a/b/a/unnamed'];
        const byLooking = asked.some((category) =>
          ASKED_TIERS.some(
            (tier) =>
              matchRate({ table: later }, category, tier).bps < matchRate({ table: before }, category, tier).bps,
          ),
        );
        expect(isCut(before, later)).toBe(byLooking);
      }),
      { numRuns: 2000 },
    );
  });

  it('hides behind a more special row that takes a better one away', () => {
    const before = rateTable([row('*', '*', 500), row('home', '*', 800)]);
    expect(isCut(before, rateTable([row('*', '*', 800), row('home', '*', 800)]))).toBe(false);
    expect(isCut(before, rateTable([row('*', '*', 500), row('home', '*', 900), row('home/decor', '*', 700)]))).toBe(
      true,
    );
    expect(isCut(before, rateTable([row('*', '*', 500)]))).toBe(true);
  });

  it('of a tier is any category where the new tier earns less', () => {
    const table = rateTable([row('*', '*', 500), row('*', 'gold', 700), row('home', 'silver', 900)]);
    expect(isTierCut(table, 'silver', 'gold')).toBe(true);
    expect(isTierCut(table, 'bronze', 'gold')).toBe(false);
  });
});

describe('a rate table', () => {
  it('has one canonical order', () => {
    const rows = [row('home', 'gold', 3), row('*', '*', 1), row('home', '*', 2), row('*', 'gold', 4)];
    const expected = rateTable(rows);
    fc.assert(
      fc.property(fc.shuffledSubarray(rows, { minLength: 4 }), (shuffled) => {
        expect(rateTable(shuffled)).toEqual(expected);
      }),
    );
  });

  it.each([
    ['table', []],
    ['table', [row('home', '*', 1)]],
    ['table.1.category', [row('*', '*', 1), row('Home', '*', 1)]],
    ['table.1.category', [row('*', '*', 1), row('*', '*', 2)]],
    ['table.1.tier', [row('*', '*', 1), row('home', 'Gold!', 1)]],
    ['table.1.bps', [row('*', '*', 1), row('home', '*', 10_001)]],
    ['table.1.bps', [row('*', '*', 1), row('home', '*', 0.5)]],
  ])('is refused at %s (input.invalid)', (path, rows) => {
    const fields = [expect.objectContaining({ path })];
    expect(() => rateTable(rows)).toThrow(expect.objectContaining({ code: 'input.invalid', details: { fields } }));
  });
});

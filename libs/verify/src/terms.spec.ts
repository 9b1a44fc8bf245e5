import fc from 'fast-check';
import { type Clause, matchClause } from './terms.ts';

const clause = (category: string, tier: string, bps: number): Clause => ({ category, tier, bps });
const TABLE = [
  clause('*', '*', 300),
  clause('*', 'gold', 450),
  clause('home', '*', 800),
  clause('home', 'gold', 1000),
  clause('home/lighting', '*', 1200),
];

describe('matchClause', () => {
  it.each([
    ['home/decor', 'gold', 1000],
    ['home/decor', 'silver', 800],
    ['home', 'gold', 1000],
    ['home/lighting', 'gold', 1200], // a deeper category beats a named tier
    ['home/lighting/lamps', 'gold', 1200],
    ['homeware', 'gold', 450], // a prefix of the text is not a parent
    ['garden', 'silver', 300],
    ['*', 'gold', 450],
  ])('prices %s for tier %s at %i', (category, tier, bps) => {
    expect(matchClause(TABLE, category, tier)?.bps).toBe(bps);
  });

  it('prices nothing without a clause that fits', () => {
    expect(matchClause([clause('home', 'gold', 1)], 'home', 'silver')).toBeUndefined();
    expect(matchClause([], 'home', 'gold')).toBeUndefined();
  });

  it('refuses a table that says one place twice', () => {
    expect(() => matchClause([...TABLE, clause('home', '*', 1)], 'garden', 'gold')).toThrow(
      expect.objectContaining({ field: 'receipt.rule.terms.table' }),
    );
  });

  it('gives the clause with the highest (depth, tier named) of those that fit, in any order of the table', () => {
    const part = fc.constantFrom('a', 'b');
    const category = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
    const anyClause = fc.record({
      category: fc.oneof(category, fc.constant('*')),
      tier: fc.constantFrom('*', 'gold', 'silver'),
      bps: fc.integer({ min: 0, max: 10_000 }),
    });
    const table = fc.uniqueArray(anyClause, { selector: (of) => `${of.category} ${of.tier}`, maxLength: 12 });
    fc.assert(
      fc.property(table, category, fc.constantFrom('gold', 'silver', 'bronze'), (clauses, of, tier) => {
        const depth = (name: string): number => (name === '*' ? 0 : name.split('/').length);
        const rank = (at: Clause): number => 2 * depth(at.category) + (at.tier === '*' ? 0 : 1);
        const best = clauses
          .filter((at) => at.category === '*' || `${of}/`.startsWith(`${at.category}/`))
          .filter((at) => at.tier === '*' || at.tier === tier)
          .sort((a, b) => rank(b) - rank(a))[0];
        expect(matchClause(clauses, of, tier)).toEqual(best);
        expect(matchClause([...clauses].reverse(), of, tier)).toEqual(best);
      }),
      { numRuns: 1000 },
    );
  });
});

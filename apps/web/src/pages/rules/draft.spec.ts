import { describe, expect, it } from '@jest/globals';
import { bpsOf, byPrecedence, isSame, tableOf } from './draft.ts';

describe('a draft of a rule', () => {
  it('stacks clauses as they are looked at: deepest category, then named tier, the default last', () => {
    const clause = (category: string, tier: string) => ({ category, tier });
    const stack = byPrecedence([
      clause('*', '*'),
      clause('home', '*'),
      clause('*', 'gold'),
      clause('home/lighting', '*'),
      clause('home', 'gold'),
    ]);
    expect(stack.map(({ category, tier }) => `${category} ${tier}`)).toEqual([
      'home/lighting *',
      'home gold',
      'home *',
      '* gold',
      '* *',
    ]);
  });

  it('reads percentages to the basis point, and no further', () => {
    expect(['7', '7.5', '12.34', '0', '100'].map(bpsOf)).toEqual([700, 750, 1_234, 0, 10_000]);
    expect(['', '-1', '100.01', '1.234', 'x'].map(bpsOf)).toEqual(Array(5).fill(undefined));
  });

  it('gives no table while a rate cannot be read, and knows when nothing was changed', () => {
    const row = { key: 'a', category: '*', tier: '*', percent: '5' };
    expect(tableOf([row, { ...row, key: 'b', percent: '' }])).toBeUndefined();
    const table = tableOf([row]) ?? [];
    expect(isSame(table, { table: [{ category: '*', tier: '*', bps: 500 }] } as never)).toBe(true);
    expect(isSame(table, { table: [{ category: '*', tier: '*', bps: 501 }] } as never)).toBe(false);
  });
});

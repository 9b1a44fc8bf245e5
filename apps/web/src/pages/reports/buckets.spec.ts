import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AGES, owedBooks, type OwedLine } from './buckets.ts';

const aLine = fc
  .record({
    line: fc.constantFrom('org:receivable', 'payee:receivable'),
    asset: fc.constantFrom('GBPT/2', 'EUR/2'),
    amounts: fc.tuple(...AGES.map(() => fc.bigInt({ min: 0n, max: 1n << 62n }))),
  })
  .map(({ line, asset, amounts }): OwedLine => {
    const of = (at: number) => ({ amount: String(amounts[at] ?? 0n), asset });
    const open = { amount: String(amounts.reduce((total, amount) => total + amount, 0n)), asset };
    const buckets = { '0-30': of(0), '31-60': of(1), '61-90': of(2), '90+': of(3) };
    return { line, accounts: 1, open, buckets };
  });

describe('what is owed, by age', () => {
  it('adds up both ways, and never over two assets', () => {
    const byLine = { selector: ({ line, open }: OwedLine) => `${line} ${open.asset}` };
    fc.assert(
      fc.property(fc.uniqueArray(aLine, byLine), (lines) => {
        for (const { asset, ages, total, lines: own } of owedBooks(lines)) {
          const open = lines.filter((line) => line.open.asset === asset);
          expect(own).toEqual(open.map(({ line }) => line));
          expect(BigInt(total.amount)).toBe(ages.reduce((all, age) => all + BigInt(age.total.amount), 0n));
          expect(BigInt(total.amount)).toBe(open.reduce((all, line) => all + BigInt(line.open.amount), 0n));
        }
      }),
    );
  });

  it('is nothing where nobody owes', () => {
    expect(owedBooks([])).toEqual([]);
  });
});

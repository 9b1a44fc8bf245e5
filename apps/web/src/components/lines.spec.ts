import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { lineOf } from './lines.ts';

const money = fc.bigInt({ min: -(1n << 70n), max: 1n << 70n });

/** The heights that a path goes through, from the left. */
function heights(path: string): bigint[] {
  return [...path.matchAll(/[ML]\d+ (\d+)H/g)].map(([, y = '']) => BigInt(y));
}

describe('lineOf', () => {
  it('has one step for each value, from the left edge to the right one, none outside the chart', () => {
    fc.assert(
      fc.property(fc.array(money, { minLength: 1, maxLength: 400 }), (values) => {
        const { path, width, height, zero } = lineOf(values);
        const ys = heights(path);
        expect(ys).toHaveLength(values.length);
        expect(path.startsWith('M0 ')).toBe(true);
        expect(path.endsWith(`H${width}`)).toBe(true);
        for (const y of [...ys, BigInt(zero)]) expect(y >= 0n && y <= BigInt(height)).toBe(true);
      }),
    );
  });

  it('is higher where there is more, and on the line of zero where there is nothing', () => {
    fc.assert(
      fc.property(fc.array(money, { minLength: 2, maxLength: 40 }), (values) => {
        const { path, zero } = lineOf(values);
        const ys = heights(path);
        for (const [at, value] of values.entries()) {
          const [y = 0n, next] = [ys[at], values[at + 1]];
          if (value === 0n) expect(y).toBe(BigInt(zero));
          if (next !== undefined && next > value) expect((ys[at + 1] ?? 0n) <= y).toBe(true);
        }
      }),
    );
  });
});

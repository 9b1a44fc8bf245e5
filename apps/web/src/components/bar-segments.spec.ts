import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BAR_WIDTH, segmentsOf } from './bar-segments.ts';

describe('segmentsOf', () => {
  it('gives parts that meet, in order, and fill the bar', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: 0n, max: 1n << 63n }), { minLength: 1, maxLength: 5 }), (amounts) => {
        fc.pre(amounts.some((amount) => amount > 0n));
        let edge = 0n;
        for (const { from, width } of segmentsOf(amounts)) {
          expect(BigInt(from)).toBe(edge);
          edge += BigInt(width);
        }
        expect(edge).toBe(BAR_WIDTH);
      }),
    );
  });

  it('has no parts where there is no money', () => {
    expect(segmentsOf([0n, 0n])).toEqual([]);
  });
});

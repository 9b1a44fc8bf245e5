import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { barsOf } from './bars.ts';

describe('barsOf', () => {
  it('stands every bar on zero, the largest as high as the chart, none of something without height', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: 0n, max: 1n << 70n }), { minLength: 1, maxLength: 40 }), (values) => {
        const { width, height, shapes } = barsOf(values);
        for (const [at, shape] of shapes.entries()) {
          expect(shape.y + shape.height).toBe(height);
          expect(shape.height > 0).toBe((values[at] ?? 0n) > 0n);
          expect(shape.x + shape.width).toBeLessThanOrEqual(width);
        }
        const most = values.reduce((top, value) => (value > top ? value : top), 0n);
        if (most > 0n) expect(shapes[values.indexOf(most)]?.height).toBe(height);
      }),
    );
  });
});

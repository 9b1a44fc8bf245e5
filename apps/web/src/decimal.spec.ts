import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decimalOf, unitsOf } from './decimal.ts';

describe('decimals', () => {
  it.each([
    ['5', 6, 5_000_000n],
    ['0.05', 9, 50_000_000n],
    ['12,5', 2, 1_250n],
    [' 7.25 ', 2, 725n],
    ['0', 2, 0n],
  ])('reads %s with %i places as %s units', (text, places, units) => {
    expect(unitsOf(text, places)).toBe(units);
  });

  it.each(['', '-1', '1.234', 'five', '1e3', '1.', '.5', '1 000'])(
    'does not read %p as an amount of two places',
    (text) => {
      expect(unitsOf(text, 2)).toBeUndefined();
    },
  );

  it('writes what it reads back without a loss', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 20n }), fc.integer({ min: 0, max: 9 }), (units, places) => {
        expect(unitsOf(decimalOf(units, places, 0).replaceAll(',', ''), places) ?? units).toBe(units);
      }),
    );
  });

  it('keeps the places that money has, and drops zeros beyond them', () => {
    expect([decimalOf(4_500_000n, 9, 2), decimalOf(1_000_000_000n, 9, 2), decimalOf(-1_234_500n, 3, 2)]).toEqual([
      '0.0045',
      '1.00',
      '−1,234.50',
    ]);
  });
});

import fc from 'fast-check';
import { Bug } from './assert.ts';
import { InvalidInput } from './errors.ts';
import {
  BPS_WHOLE,
  MAX_MINOR,
  type Minor,
  allocate,
  asset,
  bps,
  bpsOf,
  compareBigints,
  decimalsOf,
  formatMinor,
  minor,
  mulDivFloor,
  parseMinor,
} from './money.ts';

const amount = fc.bigInt({ min: 0n, max: MAX_MINOR }).map(minor);
const weights = fc
  .array(fc.oneof(fc.bigInt({ min: 0n, max: 12n }), fc.bigInt({ min: 0n, max: 1n << 70n })), {
    minLength: 1,
    maxLength: 9,
  })
  .filter((list) => list.some((weight) => weight > 0n));
const sum = (list: readonly bigint[]): bigint => list.reduce((total, one) => total + one, 0n);

/**
 * Largest remainder by trying every choice of who is rounded up: the best choice has the largest remainders, and of
 * equally good ones the lowest indexes.
 */
function allocateByTrying(total: bigint, of: readonly bigint[]): bigint[] {
  const whole = sum(of);
  const left = total - sum(of.map((weight) => (total * weight) / whole));
  let best: { gain: bigint; chosen: number[] } | undefined;
  for (let choice = 0; choice < 2 ** of.length; choice += 1) {
    const chosen = of.map((_weight, index) => index).filter((index) => (choice >> index) & 1);
    if (BigInt(chosen.length) !== left) continue;
    const gain = sum(chosen.map((index) => (total * (of[index] as bigint)) % whole));
    const isLower =
      best !== undefined && String(chosen.map((at) => 1000 + at)) < String(best.chosen.map((at) => 1000 + at));
    if (best === undefined || gain > best.gain || (gain === best.gain && isLower)) best = { gain, chosen };
  }
  return of.map((weight, index) => (total * weight) / whole + (best?.chosen.includes(index) === true ? 1n : 0n));
}

describe('allocate', () => {
  it('never loses or makes a unit', () => {
    fc.assert(fc.property(amount, weights, (total, of) => expect(sum(allocate(total, of))).toBe(total)));
  });

  it('gives each part within one unit of the exact share, and nothing to a weight of zero', () => {
    fc.assert(
      fc.property(amount, weights, (total, of) => {
        const whole = sum(of);
        allocate(total, of).forEach((part, index) => {
          const exact = total * (of[index] as bigint); // in 1/whole of a unit
          expect(part * whole > exact - whole && part * whole < exact + whole).toBe(true);
          if (of[index] === 0n) expect(part).toBe(0n);
        });
      }),
    );
  });

  it('rounds up the largest remainders, of equal ones the lowest index', () => {
    const few = fc.array(fc.bigInt({ min: 0n, max: 6n }), { minLength: 1, maxLength: 7 });
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 40n }),
        few.filter((list) => sum(list) > 0n),
        (total, of) => expect(allocate(total as Minor, of)).toEqual(allocateByTrying(total, of)),
      ),
      { numRuns: 500 },
    );
  });

  it.each<[bigint, bigint[], bigint[]]>([
    [100n, [1n, 1n, 1n], [34n, 33n, 33n]],
    [101n, [1n, 1n, 1n], [34n, 34n, 33n]],
    [1n, [1n, 2n], [0n, 1n]],
    [0n, [3n, 4n], [0n, 0n]],
    [5n, [0n, 0n, 9n], [0n, 0n, 5n]],
    [MAX_MINOR, [1n, 1n], [MAX_MINOR / 2n + 1n, MAX_MINOR / 2n]],
  ])('splits %s by %j into %j', (total, of, parts) => {
    expect(allocate(minor(total), of)).toEqual(parts);
  });

  it('gives the same parts for weights in the same proportion', () => {
    fc.assert(
      fc.property(amount, weights, fc.bigInt({ min: 1n, max: 1000n }), (total, of, factor) => {
        expect(
          allocate(
            total,
            of.map((weight) => weight * factor),
          ),
        ).toEqual(allocate(total, of));
      }),
    );
  });

  it.each<[string, bigint, bigint[]]>([
    ['no weights', 1n, []],
    ['weights of nothing', 1n, [0n, 0n]],
    ['a negative weight', 1n, [2n, -1n]],
    ['a negative total', -1n, [1n]],
  ])('is a bug of the caller for %s', (_what, total, of) => {
    expect(() => allocate(total as Minor, of)).toThrow(Bug);
  });
});

describe('mulDivFloor and bpsOf', () => {
  const natural = fc.bigInt({ min: 0n, max: 1n << 200n });

  it('is the whole number q with q × divisor <= a × b < (q + 1) × divisor, at any size', () => {
    fc.assert(
      fc.property(natural, natural, natural, (a, b, below) => {
        const divisor = below + 1n;
        const q = mulDivFloor(a, b, divisor);
        expect(q * divisor <= a * b && a * b < (q + 1n) * divisor).toBe(true);
      }),
    );
  });

  it.each([
    [-1n, 1n, 1n],
    [1n, -1n, 1n],
    [1n, 1n, 0n],
    [1n, 1n, -1n],
  ])('is a bug of the caller for %s × %s / %s', (a, b, divisor) => {
    expect(() => mulDivFloor(a, b, divisor)).toThrow(Bug);
  });

  it('takes basis points of an amount rounded down, never more than the amount', () => {
    fc.assert(
      fc.property(amount, fc.integer({ min: 0, max: 10_000 }), (of, rate) => {
        const part = bpsOf(of, bps(rate));
        const exact = of * BigInt(rate);
        expect(part * BPS_WHOLE <= exact && exact < (part + 1n) * BPS_WHOLE && part <= of).toBe(true);
      }),
    );
  });

  it.each([
    [1n, 9999, 0n],
    [1n, 10_000, 1n],
    [1534n, 1000, 153n],
    [199n, 250, 4n],
    [MAX_MINOR, 10_000, MAX_MINOR],
    [MAX_MINOR, 0, 0n],
  ])('takes of %s at %i basis points %s', (of, rate, part) => {
    expect(bpsOf(minor(of), bps(rate))).toBe(part);
  });
});

describe('amounts, assets and rates as text', () => {
  it('reads back every amount that it writes', () => {
    fc.assert(fc.property(amount, (of) => expect(parseMinor(String(of))).toBe(of)));
  });

  it.each(['', ' 1', '1 ', '01', '-1', '+1', '1.0', '1e3', '0x1', '١', '9223372036854775808', '99999999999999999999'])(
    'refuses the amount %j (input.invalid)',
    (text) => {
      expect(() => parseMinor(text)).toThrow(InvalidInput);
    },
  );

  it.each([-1n, MAX_MINOR + 1n])('is a bug of the caller to call %s an amount', (value) => {
    expect(() => minor(value)).toThrow(Bug);
  });

  it.each(['GBPT/2', 'EUR/0', 'A1/8', 'ABCDEFGHIJKL/3'])('takes the asset %s', (text) => {
    expect(asset(text)).toBe(text);
    expect(decimalsOf(asset(text))).toBe(Number.parseInt(text.slice(-1), 10));
  });

  it.each(['', 'GBPT', 'gbpt/2', 'G/2', 'GBPT/9', 'GBPT/18', 'ABCDEFGHIJKLM/2', '1GBP/2', 'GBP/2\n', 'GBP /2'])(
    'refuses the asset %j (input.invalid)',
    (text) => {
      expect(() => asset(text)).toThrow(InvalidInput);
    },
  );

  it.each([-1, 10_001, 0.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses the rate %s (input.invalid)', (rate) => {
    expect(() => bps(rate)).toThrow(InvalidInput);
  });

  it.each([
    [0n, 'GBPT/2', '0.00'],
    [5n, 'GBPT/2', '0.05'],
    [-5n, 'GBPT/2', '-0.05'],
    [12_345n, 'GBPT/2', '123.45'],
    [12_345n, 'JPY/0', '12345'],
    [1n, 'ETH/8', '0.00000001'],
    [MAX_MINOR, 'ETH/8', '92233720368.54775807'],
  ])('writes %s of %s as %s', (of, unit, text) => {
    expect(formatMinor(of, asset(unit))).toBe(text);
  });

  it('writes text whose digits without the point are the amount', () => {
    fc.assert(
      fc.property(amount, fc.integer({ min: 0, max: 8 }), (of, decimals) => {
        const text = formatMinor(of, asset(`AB/${decimals}`));
        expect(BigInt(text.replace('.', ''))).toBe(of);
        expect(text.split('.')[1]?.length ?? 0).toBe(decimals);
      }),
    );
  });
});

describe('compareBigints', () => {
  it('orders as < and > do', () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.bigInt(), (a, b) => {
        expect(compareBigints(a, b)).toBe(a === b ? 0 : a < b ? -1 : 1);
      }),
    );
  });
});

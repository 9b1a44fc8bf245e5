import fc from 'fast-check';
import { bps, minor } from '#kernel';
import { atPeg, priceLine } from './price-line.ts';

const ONE_TO_ONE = { numerator: 1n, denominator: 1n };

describe('priceLine', () => {
  it.each([
    { base: 1530n, rate: 1_000, feeRate: 1_000, commission: 153n, fee: 15n },
    { base: 99n, rate: 100, feeRate: 10_000, commission: 0n, fee: 0n },
    { base: 100n, rate: 100, feeRate: 9_999, commission: 1n, fee: 0n },
    { base: 0n, rate: 10_000, feeRate: 10_000, commission: 0n, fee: 0n },
    {
      base: 10_000_000_000_000n,
      rate: 10_000,
      feeRate: 10_000,
      commission: 10_000_000_000_000n,
      fee: 10_000_000_000_000n,
    },
  ])('prices $base at $rate bps as $commission with a fee of $fee', ({ base, rate, feeRate, commission, fee }) => {
    expect(priceLine(minor(base), ONE_TO_ONE, bps(rate), bps(feeRate))).toEqual({ base, commission, fee });
  });

  it('floors at the peg first, then at the rate', () => {
    expect(atPeg(minor(101n), { numerator: 1n, denominator: 2n })).toBe(50n);
    const price = priceLine(minor(101n), { numerator: 1n, denominator: 2n }, bps(1_000), bps(0));
    expect(price).toEqual({ base: 50n, commission: 5n, fee: 0n });
  });

  it('never earns more than the base, and a fee is never above the commission', () => {
    const amount = fc.bigInt({ min: 0n, max: 10_000_000_000_000n });
    const rate = fc.integer({ min: 0, max: 10_000 });
    fc.assert(
      fc.property(amount, rate, rate, (base, bpsRate, feeRate) => {
        const price = priceLine(minor(base), ONE_TO_ONE, bps(bpsRate), bps(feeRate));
        expect(price.commission <= base && price.fee <= price.commission).toBe(true);
        expect(price.commission * 10_000n <= base * BigInt(bpsRate)).toBe(true);
        expect((price.commission + 1n) * 10_000n > base * BigInt(bpsRate)).toBe(true);
      }),
    );
  });
});

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { bps, type Minor, minor, parseMinor } from '#kernel';
import { priceLine } from './price-line.ts';
import { afterReversal, prorateRefund, type Reversible } from './prorate-refund.ts';

type Vectors = {
  readonly cases: readonly {
    readonly name: string;
    readonly base: string;
    readonly bps: number;
    readonly fee_bps: number;
    readonly commission: string;
    readonly fee: string;
    readonly refunds: readonly { readonly refund: string; readonly reversed: string; readonly fee_reversed: string }[];
    readonly left: { readonly commission: string; readonly fee: string };
  }[];
};
const file = new URL('../../../../../test/vectors/refunds-v1.json', import.meta.url);
const { cases } = JSON.parse(readFileSync(file, 'utf8')) as Vectors;

const ONE_TO_ONE = { numerator: 1n, denominator: 1n };

function aCommission(base: bigint, rate: number, feeRate: number): Reversible {
  const { commission, fee } = priceLine(minor(base), ONE_TO_ONE, bps(rate), bps(feeRate));
  const none = minor(0n);
  return { lineBase: minor(base), amount: commission, fee, refunded: none, reversed: none, feeReversed: none };
}

/** Refunds `parts` one after the other and answers each step with the commission at the end. */
function refundAll(start: Reversible, parts: readonly bigint[]) {
  let current = start;
  const steps = parts.map((part) => {
    const taken = prorateRefund(current, part as Minor);
    current = afterReversal(current, part as Minor, taken);
    return taken;
  });
  return { steps, end: current };
}

describe('prorated reversal, published vectors (test/vectors/refunds-v1.json)', () => {
  it('has at least sixty cases', () => {
    expect(cases.length).toBeGreaterThanOrEqual(60);
  });

  it.each(cases)('$name', (vector) => {
    const start = aCommission(parseMinor(vector.base), vector.bps, vector.fee_bps);
    expect([start.amount, start.fee].map(String)).toEqual([vector.commission, vector.fee]);
    const { steps, end } = refundAll(
      start,
      vector.refunds.map(({ refund }) => parseMinor(refund)),
    );
    const told = steps.map(({ amount, fee }, at) => ({
      refund: vector.refunds[at]?.refund,
      reversed: amount.toString(),
      fee_reversed: fee.toString(),
    }));
    expect(told).toEqual(vector.refunds);
    const left = { commission: (end.amount - end.reversed).toString(), fee: (end.fee - end.feeReversed).toString() };
    expect(left).toEqual(vector.left);
  });
});

describe('prorated reversal, every way of splitting', () => {
  const rate = fc.integer({ min: 0, max: 10_000 });
  const split = fc
    .array(fc.bigInt({ min: 1n, max: 1_000_000_000n }), { minLength: 1, maxLength: 20 })
    .map((parts) => ({ parts, base: parts.reduce((sum, part) => sum + part, 0n) }));

  it('takes back exactly the commission and exactly the fee of a full refund', () => {
    fc.assert(
      fc.property(split, rate, rate, ({ parts, base }, bpsRate, feeRate) => {
        const { end } = refundAll(aCommission(base, bpsRate, feeRate), parts);
        expect([end.reversed, end.feeReversed]).toEqual([end.amount, end.fee]);
      }),
    );
  });

  it('never takes back more than was earned, nor less than nothing, after any number of parts', () => {
    fc.assert(
      fc.property(split, rate, rate, ({ parts, base }, bpsRate, feeRate) => {
        const { steps, end } = refundAll(aCommission(base, bpsRate, feeRate), parts.slice(0, -1));
        expect(steps.every(({ amount, fee }) => amount >= 0n && fee >= 0n)).toBe(true);
        expect(end.reversed <= end.amount && end.feeReversed <= end.fee).toBe(true);
      }),
    );
  });

  it('comes to the same in any order of the parts', () => {
    fc.assert(
      fc.property(split, rate, rate, ({ parts, base }, bpsRate, feeRate) => {
        const start = aCommission(base + 1n, bpsRate, feeRate);
        const [forth, back] = [refundAll(start, parts), refundAll(start, parts.toReversed())];
        expect(back.end).toEqual(forth.end);
      }),
    );
  });

  it('refuses to go beyond the base of the line', () => {
    expect(() => prorateRefund(aCommission(10n, 1_000, 0), minor(11n))).toThrow('within the base');
  });
});

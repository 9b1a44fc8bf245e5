import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Asset, type EpochMs, type Id, type Minor, minor } from '#kernel';
import { type Earned, type EarnedLine, leftOf } from './conversion.ts';
import { offsetLines } from './offset.ts';
import { takeBack } from './take-back.ts';

const earnedOf = (lines: readonly Pick<EarnedLine, 'lineBase' | 'amount' | 'fee'>[]): Earned => ({
  conversion: {
    orderId: 'order' as Id<'Order'>,
    merchantId: 'merchant' as Id<'Organisation'>,
    partnerId: 'partner' as Id<'Organisation'>,
    asset: 'GBPT/2' as Asset,
    state: 'pending',
    placedAt: 0 as EpochMs,
    maturesAt: 0 as EpochMs,
    firstSeq: 1n,
  },
  lines: lines.map((line, at) => ({
    ...line,
    id: `c${at}` as Id<'Commission'>,
    lineNo: at + 1,
    refunded: minor(0n),
    reversed: minor(0n),
    feeReversed: minor(0n),
    transferAt: 2 * at,
  })),
});

const refund = (earned: Earned, lines: readonly { readonly lineNo: number; readonly amount: Minor }[]): Earned =>
  takeBack(earned, { id: 'r' as Id<'Refund'>, orderId: earned.conversion.orderId, at: 0 as EpochMs, lines }).after;

/** Bases with a commission of at most the base, and a fee of at most the commission. */
const aLine = fc
  .record({ lineBase: fc.bigInt(1n, 10n ** 13n), bps: fc.bigInt(1n, 10_000n), feeBps: fc.bigInt(0n, 10_000n) })
  .map(({ lineBase, bps, feeBps }) => {
    const amount = (lineBase * bps) / 10_000n;
    return { lineBase: minor(lineBase), amount: minor(amount), fee: minor((amount * feeBps) / 10_000n) };
  })
  .filter(({ amount }) => amount > 0n);

describe('what the chain paid is taken back', () => {
  it('to the unit, whatever was refunded before, and never more than is left', () => {
    const cases = fc.record({
      lines: fc.array(aLine, { minLength: 1, maxLength: 4 }),
      shares: fc.array(fc.bigInt(0n, 100n), { minLength: 4, maxLength: 4 }),
      target: fc.bigInt(0n, 10n ** 13n),
      first: fc.integer({ min: 1, max: 5 }),
    });
    fc.assert(
      fc.property(cases, ({ lines, shares, target, first }) => {
        const whole = earnedOf(lines);
        const before = refund(
          whole,
          whole.lines.map(({ lineNo, lineBase }, at) => ({
            lineNo,
            amount: minor((lineBase * (shares[at] ?? 0n)) / 100n),
          })),
        );
        const left = leftOf(before.lines).commission;
        const wanted = target < left ? target : left;
        const after = refund(before, offsetLines(before, first, minor(wanted)));
        expect(left - leftOf(after.lines).commission).toBe(wanted);
        for (const { refunded, lineBase } of after.lines) expect(refunded <= lineBase).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('from the line that was settled first', () => {
    const line = { lineBase: minor(1_000n), amount: minor(100n), fee: minor(10n) };
    expect(offsetLines(earnedOf([line, line]), 2, minor(100n))).toEqual([{ lineNo: 2, amount: 1_000n }]);
    expect(offsetLines(earnedOf([line, line]), 2, minor(101n))).toEqual([
      { lineNo: 2, amount: 1_000n },
      { lineNo: 1, amount: 19n },
    ]);
  });

  it('on a base so that a later refund of the whole order takes the rest and nothing twice', () => {
    const line = { lineBase: minor(1_000n), amount: minor(100n), fee: minor(10n) };
    const offset = refund(earnedOf([line]), offsetLines(earnedOf([line]), 1, minor(40n)));
    const after = refund(offset, [{ lineNo: 1, amount: minor(1_000n) }]);
    expect(after.lines[0]).toMatchObject({ refunded: 1_000n, reversed: 100n, feeReversed: 10n });
    expect(after.conversion.state).toBe('reversed');
  });
});

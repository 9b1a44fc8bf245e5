import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Id, id, minor } from '#kernel';
import { compareRuns } from './compare-runs.ts';
import type { LeftOut, Payout } from './run.ts';

const payee = (index: number): Id<'Organisation'> => id(`018f0000-0000-7000-8000-${String(index).padStart(12, '0')}`);
const pays = (index: number, payable: bigint, over: Partial<Payout> = {}): Payout => ({
  payeeId: payee(index),
  payable: minor(payable),
  leftOut: undefined,
  booked: undefined,
  bookedSeq: undefined,
  settled: minor(0n),
  ...over,
});

describe('a run beside the one before', () => {
  it('names who is new, who jumps, who drops and who is gone, and nobody else', () => {
    const before = [pays(2, 100n), pays(3, 100n), pays(4, 100n), pays(5, 100n), pays(6, 100n)];
    const now = [pays(1, 40n), pays(2, 200n), pays(3, 50n), pays(4, 199n), pays(5, 51n)];
    const found = compareRuns(now, before).map(({ payeeId, outlier, difference }) => [payeeId, outlier, difference]);
    expect(found).toEqual([
      [payee(2), 'jump', 100n],
      [payee(6), 'gone', -100n],
      [payee(3), 'drop', -50n],
      [payee(1), 'new', 40n],
      [payee(4), undefined, 99n],
      [payee(5), undefined, -49n],
    ]);
  });

  it('counts what was booked, not what was listed, and nothing for who is left out', () => {
    const inReview: LeftOut = 'in_review';
    const before = [pays(1, 500n, { booked: minor(100n) }), pays(2, 100n, { leftOut: inReview })];
    const [gone, left] = compareRuns(
      [pays(1, 900n, { leftOut: inReview }), pays(2, 1n, { leftOut: inReview })],
      before,
    );
    expect(gone).toMatchObject({ payeeId: payee(1), amount: 0n, previous: 100n, outlier: 'gone' });
    expect(left).toMatchObject({ payeeId: payee(2), amount: 0n, previous: 0n, outlier: undefined });
  });

  it('has everybody once, the differences add up, and the order does not depend on that of the lists', () => {
    const list = fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 30 }), fc.bigInt(1n, 1_000n), fc.boolean()), {
      selector: ([index]) => index,
    });
    const total = (payouts: readonly Payout[]): bigint =>
      payouts.reduce((sum, { payable, leftOut }) => sum + (leftOut === undefined ? payable : 0n), 0n);
    fc.assert(
      fc.property(list, list, (one, other) => {
        const [now, before] = [one, other].map((each) =>
          each.map(([index, payable, isOut]) => pays(index, payable, isOut ? { leftOut: 'no_wallet' } : {})),
        ) as [Payout[], Payout[]];
        const found = compareRuns(now, before);
        expect(new Set(found.map(({ payeeId }) => payeeId)).size).toBe(found.length);
        expect(found.reduce((sum, { difference }) => sum + difference, 0n)).toBe(total(now) - total(before));
        expect(compareRuns(now.toReversed(), before.toReversed())).toEqual(found);
      }),
    );
  });
});

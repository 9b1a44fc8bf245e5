import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { EpochMs, Id, Minor } from '#kernel';
import { chooseClick } from './choose-click.ts';
import { MODELS, shareBy, type Touch } from './attribution-models.ts';

const [ana, bea, cy] = ['ana', 'bea', 'cy'] as Id<'Organisation'>[];
const touch = (partnerId: Id<'Organisation'> | undefined, at: number, kind: Touch['kind'] = 'click'): Touch => ({
  kind,
  id: `${partnerId}-${at}`,
  partnerId: partnerId!,
  programId: 'p' as Id<'Program'>,
  at: at as EpochMs,
});
const shares = (model: (typeof MODELS)[number], touches: readonly Touch[], total: bigint) =>
  shareBy(model, touches, total as Minor).map(({ partnerId, amount }) => [partnerId, amount]);

const touches = fc
  .uniqueArray(fc.tuple(fc.constantFrom(ana, bea, cy), fc.integer({ min: 0, max: 50 })), {
    minLength: 1,
    maxLength: 12,
    selector: ([partner, at]) => `${partner}-${at}`,
  })
  .map((pairs) => pairs.map(([partner, at]) => touch(partner, at)));
const total = fc.bigInt({ min: 0n, max: 10n ** 15n });

describe('attribution models', () => {
  const journey = [touch(ana, 1), touch(bea, 2), touch(bea, 3), touch(cy, 4)];
  it('give the first, the last, or every click its part', () => {
    expect(shares('first_click', journey, 100n)).toEqual([[ana, 100n]]);
    expect(shares('last_click', journey, 100n)).toEqual([[cy, 100n]]);
    expect(shares('linear', journey, 101n)).toEqual([
      [ana, 25n],
      [bea, 51n],
      [cy, 25n],
    ]);
    expect(shares('linear', [touch(ana, 1), touch(bea, 2), touch(cy, 3)], 100n)).toEqual([
      [ana, 34n],
      [bea, 33n],
      [cy, 33n],
    ]);
    expect(shares('linear', [], 100n)).toEqual([]);
  });

  it('count a coupon only where there is no click', () => {
    expect(shares('last_click', [touch(ana, 1), touch(bea, 9, 'coupon')], 10n)).toEqual([[ana, 10n]]);
    expect(shares('linear', [touch(bea, 9, 'coupon')], 10n)).toEqual([[bea, 10n]]);
  });

  it('keep every cent, whatever the journey and whatever the amount', () => {
    fc.assert(
      fc.property(touches, total, fc.constantFrom(...MODELS), (given, amount, model) => {
        const result = shareBy(model, given, amount as Minor);
        expect(result.reduce((sum, share) => sum + share.amount, 0n)).toBe(amount);
        for (const share of result) expect(share.amount).toBeGreaterThanOrEqual(0n);
      }),
    );
  });

  it('give linear parts that are less than one unit away from the exact ratio', () => {
    fc.assert(
      fc.property(touches, total, (given, amount) => {
        const count = BigInt(given.length);
        for (const share of shareBy('linear', given, amount as Minor)) {
          const exact = amount * BigInt(share.touches);
          const off = share.amount * count - exact;
          expect(off < count && off > -count).toBe(true);
        }
      }),
    );
  });

  it('do not depend on the order in which touches are told, and last click agrees with what settles', () => {
    fc.assert(
      fc.property(touches, total, (given, amount) => {
        for (const model of MODELS) {
          expect(shareBy(model, given.toReversed(), amount as Minor)).toEqual(shareBy(model, given, amount as Minor));
        }
        const clicks = given.map((one) => ({ ...one, clickId: one.id as Id<'Click'> }));
        const settled = chooseClick(clicks, () => 'tier');
        expect(shareBy('last_click', given, amount as Minor)[0]?.partnerId).toBe(settled?.partnerId);
      }),
    );
  });
});

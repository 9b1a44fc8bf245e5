import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { IsoDate } from '#kernel';
import { AGE_BUCKETS, type ReceivableDay, ageReceivable } from './aged-receivable.ts';
import { daysBetween } from './report-days.ts';

const ON = '2026-06-30' as IsoDate;
const daysAgo = (age: number): IsoDate =>
  new Date(Date.UTC(2026, 5, 30) - age * 86_400_000).toISOString().slice(0, 10) as IsoDate;

/** One coin at a time: every unit that was paid takes the oldest unit that is open. */
function byCoins(days: readonly ReceivableDay[]): Record<string, bigint> {
  const coins = days
    .toSorted((a, b) => daysBetween(b.day, a.day))
    .flatMap(({ day, charged }) => Array.from({ length: Number(charged) }, () => daysBetween(day, ON)));
  const paid = days.reduce((sum, day) => sum + day.paid, 0n);
  const open = coins.slice(Number(paid));
  const count = (from: number, to: number): bigint => BigInt(open.filter((age) => age >= from && age <= to).length);
  return { '0-30': count(0, 30), '31-60': count(31, 60), '61-90': count(61, 90), '90+': count(91, 10_000) };
}

const someDay = fc.record({
  day: fc.integer({ min: 0, max: 200 }).map(daysAgo),
  charged: fc.bigInt({ min: 0n, max: 30n }),
  paid: fc.bigInt({ min: 0n, max: 30n }),
});

describe('an aged receivable', () => {
  it('is what is left when every unit paid takes the oldest unit open', () => {
    fc.assert(
      fc.property(fc.array(someDay, { maxLength: 30 }), (days) => {
        const aged = ageReceivable(days, ON);
        expect(aged.buckets).toEqual(byCoins(days));
        expect(AGE_BUCKETS.reduce((sum, bucket) => sum + aged.buckets[bucket], 0n)).toBe(aged.open);
        const balance = days.reduce((sum, { charged, paid }) => sum + charged - paid, 0n);
        expect(aged.open - aged.credit).toBe(balance);
        expect(aged.open === 0n || aged.credit === 0n).toBe(true);
      }),
    );
  });

  it('changes bucket at 31, 61 and 91 days', () => {
    const days = [0, 30, 31, 60, 61, 90, 91, 400].map((age, n) => ({
      day: daysAgo(age),
      charged: 10n ** BigInt(n),
      paid: 0n,
    }));
    expect(ageReceivable(days, ON)).toEqual({
      open: 11_111_111n,
      buckets: { '0-30': 11n, '31-60': 1_100n, '61-90': 110_000n, '90+': 11_000_000n },
      oldestOn: daysAgo(400),
      credit: 0n,
    });
  });

  it('is a credit once more was paid than was ever charged', () => {
    const days = [{ day: daysAgo(5), charged: 3n, paid: 10n }];
    expect(ageReceivable(days, ON)).toMatchObject({ open: 0n, oldestOn: undefined, credit: 7n });
  });
});

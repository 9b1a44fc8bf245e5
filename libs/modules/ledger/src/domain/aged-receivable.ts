import type { IsoDate } from '#kernel';
import { daysBetween } from './report-days.ts';

/** What was charged to and paid off a receivable on one day; minor units. */
export type ReceivableDay = { readonly day: IsoDate; readonly charged: bigint; readonly paid: bigint };

/** Ages in whole days; an amount that was charged today is 0 days old. */
export const AGE_BUCKETS = ['0-30', '31-60', '61-90', '90+'] as const;

/** One of them. */
export type AgeBucket = (typeof AGE_BUCKETS)[number];

/** What is open of a receivable, by age; minor units. `credit` is what was paid beyond all charges: then nothing is open. */
export type AgedReceivable = {
  readonly open: bigint;
  readonly buckets: Readonly<Record<AgeBucket, bigint>>;
  readonly oldestOn: IsoDate | undefined;
  readonly credit: bigint;
};

/** The bucket of an amount that is `age` days old. */
function ageBucket(age: number): AgeBucket {
  if (age <= 30) return '0-30';
  if (age <= 60) return '31-60';
  return age <= 90 ? '61-90' : '90+';
}

/**
 * Ages a receivable on the day `on`. All that was paid, on whatever day, pays the oldest charges first; what is left of each
 * day's charges is as old as that day. `days` may come in any order; those after `on` must not be among them.
 */
export function ageReceivable(days: readonly ReceivableDay[], on: IsoDate): AgedReceivable {
  const buckets: Record<AgeBucket, bigint> = { '0-30': 0n, '31-60': 0n, '61-90': 0n, '90+': 0n };
  let paid = days.reduce((sum, each) => sum + each.paid, 0n);
  let open = 0n;
  let oldestOn: IsoDate | undefined;
  for (const { day, charged } of days.toSorted((a, b) => (a.day < b.day ? -1 : 1))) {
    const settled = charged < paid ? charged : paid;
    paid -= settled;
    const left = charged - settled;
    if (left === 0n) continue;
    oldestOn ??= day;
    open += left;
    buckets[ageBucket(daysBetween(day, on))] += left;
  }
  return { open, buckets, oldestOn, credit: paid };
}

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DAY_MS, type EpochMs, type IsoDate, dayIn } from '#kernel';
import { daysBetween, lastInstantOf, nextDay, previousDay, startOfDay, stepEnds } from './report-days.ts';

const day = (text: string): IsoDate => text as IsoDate;
const someDay = fc.integer({ min: 0, max: 30_000 }).map((n) => day(new Date(n * DAY_MS).toISOString().slice(0, 10)));

describe('days of a report', () => {
  it('begin where the day of the zone begins, and end a millisecond before the next', () => {
    const zones = fc.constantFrom('UTC', 'Europe/London', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Auckland');
    fc.assert(
      fc.property(zones, someDay, (zone, on) => {
        const [first, last] = [startOfDay(zone, on), lastInstantOf(zone, on)];
        expect([dayIn(zone, first), dayIn(zone, last)]).toEqual([on, on]);
        expect(dayIn(zone, (last + 1) as EpochMs)).toBe(nextDay(on));
        expect(dayIn(zone, (first - 1) as EpochMs)).toBe(previousDay(on));
      }),
    );
  });

  it('last 23 and 25 hours when clocks change', () => {
    const hours = (on: string): number =>
      (lastInstantOf('Europe/London', day(on)) + 1 - startOfDay('Europe/London', day(on))) / 3_600_000;
    expect(['2026-03-28', '2026-03-29', '2026-10-25'].map(hours)).toEqual([24, 23, 25]);
  });

  it('count from one to the other', () => {
    fc.assert(
      fc.property(someDay, (on) =>
        expect([daysBetween(on, nextDay(on)), daysBetween(on, previousDay(on))]).toEqual([1, -1]),
      ),
    );
    expect(daysBetween(day('2024-02-28'), day('2024-03-01'))).toBe(2);
  });

  it('step by day or month, with the last day of the range at the end', () => {
    const range = { from: day('2024-01-30'), to: day('2024-03-02') };
    expect(stepEnds(range, 'month')).toEqual(['2024-01-31', '2024-02-29', '2024-03-02']);
    expect(stepEnds({ from: day('2024-02-28'), to: day('2024-03-01') }, 'day')).toEqual([
      '2024-02-28',
      '2024-02-29',
      '2024-03-01',
    ]);
    expect(stepEnds({ from: day('2024-02-28'), to: day('2024-02-28') }, 'month')).toEqual(['2024-02-28']);
  });
});

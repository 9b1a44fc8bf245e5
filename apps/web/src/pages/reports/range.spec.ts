import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dayIn, daysBefore, endOf, RANGES, rangeFault, rangeOf } from './range.ts';

describe('ranges of days', () => {
  it('are counted from today', () => {
    expect(RANGES.map((name) => rangeOf(name, '2026-03-05'))).toEqual([
      { from: '2026-02-27', to: '2026-03-05' },
      { from: '2026-02-04', to: '2026-03-05' },
      { from: '2026-03-01', to: '2026-03-05' },
      { from: '2026-02-01', to: '2026-02-28' },
      { from: '2026-01-01', to: '2026-03-05' },
    ]);
  });

  it('are taken by the API on any day, and none ends after today', () => {
    const min = new Date('1971-01-01');
    const max = new Date('2900-01-01');
    fc.assert(
      fc.property(fc.date({ min, max, noInvalidDate: true }), fc.constantFrom(...RANGES), (date, name) => {
        const today = date.toISOString().slice(0, 10);
        const range = rangeOf(name, today);
        expect(rangeFault(range)).toBeUndefined();
        expect(range.to <= today).toBe(true);
      }),
    );
  });

  it('are refused in words when they are upside down, too wide or not there', () => {
    expect(rangeFault({ from: '2026-03-02', to: '2026-03-01' })).toMatch(/after/);
    expect(rangeFault({ from: '2016-01-01', to: '2026-03-01' })).toMatch(/Ten years/);
    expect(rangeFault({ from: '', to: '2026-03-01' })).toMatch(/needed/);
  });

  it('begin where the book is, not where the reader is', () => {
    const late = new Date('2026-03-05T22:30:00Z');
    expect([dayIn('UTC', late), dayIn('Europe/Helsinki', late), daysBefore('2026-03-01', 1)]).toEqual([
      '2026-03-05',
      '2026-03-06',
      '2026-02-28',
    ]);
  });

  it('end with the last instant of a day where the book is', () => {
    expect(endOf('2026-03-05', 'UTC')).toBe('2026-03-05T23:59:59.999Z');
    expect(endOf('2026-03-05', 'America/New_York')).toBe('2026-03-06T04:59:59.999Z');
    // The clocks went forward that morning.
    expect(endOf('2026-03-29', 'Europe/Helsinki')).toBe('2026-03-29T20:59:59.999Z');
    const zones = fc.constantFrom('UTC', 'Europe/Helsinki', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Auckland');
    const days = fc.date({ min: new Date('1971-01-01'), max: new Date('2037-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(days, zones, (date, zone) => {
        const day = date.toISOString().slice(0, 10);
        const end = Date.parse(endOf(day, zone));
        expect(dayIn(zone, new Date(end))).toBe(day);
        expect(dayIn(zone, new Date(end + 1)) > day).toBe(true);
      }),
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import type { ReportLine } from './campaign-queries.ts';
import { byColumn, byDay, clickRateText, countsOf, cpmText, nanosText } from './figures.ts';

const line = (values: Partial<ReportLine>): ReportLine => ({
  campaign: 'cmp_1',
  creative: 'cr_1',
  placement: 'front',
  day: '2026-03-02',
  impressions: '100',
  clicks: '3',
  conversions: '1',
  unbilled: '0',
  spent_nanos: '450000000',
  ...values,
});

describe('figures of a campaign', () => {
  it('adds counts and nanos without a loss', () => {
    const many = Array.from({ length: 3 }, () => line({ spent_nanos: '9007199254740993' }));
    expect(countsOf(many)).toMatchObject({ impressions: 300n, clicks: 9n, nanos: 27_021_597_764_222_979n });
  });

  it('writes money to the last nano, rates and CPM to the place that they are good for', () => {
    const counts = countsOf([line({})]);
    expect([nanosText(counts.nanos), clickRateText(counts), cpmText(counts)]).toEqual(['0.45', '3.00 %', '4.50']);
    expect(nanosText(4_500_001n)).toBe('0.004500001');
    expect([clickRateText(countsOf([])), cpmText(countsOf([]))]).toEqual(['–', '–']);
  });

  it('shows every day up to today, also those without a line', () => {
    const days = byDay([line({}), line({ day: '2026-03-05' })], '2026-03-06', 3);
    expect(days.map(({ day, impressions }) => `${day} ${impressions}`)).toEqual([
      '2026-03-02 100',
      '2026-03-03 0',
      '2026-03-04 0',
      '2026-03-05 100',
      '2026-03-06 0',
    ]);
    expect(byDay([], '2026-03-01', 3).map(({ day }) => day)).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']);
  });

  it('groups by a column, the dearest first', () => {
    const lines = [line({}), line({ placement: 'feed', spent_nanos: '450000001' }), line({ placement: 'feed' })];
    expect(byColumn(lines, 'placement').map(({ name, nanos }) => [name, nanos])).toEqual([
      ['feed', 900_000_001n],
      ['front', 450_000_000n],
    ]);
  });
});

import { decimalOf } from '../../decimal.ts';
import type { ReportLine } from './campaign-queries.ts';

const NANO_PLACES = 9;
const MONEY_PLACES = 2;
const DAY_MS = 86_400_000;

/** What was counted and charged. Money in nanos: 10⁻⁹ of a major unit. */
export type Counts = {
  readonly impressions: bigint;
  readonly clicks: bigint;
  readonly conversions: bigint;
  readonly unbilled: bigint;
  readonly nanos: bigint;
};

const NOTHING: Counts = { impressions: 0n, clicks: 0n, conversions: 0n, unbilled: 0n, nanos: 0n };

/** All of `lines` together. */
export function countsOf(lines: readonly ReportLine[]): Counts {
  return lines.reduce(
    (sum, line) => ({
      impressions: sum.impressions + BigInt(line.impressions),
      clicks: sum.clicks + BigInt(line.clicks),
      conversions: sum.conversions + BigInt(line.conversions),
      unbilled: sum.unbilled + BigInt(line.unbilled),
      nanos: sum.nanos + BigInt(line.spent_nanos),
    }),
    NOTHING,
  );
}

/** `lines` by one of their columns, the dearest first. */
export function byColumn(
  lines: readonly ReportLine[],
  column: 'creative' | 'placement',
): (Counts & { readonly name: string })[] {
  return [...Map.groupBy(lines, (line) => line[column])]
    .map(([name, part]) => ({ name, ...countsOf(part) }))
    .toSorted((a, b) => (b.nanos > a.nanos ? 1 : b.nanos < a.nanos ? -1 : a.name.localeCompare(b.name)));
}

/** Every day (UTC) from the first of `lines`, at least the `least` last ones, up to `today`: a day without a line is zero. */
export function byDay(
  lines: readonly ReportLine[],
  today: string,
  least: number,
): (Counts & { readonly day: string })[] {
  const byName = Map.groupBy(lines, ({ day }) => day);
  const end = new Date(today).getTime();
  const first = lines.reduce((earliest, { day }) => (day < earliest ? day : earliest), today);
  const count = Math.max(least, (end - new Date(first).getTime()) / DAY_MS + 1);
  return Array.from({ length: count }, (_none, at) => {
    const day = new Date(end - (count - 1 - at) * DAY_MS).toISOString().slice(0, 10);
    return { day, ...countsOf(byName.get(day) ?? []) };
  });
}

/** Nanos as the asset's money, with as many decimals as there are figures. */
export function nanosText(nanos: bigint): string {
  return decimalOf(nanos, NANO_PLACES, MONEY_PLACES);
}

/** Clicks of a hundred impressions; a dash where nothing was shown. */
export function clickRateText({ impressions, clicks }: Counts): string {
  return impressions === 0n ? '–' : `${decimalOf((clicks * 10_000n) / impressions, 2, 2)} %`;
}

/** What a thousand impressions cost, to a hundredth of a minor unit, rounded down; a dash where nothing was shown. */
export function cpmText({ impressions, nanos }: Counts): string {
  if (impressions === 0n) return '–';
  const perThousand = (nanos * 1_000n) / impressions;
  return decimalOf(perThousand / 100_000n, 4, MONEY_PLACES);
}

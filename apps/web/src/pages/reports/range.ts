/** Days of a report, both included, as the API takes them. */
export type Range = { readonly from: string; readonly to: string };

const DAY_MS = 86_400_000;
const WIDEST_DAYS = 3_660;

/** Ranges by a press: up to today, but for the month before this one. */
export const RANGES = ['7 days', '30 days', 'This month', 'Last month', 'This year'] as const;

/** One of them. */
export type RangeName = (typeof RANGES)[number];

/** The days of a range that ends with, or is told from, `today`. */
export function rangeOf(name: RangeName, today: string): Range {
  const month = today.slice(0, 8);
  switch (name) {
    case '7 days':
      return { from: daysBefore(today, 6), to: today };
    case '30 days':
      return { from: daysBefore(today, 29), to: today };
    case 'This month':
      return { from: `${month}01`, to: today };
    case 'Last month': {
      const to = daysBefore(`${month}01`, 1);
      return { from: `${to.slice(0, 8)}01`, to };
    }
    case 'This year':
      return { from: `${today.slice(0, 4)}-01-01`, to: today };
  }
}

/** What is wrong with a range, in words; undefined when the API takes it. */
export function rangeFault({ from, to }: Range): string | undefined {
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS;
  if (Number.isNaN(days)) return 'Both days are needed.';
  if (days < 0) return 'The first day comes after the last one.';
  return days < WIDEST_DAYS ? undefined : 'Ten years at a time, no more.';
}

/** A day so many days before another. */
export function daysBefore(day: string, days: number): string {
  return new Date(Date.parse(day) - days * DAY_MS).toISOString().slice(0, 10);
}

/** The day that it is somewhere at an instant. */
export function dayIn(zone: string, at: Date): string {
  return clockIn(zone, at).slice(0, 10);
}

/** The last instant of a day somewhere, as the API takes it. */
export function endOf(day: string, zone: string): string {
  const wanted = Date.parse(`${day}T23:59:59.999Z`);
  // The clock of the zone is off by what it says at that time; asked again where the clocks have changed in between.
  const first = wanted - offsetIn(zone, wanted);
  return new Date(wanted - offsetIn(zone, first)).toISOString();
}

function offsetIn(zone: string, at: number): number {
  return Date.parse(`${clockIn(zone, new Date(at))}Z`) - Math.floor(at / 1_000) * 1_000;
}

/** What the clock shows somewhere, to the second. */
function clockIn(zone: string, at: Date): string {
  const figures = {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  } as const;
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', ...figures }).formatToParts(at);
  const of = (name: Intl.DateTimeFormatPartTypes): string => parts.find(({ type }) => type === name)?.value ?? '';
  return `${of('year')}-${of('month')}-${of('day')}T${of('hour')}:${of('minute')}:${of('second')}`;
}

/** The days of the address, else the last 30 up to `today`. */
export function rangeIn(search: URLSearchParams, today: string): Range {
  const given = { from: search.get('from') ?? '', to: search.get('to') ?? '' };
  return rangeFault(given) === undefined ? given : rangeOf('30 days', today);
}

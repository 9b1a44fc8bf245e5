import type { Brand } from './brand.ts';
import { InvalidInput } from './errors.ts';

/** Milliseconds since 1970-01-01T00:00Z. Columns are `timestamptz(3)`, so a round trip loses nothing. */
export type EpochMs = Brand<number, 'EpochMs'>;

/** A calendar day `YYYY-MM-DD` in a named zone (the book's, unless said otherwise). */
export type IsoDate = Brand<string, 'IsoDate'>;

/** Length of a day that has no clock change. */
export const DAY_MS = 86_400_000;

/** Where a use-case reads the time, so that tests and replays are repeatable. */
export abstract class Clock {
  abstract now(): EpochMs;
}

/** The machine's clock. */
export class SystemClock extends Clock {
  override now(): EpochMs {
    return Date.now() as EpochMs;
  }
}

/** A clock that stands until it is moved. */
export class FixedClock extends Clock {
  constructor(private current: EpochMs) {
    super();
  }
  override now(): EpochMs {
    return this.current;
  }
  set(now: EpochMs): void {
    this.current = now;
  }
  advance(ms: number): void {
    this.current = (this.current + ms) as EpochMs;
  }
}

/** Marks `ms` as an instant. @throws {InvalidInput} when it is not a whole number a Date can hold. */
export function epochMs(ms: number): EpochMs {
  if (!Number.isSafeInteger(ms) || Math.abs(ms) > 8.64e15) throw new InvalidInput('time', `${ms} is not an instant`);
  return ms as EpochMs;
}

const RFC3339 = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

/**
 * Reads RFC 3339 with an offset, on a day that exists; digits below a millisecond are cut.
 * A leap second (`:60`) has no place in epoch milliseconds and is refused. @throws {InvalidInput}
 */
export function parseInstant(text: string): EpochMs {
  const [, day] = RFC3339.exec(text) ?? [];
  const ms = day !== undefined && isDay(day) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(ms)) throw new InvalidInput('time', `${text} is not an RFC 3339 instant with an offset`);
  return ms as EpochMs;
}

/** The last day that was one: instants that are read together are nearly always of the same day. */
let lastDay = '';

/** Date.parse takes 30 February for 1 March; the round trip tells. */
function isDay(day: string): boolean {
  if (day === lastDay) return true;
  const start = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(start.getTime()) || !start.toISOString().startsWith(day)) return false;
  lastDay = day;
  return true;
}

/** RFC 3339 in UTC with milliseconds, as JSON carries it. */
export function formatInstant(at: EpochMs): string {
  return new Date(at).toISOString();
}

/** The calendar day of `at` in `zone` (IANA name). @throws {InvalidInput} when there is no such zone. */
export function dayIn(zone: string, at: EpochMs): IsoDate {
  // A tenth of the time that a formatter takes; years of more than four digits go the long way.
  if (zone === 'UTC' && at >= 0 && at < 253_402_300_800_000) return formatInstant(at).slice(0, 10) as IsoDate;
  return dayFormat(zone).format(at) as IsoDate;
}

const dayFormats = new Map<string, Intl.DateTimeFormat>();
function dayFormat(zone: string): Intl.DateTimeFormat {
  let format = dayFormats.get(zone);
  if (format === undefined) {
    format = newDayFormat(zone);
    dayFormats.set(zone, format);
  }
  return format;
}

function newDayFormat(zone: string): Intl.DateTimeFormat {
  try {
    // en-CA writes YYYY-MM-DD.
    return new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
  } catch {
    throw new InvalidInput('zone', `${zone} is not a time zone`);
  }
}

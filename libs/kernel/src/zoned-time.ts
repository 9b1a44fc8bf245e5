import { InvalidInput } from './errors.ts';
import type { EpochMs } from './time.ts';

const LOCAL = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2}):(\d{2})$/;

/**
 * The instant at which the wall clocks of `zone` (IANA name) show `local` (`YYYY-MM-DD HH:MM:SS`).
 * A time that occurs twice when clocks go back means the first; one that clocks skip is read with the offset before.
 * @throws {InvalidInput} for text that is not such a time.
 */
export function instantIn(zone: string, local: string): EpochMs {
  const parts = LOCAL.exec(local);
  const asUtc = parts === null ? Number.NaN : Date.parse(`${local.slice(0, 10)}T${local.slice(11)}Z`);
  if (Number.isNaN(asUtc)) throw new InvalidInput('time', `${local} is not a time like 2010-12-01 08:26:00`);
  // The offset just before the answer decides: a guess one hour either way is enough for every zone with hour changes.
  const before = offsetAt(zone, asUtc - offsetAt(zone, asUtc) - 3_600_000);
  const after = offsetAt(zone, asUtc - before);
  const isShown = after === before || offsetAt(zone, asUtc - after) !== after;
  return (asUtc - (isShown ? before : after)) as EpochMs;
}

/** Minutes change, seconds do not: one look-up serves a quarter of an hour of lines. */
const QUARTER_MS = 900_000;
const offsets = new Map<string, number>();
const formats = new Map<string, Intl.DateTimeFormat>();

/** How far the clocks of `zone` are ahead of UTC at `at`, in milliseconds. */
function offsetAt(zone: string, at: number): number {
  const quarter = Math.floor(at / QUARTER_MS) * QUARTER_MS;
  const key = `${zone}@${quarter}`;
  let offset = offsets.get(key);
  if (offset === undefined) {
    const part = Object.fromEntries(
      formatOf(zone)
        .formatToParts(quarter)
        .map(({ type, value }) => [type, value]),
    );
    const shown = Date.parse(`${part['year']}-${part['month']}-${part['day']}T${part['hour']}:${part['minute']}:00Z`);
    offset = shown - quarter;
    if (offsets.size > 50_000) offsets.clear();
    offsets.set(key, offset);
  }
  return offset;
}

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (format === undefined) {
    const two = '2-digit';
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: two,
      day: two,
      hour: two,
      minute: two,
    });
    formats.set(zone, format);
  }
  return format;
}

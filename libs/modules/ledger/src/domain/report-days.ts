import { DAY_MS, type EpochMs, type IsoDate, instantIn } from '#kernel';

/** A range of calendar days, both included. */
export type DayRange = { readonly from: IsoDate; readonly to: IsoDate };

function shift(day: IsoDate, days: number): IsoDate {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10) as IsoDate;
}

/** The day after `day`. */
export function nextDay(day: IsoDate): IsoDate {
  return shift(day, 1);
}

/** The day before `day`. */
export function previousDay(day: IsoDate): IsoDate {
  return shift(day, -1);
}

/** Calendar days from `from` to `to`: 0 for the same day, below zero when `to` is earlier. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}

/** The instant at which `day` begins in `zone`. */
export function startOfDay(zone: string, day: IsoDate): EpochMs {
  return instantIn(zone, `${day} 00:00:00`);
}

/** The last millisecond of `day` in `zone`. */
export function lastInstantOf(zone: string, day: IsoDate): EpochMs {
  return (startOfDay(zone, nextDay(day)) - 1) as EpochMs;
}

/** The last days of the steps in `range`: every day, or every month's last day; the range's last day is always one. */
export function stepEnds({ from, to }: DayRange, step: 'day' | 'month'): IsoDate[] {
  const ends: IsoDate[] = [];
  for (let day = from; day <= to; day = nextDay(day)) {
    if (step === 'day' || day === to || nextDay(day).endsWith('-01')) ends.push(day);
  }
  return ends;
}

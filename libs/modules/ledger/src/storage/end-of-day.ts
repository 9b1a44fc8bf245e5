import { type EpochMs, type IsoDate, dayIn, formatInstant } from '#kernel';
import { type Database, loadSql } from '#platform/database';
import type { Moment } from '../domain/moment.ts';

const ZONE = loadSql(import.meta.url, './sql/book-zone.sql');

/** The parameters of a report at the end of a day: the day in the book's zone, and its last instant. */
export type EndOfDay = readonly [day: IsoDate, until: string];

/**
 * The day that `moment` ends, or undefined when it is no end of a day, or asks what the books said then: such a report reads
 * rows instead of days.
 */
export async function endOfDay(database: Database, moment: Moment): Promise<EndOfDay | undefined> {
  const { effectiveAt, recordedAt } = moment;
  if (effectiveAt === undefined || recordedAt !== undefined) return undefined;
  const [row] = await database.query<{ zone: string }>(ZONE);
  const zone = row?.zone ?? 'UTC';
  const day = dayIn(zone, effectiveAt);
  return day === dayIn(zone, (effectiveAt + 1) as EpochMs) ? undefined : [day, formatInstant(effectiveAt)];
}

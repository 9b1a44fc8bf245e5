import { DAY_MS, type EpochMs } from '#kernel';
import { CutWithoutNotice, VersionInThePast, VersionNotLater } from '../programs.errors.ts';
import { type RateTable, isCut } from './rate-table.ts';

/** How far ahead of now a version starts that shall start at once: its hash is in the log before that. */
export const AT_ONCE_MS = 5_000;

/** What is compared of two versions. */
type Rates = { readonly from: EpochMs; readonly table: RateTable; readonly adShareBps?: number };

/**
 * Checks when a version with `table` may start. The first version of a program may start at any time, also in the
 * past (docs/decisions/0005); a later one starts after the one before, not before now, and when it cuts any rate (of
 * the table, or the share of ads) not before the promised notice is over. PostgreSQL checks the same by its own clock.
 *
 * @throws {VersionNotLater | VersionInThePast | CutWithoutNotice} in this order.
 */
export function checkVersion(draft: Rates, before: Rates | undefined, noticeDays: number, now: EpochMs): void {
  if (before === undefined) return;
  if (draft.from <= before.from) throw new VersionNotLater(before.from);
  if (draft.from <= now) throw new VersionInThePast();
  const earliest = (now + noticeDays * DAY_MS) as EpochMs;
  const isAnyCut = (draft.adShareBps ?? 0) < (before.adShareBps ?? 0) || isCut(before.table, draft.table);
  if (draft.from < earliest && isAnyCut) throw new CutWithoutNotice(noticeDays, earliest);
}

import { z } from 'zod';
import type { IsoDate } from '#kernel';
import { PageQuery, instant, pageSchema } from '#platform/http';
import { position } from './ledger.schemas.ts';

const day = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d$/, 'must be a day such as 2026-02-01')
  .refine((text) => new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text) === true, 'is no day of the calendar')
  .transform((text) => text as IsoDate)
  .meta({ examples: ['2026-02-01'] });
const reason = z
  .string()
  .trim()
  .min(1)
  .max(500)
  .regex(/^[^\p{Cc}]*$/u, 'must be one line');

/** The first day that stays open, in the book’s zone. */
export const ClosePeriod = z
  .strictObject({ until: day, reason: reason.default('period end') })
  .meta({ id: 'ClosePeriod' });
/** Where the books are opened again; null opens all of them. */
export const ReopenPeriod = z.strictObject({ until: day.nullable(), reason }).meta({ id: 'ReopenPeriod' });
/** A page of moves. */
export const PeriodsQuery = PageQuery;
/** One closing or re-opening. */
export const PeriodMoveBody = z
  .object({
    kind: z.enum(['close', 'reopen']),
    until: instant.nullable().meta({ description: 'Nothing takes effect before it; null: everything is open.' }),
    before: instant.nullable(),
    moved_by: z.string(),
    reason: z.string(),
    moved_at: instant,
    note_seq: position.meta({ description: 'The note of the log that fixes it.' }),
  })
  .meta({ id: 'PeriodMove' });
/** Until when the books are closed, and how that came to be, newest first. */
export const PeriodsBody = pageSchema('PeriodMovePage', PeriodMoveBody);
/** Until when the books are closed. */
export const ClosedBooksBody = z
  .object({ closed_until: instant.nullable(), zone: z.string() })
  .meta({ id: 'ClosedBooks' });

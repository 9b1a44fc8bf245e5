import { z } from 'zod';
import { type IsoDate, MAX_MINOR } from '#kernel';
import { PageQuery, assetSchema, instant, pageSchema, publicIdSchema } from '#platform/http';
import { daysBetween } from '../domain/report-days.ts';
import { EntryId, pathParam, position, side, signedMoney, transferKind } from './ledger.schemas.ts';

/** Ten years: the longest range of a report, in days. */
const MOST_DAYS = 3_660;

const day = z.iso
  .date()
  .refine((text) => text >= '1970-01-01' && text <= '2999-12-31', 'must be a day from 1970 to 2999')
  .transform((text) => text as IsoDate)
  .meta({ examples: ['2026-03-31'] });
const range = {
  from: day.meta({ description: 'First day, in the book’s zone.' }),
  to: day.meta({ description: 'Last day, included.' }),
};
const isRange = ({ from, to }: { from: IsoDate; to: IsoDate }): boolean =>
  from <= to && daysBetween(from, to) < MOST_DAYS;
const rangeRule = `from must not be behind to, nor more than ${MOST_DAYS} days before it`;
const owner = publicIdSchema<'Organisation'>('org');

const accountsOf = {
  line: z
    .string()
    .max(40)
    .regex(/^[a-z-]+(:[a-z-]+)*$/, 'must be a line of the chart')
    .optional()
    .meta({ examples: ['org:prepaid'] }),
  account: pathParam.optional(),
  owner: owner.optional(),
  asset: assetSchema.optional(),
};
const namesAccounts = ({ line, account, owner: of }: { line?: unknown; account?: unknown; owner?: unknown }): boolean =>
  line !== undefined || account !== undefined || of !== undefined;
const namesRule = 'one of line, account and owner is needed';

/** Which accounts over which days, page by page. */
export const GeneralLedgerQuery = PageQuery.extend({ ...range, ...accountsOf })
  .refine(isRange, rangeRule)
  .refine(namesAccounts, namesRule);
/** The same, whole. */
export const GeneralLedgerFileQuery = z
  .object({ ...range, ...accountsOf })
  .refine(isRange, rangeRule)
  .refine(namesAccounts, namesRule);
/** The days of a statement. */
export const OwnStatementQuery = PageQuery.extend({ ...range, asset: assetSchema.optional() }).refine(
  isRange,
  rangeRule,
);
/** The same, whole. */
export const OwnStatementFileQuery = z.object({ ...range, asset: assetSchema.optional() }).refine(isRange, rangeRule);

/** What a cursor of these lists holds: the log's size, and the row that was seen. */
export const LedgerCursor = z.tuple([
  position.refine((size) => size <= MAX_MINOR),
  z.string().max(200),
  z.string().max(20),
  z.enum(['opening', 'movement', 'closing']),
  z.number().int().min(-62_135_596_800_000).max(253_402_300_799_999).nullable(),
  position.refine((seq) => seq <= MAX_MINOR).nullable(),
]);

const links = z
  .record(z.string(), z.string())
  .meta({ description: 'Where to go on: the entry, its leaves, the account’s proofs.' });
/** A row of a general ledger or statement. */
const LedgerRowBody = z
  .object({
    row: z.enum(['opening', 'movement', 'closing']),
    account: z.string(),
    line: z.string(),
    natural_side: side,
    owner: owner.nullable(),
    balance: signedMoney.meta({ description: 'On the natural side, after this row.' }),
    debits: signedMoney.nullable().meta({ description: 'What moved: of the row, or of the whole range on a closing.' }),
    credits: signedMoney.nullable(),
    movement: z
      .object({
        seq: position,
        entry: EntryId,
        kind: transferKind,
        counter: z.string().meta({ description: 'The account on the other side.' }),
        effective_at: instant,
        recorded_at: instant,
        refers_to: position.nullable(),
      })
      .nullable(),
    links,
  })
  .meta({ id: 'LedgerRow' });
/** A page of rows; all pages of a list are of the log that had `size` leaves when the first was read. */
export const LedgerRowPage = pageSchema('LedgerRowPage', LedgerRowBody).extend({ size: position });

/** Up to when. */
export const AgedQuery = PageQuery.extend({ at: instant.optional() });
/** The same, whole. */
export const AgedFileQuery = z.object({ at: instant.optional() });
const buckets = z.object({ '0-30': signedMoney, '31-60': signedMoney, '61-90': signedMoney, '90+': signedMoney });
/** What is open on an account, by age in days. */
const AgedAccountBody = z
  .object({
    account: z.string(),
    line: z.string(),
    owner: owner.nullable(),
    open: signedMoney,
    buckets,
    oldest_on: z.string().nullable().meta({ description: 'The oldest day of which anything is open.' }),
    links,
  })
  .meta({ id: 'AgedReceivable' });
/** A page of them. */
export const AgedAccountPage = pageSchema('AgedReceivablePage', AgedAccountBody).extend({ at: instant });
/** The same by line of the chart. */
export const AgedTotalsBody = z
  .object({
    at: instant,
    lines: z.array(z.object({ line: z.string(), accounts: z.number().int(), open: signedMoney, buckets })),
  })
  .meta({ id: 'AgedReceivableTotals' });
/** The last account of such a list. */
export const AgedCursor = z.tuple([
  z.string(),
  z.string(),
  z.number().int().min(-62_135_596_800_000).max(253_402_300_799_999),
]);

/** The days of a balance over time. */
export const HistoryQuery = z
  .object({ ...range, asset: assetSchema, step: z.enum(['day', 'month']).default('day') })
  .refine(isRange, rangeRule);
/** An account’s balance over time. */
export const HistoryBody = z
  .object({
    account: z.string(),
    points: z.array(
      z.object({
        on: z.string(),
        until: instant.meta({ description: 'The last instant of that day: ask for the balance then to compare.' }),
        debits: signedMoney,
        credits: signedMoney,
        balance: signedMoney,
        links,
      }),
    ),
  })
  .meta({ id: 'BalanceHistory' });

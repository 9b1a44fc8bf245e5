import { Injectable } from '@nestjs/common';
import { type Asset, type EpochMs, type Id, type IsoDate, formatInstant } from '#kernel';
import { ReportDatabase, loadSql } from '#platform/database';
import type { AccountKind, AccountRef, Side } from '../domain/account.ts';
import type { AccountPath } from '../domain/account-path.ts';
import type { ReceivableDay } from '../domain/aged-receivable.ts';
import { type TransferKind, transferKindOf } from '../domain/entry.ts';
import { type DayRange, lastInstantOf, startOfDay } from '../domain/report-days.ts';
import { freshTo } from './fresh-to.ts';
import { instantOf } from './rows.ts';

const sql = (name: string): string => loadSql(import.meta.url, `./sql/${name}.sql`);
const STATE = sql('log-state');
const ACCOUNTS = sql('report-accounts');
const DAYS = sql('report-days-of-account');
const MOVEMENTS = sql('report-movements');
const BALANCE_DAYS = sql('report-balance-days');
const RECEIVABLES = sql('report-receivables');

/** Which accounts a report is about; every part that is given must match. */
export type ReportFilter = {
  readonly line?: string | undefined;
  readonly owner?: Id<'Organisation'> | undefined;
  readonly path?: AccountPath | undefined;
  readonly asset?: Asset | undefined;
};

/** Sums of both sides, minor units. */
export type SideTotals = { readonly debits: bigint; readonly credits: bigint };

/** An account of a report. */
export type ReportAccount = AccountRef & {
  readonly id: bigint;
  readonly line: string;
  readonly kind: AccountKind;
  readonly naturalSide: Side;
  readonly owner: Id<'Organisation'> | null;
};

/** An account with what it had before a range and what moved within, and how many transfers it has at least, whenever. */
export type AccountInRange = ReportAccount & {
  readonly before: SideTotals;
  readonly within: SideTotals;
  readonly transfers: bigint;
};

/** One thing that moved on an account. `since` are the account's totals from the start of the range that was asked for. */
export type Movement = {
  readonly seq: bigint;
  readonly entry: Id<'Entry'>;
  readonly kind: TransferKind;
  readonly amount: bigint;
  readonly side: Side;
  readonly counter: AccountPath;
  readonly effectiveAt: EpochMs;
  readonly recordedAt: EpochMs;
  readonly refersTo: bigint | undefined;
  readonly since: SideTotals;
};

/** A receivable with its days. */
type Receivable = AccountRef & {
  readonly line: string;
  readonly owner: Id<'Organisation'> | null;
  readonly days: readonly ReceivableDay[];
};

type AccountRow = AccountRef & {
  id: bigint;
  line: string;
  kind: AccountKind;
  natural_side: Side;
  owner_id: Id<'Organisation'> | null;
  account_seq: bigint;
} & Record<'before_debits' | 'before_credits' | 'debits' | 'credits', string>;
type MovementRow = {
  seq: bigint;
  entry_id: Id<'Entry'>;
  kind: number;
  amount: string;
  is_debit: boolean;
  effective_at: Date;
  recorded_at: Date;
  refers_to: bigint | null;
  counter: AccountPath;
  debits: string;
  credits: string;
};

/** What reports over days read: the totals by day, and the rows of an account through its links. */
@Injectable()
export class ReportStore {
  constructor(private readonly database: ReportDatabase) {}

  /** The zone of the book's days, and how many leaves the log has now. */
  async log(): Promise<{ readonly zone: string; readonly size: bigint }> {
    const [row] = await this.database.query<{ zone: string; size: bigint }>(STATE);
    return row ?? { zone: 'UTC', size: 0n };
  }

  /** Accounts from `from` on, with what they had before `range` and what moved in it, as a log of `size` leaves has it. */
  async accounts(
    filter: ReportFilter,
    page: { readonly from?: AccountRef | undefined; readonly limit: number },
    { range, size, zone }: { readonly range: DayRange; readonly size: bigint; readonly zone: string },
  ): Promise<AccountInRange[]> {
    const rows = await this.within<AccountRow>(size, ACCOUNTS, [
      filter.line ?? null,
      filter.owner ?? null,
      filter.path ?? null,
      filter.asset ?? null,
      page.from?.path ?? '',
      page.from?.asset ?? '',
      page.limit,
      range.from,
      range.to,
      formatInstant(startOfDay(zone, range.from)),
      size,
      formatInstant(lastInstantOf(zone, range.to)),
    ]);
    return rows.map((row) => ({
      ...accountOf(row),
      before: { debits: BigInt(row.before_debits), credits: BigInt(row.before_credits) },
      within: { debits: BigInt(row.debits), credits: BigInt(row.credits) },
      transfers: row.account_seq,
    }));
  }

  /** The first `limit` days of `range` on which anything took effect on an account. */
  async daysOf(
    accountId: bigint,
    range: DayRange,
    of: { readonly zone: string; readonly size: bigint },
    limit: number,
  ): Promise<IsoDate[]> {
    const params = [accountId, ...rangeParams(range, of.zone), limit];
    return (await this.within<{ day: IsoDate }>(of.size, DAYS, params)).map(({ day }) => day);
  }

  /** What moved on an account in `range`, by effective time and position, behind `after`. */
  async movements(
    accountId: bigint,
    range: DayRange,
    of: { readonly zone: string; readonly size: bigint; readonly limit: number },
    after?: { readonly effectiveAt: EpochMs; readonly seq: bigint },
  ): Promise<Movement[]> {
    const behind = after === undefined ? [null, null] : [formatInstant(after.effectiveAt), after.seq];
    const params = [accountId, ...rangeParams(range, of.zone), of.size, ...behind, of.limit];
    return (await this.within<MovementRow>(of.size, MOVEMENTS, params)).map(movementOf);
  }

  /** Reads where the first `size` leaves are seen: the pages of one report may come from different servers. */
  private within<Row>(size: bigint, sql: string, params: readonly unknown[]): Promise<Row[]> {
    return this.database.reading(freshTo(size), ({ database }) => database.query<Row>(sql, params));
  }

  /** What an account had before `range`, and the days of the range on which anything took effect, oldest first. */
  async balanceDays(
    accountId: bigint,
    { from, to }: DayRange,
    zone: string,
  ): Promise<{ readonly before: SideTotals; readonly days: readonly (SideTotals & { readonly day: IsoDate })[] }> {
    type Row = { day: IsoDate | null; debits: string; credits: string };
    const params = [accountId, from, to, formatInstant(lastInstantOf(zone, to))];
    const rows = await this.database.query<Row>(BALANCE_DAYS, params);
    const all = rows.map(({ day, debits, credits }) => ({ day, debits: BigInt(debits), credits: BigInt(credits) }));
    const before = all.find(({ day }) => day === null) ?? { debits: 0n, credits: 0n };
    return { before, days: all.flatMap(({ day, ...totals }) => (day === null ? [] : [{ day, ...totals }])) };
  }

  /** Accounts of `lines` behind `after`, with their days up to a moment: whole days up to `until`, then `day` up to `at`. */
  async receivables(
    lines: readonly string[],
    page: { readonly after?: AccountRef | undefined; readonly limit: number },
    moment: { readonly until: IsoDate; readonly at: EpochMs; readonly day: IsoDate | undefined },
  ): Promise<Receivable[]> {
    type Row = AccountRow & { days: [IsoDate, string, string][] | null };
    const { after, limit } = page;
    const at = [moment.until, formatInstant(moment.at), moment.day ?? null];
    const params = [lines, after?.path ?? '', after?.asset ?? '', limit, ...at];
    return (await this.database.query<Row>(RECEIVABLES, params)).map((row) => ({
      path: row.path,
      asset: row.asset,
      line: row.line,
      owner: row.owner_id,
      days: (row.days ?? []).map(([day, debits, credits]) => ({
        day,
        charged: BigInt(debits),
        paid: BigInt(credits),
      })),
    }));
  }
}

function rangeParams({ from, to }: DayRange, zone: string): string[] {
  return [from, to, formatInstant(startOfDay(zone, from)), formatInstant(lastInstantOf(zone, to))];
}

function accountOf(row: AccountRow): ReportAccount {
  const { id, path, asset, line, kind } = row;
  return { id, path, asset, line, kind, naturalSide: row.natural_side, owner: row.owner_id };
}

function movementOf(row: MovementRow): Movement {
  return {
    seq: row.seq,
    entry: row.entry_id,
    kind: transferKindOf(row.kind),
    amount: BigInt(row.amount),
    side: row.is_debit ? 'debit' : 'credit',
    counter: row.counter,
    effectiveAt: instantOf(row.effective_at),
    recordedAt: instantOf(row.recorded_at),
    refersTo: row.refers_to ?? undefined,
    since: { debits: BigInt(row.debits), credits: BigInt(row.credits) },
  };
}

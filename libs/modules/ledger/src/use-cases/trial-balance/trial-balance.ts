import { Injectable } from '@nestjs/common';
import type { Asset } from '#kernel';
import { ReportDatabase, loadSql } from '#platform/database';
import { type AccountKind, type AccountRef, type Side, balanceOf } from '../../domain/account.ts';
import { type Moment, isNow } from '../../domain/moment.ts';
import { endOfDay } from '../../storage/end-of-day.ts';
import { timestampOrNull } from '../../storage/rows.ts';

const NOW = loadSql(import.meta.url, '../../storage/sql/trial-balance.sql');
const AT = loadSql(import.meta.url, '../../storage/sql/trial-balance-at.sql');
const ON = loadSql(import.meta.url, '../../storage/sql/trial-balance-on.sql');
const ACCOUNTS_NOW = loadSql(import.meta.url, '../../storage/sql/trial-balance-accounts.sql');
const ACCOUNTS_ON = loadSql(import.meta.url, '../../storage/sql/trial-balance-accounts-on.sql');
const ACCOUNTS_AT = loadSql(import.meta.url, '../../storage/sql/trial-balance-accounts-at.sql');

/** Totals of one line of the chart or one account, minor units; `balance` is on the natural side. */
export type TrialBalanceTotals = {
  readonly line: string;
  readonly kind: AccountKind;
  readonly naturalSide: Side;
  readonly debits: bigint;
  readonly credits: bigint;
  readonly balance: bigint;
};

/** The books of one asset: debits = credits, or something is broken. */
export type AssetTrialBalance = {
  readonly asset: Asset;
  readonly lines: readonly (TrialBalanceTotals & { readonly accounts: bigint })[];
  readonly debits: bigint;
  readonly credits: bigint;
};

/** Trial balance of every asset at one moment. `seq`: size of the log when it was read. */
export type TrialBalanceReport = { readonly seq: bigint; readonly assets: readonly AssetTrialBalance[] };

/** An account in a trial balance. */
export type TrialBalanceAccount = AccountRef & TrialBalanceTotals;

type Row = { asset: Asset; line: string; kind: AccountKind; natural_side: Side; debits: string; credits: string };

type LineRow = Row & { accounts: bigint };

/** The one row of nulls says that no account was open. */
function rowOf(row: LineRow | { asset: null }): LineRow[] {
  return row.asset === null ? [] : [row];
}

/** Draws up trial balances, now and at past moments. */
@Injectable()
export class TrialBalance {
  constructor(private readonly database: ReportDatabase) {}

  /** Totals per line of the chart, up to and including `moment`. At the end of a day it costs days, else rows. */
  async execute(moment: Moment = {}): Promise<TrialBalanceReport> {
    type Answer = { seq: bigint } & (LineRow | { asset: null });
    const day = await endOfDay(this.database, moment);
    const [sql, params] = isNow(moment) ? [NOW, []] : day === undefined ? [AT, momentParams(moment)] : [ON, day];
    const rows = await this.database.query<Answer>(sql, params);
    const assets = [...Map.groupBy(rows.flatMap(rowOf), ({ asset }) => asset)].map(([asset, ofAsset]) => {
      const lines = ofAsset.map((row) => ({ ...totalsOf(row), accounts: row.accounts }));
      return {
        asset,
        lines,
        debits: sum(lines.map(({ debits }) => debits)),
        credits: sum(lines.map(({ credits }) => credits)),
      };
    });
    return { seq: rows[0]?.seq ?? 0n, assets };
  }

  /** Accounts behind the totals, ordered by path and asset; `after` goes on behind the last one seen. */
  async accounts(
    moment: Moment = {},
    options: { line?: string; after?: AccountRef; limit?: number } = {},
  ): Promise<TrialBalanceAccount[]> {
    const { line, after, limit = 1_000 } = options;
    const params = [line ?? null, after?.path ?? '', after?.asset ?? '', limit];
    const day = await endOfDay(this.database, moment);
    const [sql, at] = isNow(moment)
      ? [ACCOUNTS_NOW, []]
      : day === undefined
        ? [ACCOUNTS_AT, momentParams(moment)]
        : [ACCOUNTS_ON, day];
    const rows = await this.database.query<Row & AccountRef>(sql, [...params, ...at]);
    return rows.map((row) => ({ path: row.path, asset: row.asset, ...totalsOf(row) }));
  }
}

function momentParams(moment: Moment): (string | null)[] {
  return [timestampOrNull(moment.effectiveAt), timestampOrNull(moment.recordedAt)];
}

function totalsOf(row: Row): TrialBalanceTotals {
  const totals = { naturalSide: row.natural_side, debits: BigInt(row.debits), credits: BigInt(row.credits) };
  return { line: row.line, kind: row.kind, ...totals, balance: balanceOf(totals) };
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n);
}

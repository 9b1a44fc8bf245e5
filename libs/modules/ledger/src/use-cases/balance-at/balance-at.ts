import { Injectable } from '@nestjs/common';
import { Database, loadSql } from '#platform/database';
import { type AccountRef, type Side, balanceOf } from '../../domain/account.ts';
import type { Moment } from '../../domain/moment.ts';
import { endOfDay } from '../../storage/end-of-day.ts';
import { timestampOrNull } from '../../storage/rows.ts';

const TOTALS_ON = loadSql(import.meta.url, '../../storage/sql/account-totals-on.sql');
const TOTALS_AT = loadSql(import.meta.url, '../../storage/sql/account-totals-at.sql');

/** Totals of an account at a moment, minor units; `balance` is on its natural side. */
export type PastBalance = AccountRef & { readonly balance: bigint; readonly debits: bigint; readonly credits: bigint };

/** Reads what an account had at a past moment. */
@Injectable()
export class BalanceAt {
  constructor(private readonly database: Database) {}

  /** Adds up the account's rows up to and including `moment`; zeros for an account that was never used. */
  async execute(ref: AccountRef, moment: Moment): Promise<PastBalance> {
    const day = await endOfDay(this.database, moment);
    const at = day ?? [timestampOrNull(moment.effectiveAt), timestampOrNull(moment.recordedAt)];
    const sql = day === undefined ? TOTALS_AT : TOTALS_ON;
    type Row = { natural_side: Side; debits: string; credits: string };
    const [row] = await this.database.query<Row>(sql, [ref.path, ref.asset, ...at]);
    const totals = {
      naturalSide: row?.natural_side ?? 'credit',
      debits: BigInt(row?.debits ?? 0),
      credits: BigInt(row?.credits ?? 0),
    };
    return {
      path: ref.path,
      asset: ref.asset,
      balance: balanceOf(totals),
      debits: totals.debits,
      credits: totals.credits,
    };
  }
}

import { Injectable } from '@nestjs/common';
import type { EpochMs, IsoDate } from '#kernel';
import { type AccountRef, balanceOf } from '../../domain/account.ts';
import { type DayRange, lastInstantOf, stepEnds } from '../../domain/report-days.ts';
import { AccountNotFound } from '../../ledger.errors.ts';
import { ReportStore } from '../../storage/report.store.ts';
import { ReadBalances } from '../read-balances/read-balances.ts';

/**
 * An account at the end of a day: `debits` and `credits` are what took effect since the point before, `balance` is on the natural
 * side; minor units. `until` is the day's last instant.
 */
export type BalancePoint = {
  readonly on: IsoDate;
  readonly until: EpochMs;
  readonly debits: bigint;
  readonly credits: bigint;
  readonly balance: bigint;
};

/** Draws an account's balance over time. */
@Injectable()
export class BalanceHistory {
  constructor(
    private readonly reports: ReportStore,
    private readonly readBalances: ReadBalances,
  ) {}

  /** A point for each day or month of `range`, the last one for its last day. @throws {AccountNotFound} */
  async execute(ref: AccountRef, range: DayRange, step: 'day' | 'month'): Promise<BalancePoint[]> {
    const [found] = await this.readBalances.execute([ref]);
    if (found?.account === undefined) throw new AccountNotFound(ref.path, ref.asset);
    const { id, naturalSide } = found.account;
    const { zone } = await this.reports.log();
    const { before, days } = await this.reports.balanceDays(id, range, zone);
    const totals = { ...before };
    let at = 0;
    return stepEnds(range, step).map((on) => {
      const since = { debits: 0n, credits: 0n };
      for (let day = days[at]; day !== undefined && day.day <= on; day = days[(at += 1)]) {
        since.debits += day.debits;
        since.credits += day.credits;
      }
      totals.debits += since.debits;
      totals.credits += since.credits;
      return { on, until: lastInstantOf(zone, on), ...since, balance: balanceOf({ naturalSide, ...totals }) };
    });
  }
}

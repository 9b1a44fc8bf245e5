import { Injectable } from '@nestjs/common';
import { type Asset, Clock, type EpochMs, type Id, type IsoDate, dayIn } from '#kernel';
import type { AccountRef } from '../../domain/account.ts';
import { AGE_BUCKETS, type AgeBucket, type AgedReceivable, ageReceivable } from '../../domain/aged-receivable.ts';
import { previousDay } from '../../domain/report-days.ts';
import { ReportStore } from '../../storage/report.store.ts';

/** What merchants owe for sales they have not funded, and payees for refunds of what they were paid. */
const RECEIVABLE_LINES = ['org:receivable', 'payee:receivable'] as const;
/** Accounts in one look. */
const ACCOUNTS = 500;

/** A receivable with what is open of it by age. */
export type AgedAccount = AccountRef &
  AgedReceivable & { readonly line: string; readonly owner: Id<'Organisation'> | null };

/** What is open on a line of the chart, by age; minor units. */
export type AgedLine = {
  readonly asset: Asset;
  readonly line: string;
  readonly accounts: number;
  readonly open: bigint;
  readonly buckets: Readonly<Record<AgeBucket, bigint>>;
};

/** Says how long receivables have been open, at any effective moment. */
@Injectable()
export class AgedReceivables {
  constructor(
    private readonly reports: ReportStore,
    private readonly clock: Clock,
  ) {}

  /** Receivables on which anything is open at `at` (now unless given), in order of path and asset, behind `after`. */
  async *accounts(at: EpochMs = this.clock.now(), after?: AccountRef): AsyncGenerator<AgedAccount> {
    const moment = await this.momentOf(at);
    for (let last = after; ;) {
      const page = await this.reports.receivables(RECEIVABLE_LINES, { after: last, limit: ACCOUNTS }, moment);
      for (const { days, ...account } of page) {
        const aged = ageReceivable(days, moment.on);
        if (aged.open > 0n) yield { ...account, ...aged };
      }
      last = page.at(-1);
      if (page.length < ACCOUNTS) return;
    }
  }

  /** The same added up by asset and line. */
  async totals(at: EpochMs = this.clock.now()): Promise<AgedLine[]> {
    type Sum = { asset: Asset; line: string; accounts: number; open: bigint; buckets: Record<AgeBucket, bigint> };
    const lines = new Map<string, Sum>();
    for await (const { asset, line, open, buckets } of this.accounts(at)) {
      const none = { '0-30': 0n, '31-60': 0n, '61-90': 0n, '90+': 0n };
      const sum = lines.get(`${asset} ${line}`) ?? { asset, line, accounts: 0, open: 0n, buckets: none };
      lines.set(`${asset} ${line}`, sum);
      sum.accounts += 1;
      sum.open += open;
      for (const bucket of AGE_BUCKETS) sum.buckets[bucket] += buckets[bucket];
    }
    return [...lines.values()].toSorted((a, b) => (`${a.asset} ${a.line}` < `${b.asset} ${b.line}` ? -1 : 1));
  }

  /** Whole days are read from the days; at another instant, its own day's rows are. */
  private async momentOf(at: EpochMs): Promise<{ on: IsoDate; until: IsoDate; at: EpochMs; day: IsoDate | undefined }> {
    const { zone } = await this.reports.log();
    const on = dayIn(zone, at);
    const isEnd = dayIn(zone, (at + 1) as EpochMs) !== on;
    return { on, at, until: isEnd ? on : previousDay(on), day: isEnd ? undefined : on };
  }
}

import { Injectable } from '@nestjs/common';
import { CommitBalances } from '../use-cases/commit-balances/commit-balances.ts';
import { RollUpDays } from '../use-cases/roll-up-days/roll-up-days.ts';
import { MakeCheckpoint } from '../use-cases/make-checkpoint/make-checkpoint.ts';

/** A job as the worker defines it in its queue. */
export type RecurringJob = { readonly name: string; readonly everyMs: number; readonly run: () => Promise<void> };

/** The recurring jobs of this module. Each may run in several processes at once and after a crash. */
@Injectable()
export class LedgerJobs {
  constructor(
    private readonly makeCheckpoint: MakeCheckpoint,
    private readonly commitBalances: CommitBalances,
    private readonly rollUpDays: RollUpDays,
  ) {}

  /**
   * `ledger.make_checkpoint`: seals tiles and signs the log's head, so that every entry can be proved within seconds.
   * `ledger.commit_balances`: once a day, what every account shows. `ledger.roll_up_days`: totals by day, for reports.
   */
  list(): readonly RecurringJob[] {
    return [
      { name: 'ledger.make_checkpoint', everyMs: 5_000, run: async () => void (await this.makeCheckpoint.execute()) },
      { name: 'ledger.commit_balances', everyMs: 60_000, run: () => this.commitBalances.daily() },
      { name: 'ledger.roll_up_days', everyMs: 10_000, run: () => this.rollUpDays.execute() },
    ];
  }
}

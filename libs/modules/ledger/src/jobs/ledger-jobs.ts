import { Injectable } from '@nestjs/common';
import { Books } from '../books/books.ts';
import type { LedgerDoors } from '../books/ledger-doors.ts';

/** A job as the worker defines it in its queue. */
export type RecurringJob = { readonly name: string; readonly everyMs: number; readonly run: () => Promise<void> };

/** The recurring jobs of this module, in every book. Each may run in several processes at once and after a crash. */
@Injectable()
export class LedgerJobs {
  constructor(private readonly books: Books) {}

  /**
   * `ledger.commit_balances`: once a day, what every account shows. `ledger.roll_up_days`: totals by day, for reports.
   * `ledger.make_parts_ahead`: the next part of history before it is needed. Heads are signed where they are published
   * (`PublishedLogJobs`).
   */
  list(): readonly RecurringJob[] {
    return [
      { name: 'ledger.commit_balances', everyMs: 60_000, run: () => this.inEach((of) => of.commitBalances.daily()) },
      { name: 'ledger.roll_up_days', everyMs: 10_000, run: () => this.inEach((of) => of.rollUpDays.execute()) },
      { name: 'ledger.make_parts_ahead', everyMs: 60_000, run: () => this.inEach((of) => of.makePartsAhead.execute()) },
    ];
  }

  /** Books on different servers do not wait for each other; the first failure is told after all have ended. */
  private async inEach(work: (doors: LedgerDoors) => Promise<unknown>): Promise<void> {
    const runs = this.books.all().map(({ doors }) => work(doors));
    await Promise.allSettled(runs);
    await Promise.all(runs);
  }
}

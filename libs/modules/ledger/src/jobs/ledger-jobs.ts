import { Injectable } from '@nestjs/common';
import type { Book } from '../books/book.ts';
import { Books } from '../books/books.ts';
import type { LedgerDoors } from '../books/ledger-doors.ts';
import { MAIN_BOOK } from '../domain/book-route.ts';

/** A job as the worker defines it in its queue. */
export type RecurringJob = { readonly name: string; readonly everyMs: number; readonly run: () => Promise<void> };

/** The recurring jobs of this module. Each may run in several processes at once and after a crash. */
@Injectable()
export class LedgerJobs {
  constructor(private readonly books: Books) {}

  /**
   * `ledger.make_checkpoint`: seals tiles and signs the log's head, so that every entry can be proved within seconds; the
   * main book's is signed where it is published (`PublishedLogJobs`).
   * `ledger.commit_balances`: once a day, what every account shows. `ledger.roll_up_days`: totals by day, for reports.
   * Each but the first does so in every book.
   */
  list(): readonly RecurringJob[] {
    return [
      { name: 'ledger.make_checkpoint', everyMs: 5_000, run: () => this.inOthers((of) => of.makeCheckpoint.execute()) },
      { name: 'ledger.commit_balances', everyMs: 60_000, run: () => this.inEach((of) => of.commitBalances.daily()) },
      { name: 'ledger.roll_up_days', everyMs: 10_000, run: () => this.inEach((of) => of.rollUpDays.execute()) },
    ];
  }

  private inOthers(work: (doors: LedgerDoors) => Promise<unknown>): Promise<void> {
    return this.inEach(
      work,
      this.books.all().filter(({ name }) => name !== MAIN_BOOK),
    );
  }

  /** Books on different servers do not wait for each other; the first failure is told after all have ended. */
  private async inEach(
    work: (doors: LedgerDoors) => Promise<unknown>,
    books: readonly Book[] = this.books.all(),
  ): Promise<void> {
    const runs = books.map(({ doors }) => work(doors));
    await Promise.allSettled(runs);
    await Promise.all(runs);
  }
}

import { Injectable } from '@nestjs/common';
import { PublishedBooks } from '../books/published-books.ts';
import type { RecurringJob } from './ledger-jobs.ts';

/** The recurring job of the published logs. It may run in several processes at once and after a crash. */
@Injectable()
export class PublishedLogJobs {
  constructor(private readonly published: PublishedBooks) {}

  /** `ledger.publish_log`: seals tiles, signs the head of each book's log and publishes both: every entry can be proved within seconds. */
  list(): readonly RecurringJob[] {
    return [{ name: 'ledger.publish_log', everyMs: 5_000, run: () => this.published.all() }];
  }
}

import { Injectable } from '@nestjs/common';
import { PublishLog } from '../use-cases/publish-log/publish-log.ts';
import type { RecurringJob } from './ledger-jobs.ts';

/** The recurring job of the published log. It may run in several processes at once and after a crash. */
@Injectable()
export class PublishedLogJobs {
  constructor(private readonly publishLog: PublishLog) {}

  /** `ledger.publish_log`: seals tiles, signs the log's head and publishes both: every entry can be proved within seconds. */
  list(): readonly RecurringJob[] {
    return [{ name: 'ledger.publish_log', everyMs: 5_000, run: async () => void (await this.publishLog.execute()) }];
  }
}

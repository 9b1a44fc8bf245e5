import { Global, Module } from '@nestjs/common';
import { HeadPublisher } from './head-publisher.ts';
import { PublishedLogJobs } from './jobs/published-log-jobs.ts';
import { LedgerModule } from './ledger.module.ts';
import { LogStore } from './storage/log.store.ts';
import { PgLogStore } from './storage/pg-log.store.ts';
import { PublishedLogStore } from './storage/published-log.store.ts';
import { PublishLog } from './use-cases/publish-log/publish-log.ts';
import { ReadPublishedLog } from './use-cases/read-published-log/read-published-log.ts';

/**
 * The log as static files. Needs what `LedgerModule` needs, `BlobStore` and telemetry from the process. Global for its
 * port `HeadPublisher`: where it is there, what is anchored is published first.
 */
@Global()
@Module({
  imports: [LedgerModule],
  providers: [
    PublishedLogStore,
    PublishLog,
    ReadPublishedLog,
    PublishedLogJobs,
    { provide: HeadPublisher, useExisting: PublishLog },
    { provide: LogStore, useClass: PgLogStore },
  ],
  exports: [PublishLog, ReadPublishedLog, PublishedLogJobs, HeadPublisher],
})
export class PublishedLogModule {}

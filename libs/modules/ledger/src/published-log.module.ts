import { Global, Module } from '@nestjs/common';
import { BlobStore } from '#platform/blob-store';
import { LOGGER, type Logger, Metrics } from '#platform/telemetry';
import { Books } from './books/books.ts';
import { PublishedBooks } from './books/published-books.ts';
import { HeadPublisher } from './head-publisher.ts';
import { PublishedLogJobs } from './jobs/published-log-jobs.ts';
import { LedgerModule } from './ledger.module.ts';

/**
 * The log of every book as static files. Needs what `LedgerModule` needs, `BlobStore` and telemetry from the process. Global for
 * its port `HeadPublisher`: where it is there, what is anchored is published first.
 */
@Global()
@Module({
  imports: [LedgerModule],
  providers: [
    {
      provide: PublishedBooks,
      useFactory: (books: Books, blobs: BlobStore, metrics: Metrics, logger: Logger) =>
        new PublishedBooks(books, blobs, metrics, logger),
      inject: [Books, BlobStore, Metrics, LOGGER],
    },
    PublishedLogJobs,
    { provide: HeadPublisher, useExisting: PublishedBooks },
  ],
  exports: [PublishedBooks, PublishedLogJobs, HeadPublisher],
})
export class PublishedLogModule {}

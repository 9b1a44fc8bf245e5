import type { BlobStore } from '#platform/blob-store';
import type { TestDatabase } from '#platform/database/testing';
import { PrometheusMetrics } from '#platform/telemetry';
import { aLogger } from '#platform/telemetry/testing';
import { MAIN_BOOK } from '../domain/book-route.ts';
import { PgLogStore } from '../storage/pg-log.store.ts';
import { PublishedLogStore } from '../storage/published-log.store.ts';
import type { MakeCheckpoint } from '../use-cases/make-checkpoint/make-checkpoint.ts';
import { PublishLog } from '../use-cases/publish-log/publish-log.ts';
import { ReadPublishedLog } from '../use-cases/read-published-log/read-published-log.ts';

/** A log that is published as files. */
export type TestPublishedLog = ReturnType<typeof publishedLog>;

/** The log of `db` as static files in `blobs`, without Nest. `makeCheckpoint` is that of a ledger on the same database. */
export function publishedLog(
  { database, unitOfWork }: Pick<TestDatabase, 'database' | 'unitOfWork'>,
  makeCheckpoint: MakeCheckpoint,
  blobs: BlobStore,
) {
  const [log, metrics] = [new PgLogStore(database), new PrometheusMetrics()];
  const files = new PublishedLogStore(blobs, MAIN_BOOK);
  const { logger, lines } = aLogger();
  return {
    publishLog: new PublishLog({ name: MAIN_BOOK, unitOfWork, log, makeCheckpoint, files }, metrics, logger),
    readPublishedLog: new ReadPublishedLog(files, log),
    metrics,
    /** What was logged so far. */
    lines,
  };
}

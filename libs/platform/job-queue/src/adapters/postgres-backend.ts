import type { PostgresConnectionOptions } from 'bullmq';
import { Pool } from 'pg';
import type { Json } from '#kernel';
import type { Logger } from '#platform/telemetry';
import { JOB_SCHEMA } from '../prepare-job-queue.ts';
import type { BullmqBackend } from './bullmq-backend.ts';

/** How PostgreSQL is reached. */
export type PostgresBackendOptions = {
  readonly appUrl: string;
  readonly logger: Logger;
  /** Name of the connections in pg_stat_activity. */
  readonly applicationName?: string;
};

/** BullMQ on PostgreSQL, as the application role. Run `prepareJobQueue` before. */
export async function postgresBackend(options: PostgresBackendOptions): Promise<BullmqBackend> {
  const { createPostgresBackend, withBackend } = await import('bullmq');
  const { Queue, Worker } = withBackend(createPostgresBackend);
  const pool = new Pool({
    connectionString: options.appUrl,
    max: 40, // Each worker keeps one connection to LISTEN.
    keepAlive: true,
    application_name: options.applicationName ?? 'provisio jobs',
    options: `-c search_path=${JOB_SCHEMA}`,
  });
  pool.setMaxListeners(0); // Each queue and each worker has one.
  pool.on('error', (error) => options.logger.warn({ event: 'job_queue.connection_lost', error }));
  const connection = pool as unknown as PostgresConnectionOptions; // BullMQ describes pg's pool in words of its own.
  return {
    queue(name, complain) {
      const queue = new Queue<Json>(name, { connection });
      queue.on('error', complain);
      return queue;
    },
    worker(name, run, settings, complain) {
      const worker = new Worker<Json, void>(name, run, { connection, ...settings });
      worker.on('error', complain);
      return worker;
    },
    close: () => pool.end(),
  };
}

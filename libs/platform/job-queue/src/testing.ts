import { PrometheusMetrics } from '#platform/telemetry';
import { aLogger } from '#platform/telemetry/testing';
import { BullmqJobQueue, type BullmqOptions } from './adapters/bullmq-job-queue.ts';
import type { JobQueue } from './job-queue.ts';

/** A queue on PostgreSQL that retries soon and finds crashed runs soon. */
export function aPostgresJobQueue(appUrl: string, options: Partial<BullmqOptions> = {}): Promise<JobQueue> {
  return BullmqJobQueue.open({
    appUrl,
    logger: aLogger().logger,
    metrics: new PrometheusMetrics(),
    retryMs: 20,
    lockMs: 500,
    ...options,
  });
}

import { PrometheusMetrics } from '#platform/telemetry';
import { aLogger } from '#platform/telemetry/testing';
import { BullmqJobQueue, type BullmqOptions } from './adapters/bullmq-job-queue.ts';
import type { JobQueue } from './job-queue.ts';

const impatient = (): BullmqOptions => ({
  logger: aLogger().logger,
  metrics: new PrometheusMetrics(),
  retryMs: 20,
  lockMs: 2_000,
});

/** A queue on PostgreSQL that retries soon and finds crashed runs soon. */
export function aPostgresJobQueue(appUrl: string): Promise<JobQueue> {
  return BullmqJobQueue.onPostgres({ ...impatient(), appUrl });
}

/** The same on Redis. */
export function aRedisJobQueue(redisUrl: string): Promise<JobQueue> {
  return BullmqJobQueue.onRedis({ ...impatient(), redisUrl });
}

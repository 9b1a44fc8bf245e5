import { createHash, randomUUID } from 'node:crypto';
import type { Json } from '#kernel';
import { type Logger, type Metrics, withContext } from '#platform/telemetry';
import { type AddOptions, type JobHandler, type JobOptions, JobQueue } from '../job-queue.ts';
import type { AnyQueue, AnyWorker, BullmqBackend, BullmqRun } from './bullmq-backend.ts';
import { postgresBackend, type PostgresBackendOptions } from './postgres-backend.ts';
import { redisBackend, type RedisBackendOptions } from './redis-backend.ts';

/** What the queue works with. `retryMs` and `lockMs` are for tests. */
export type BullmqOptions = {
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Pause after the first failed run; it doubles. Default 1000. */
  readonly retryMs?: number;
  /** How long a run may be silent before it counts as crashed; it is renewed while the process lives. Default 30,000. */
  readonly lockMs?: number;
};

const ATTEMPTS = 10;
const DAY_S = 86_400;

/** BullMQ, on PostgreSQL or on Redis: one BullMQ queue for each job name. */
export class BullmqJobQueue extends JobQueue {
  private readonly queues = new Map<string, AnyQueue>();
  private readonly workers: AnyWorker[] = [];

  private constructor(
    private readonly backend: BullmqBackend,
    private readonly options: BullmqOptions,
  ) {
    super();
  }

  /** Connects as the application role. Run `prepareJobQueue` before. */
  static async onPostgres(options: BullmqOptions & PostgresBackendOptions): Promise<BullmqJobQueue> {
    return new BullmqJobQueue(await postgresBackend(options), options);
  }

  /** Connects to Redis. @throws {JobQueueUnavailable} it does not answer. */
  static async onRedis(options: BullmqOptions & RedisBackendOptions): Promise<BullmqJobQueue> {
    return new BullmqJobQueue(await redisBackend(options), options);
  }

  override async define(
    name: string,
    handler: JobHandler,
    { everyMs, concurrency = 1 }: JobOptions = {},
  ): Promise<void> {
    const lockDuration = this.options.lockMs ?? 30_000;
    const worker = this.backend.worker(
      name,
      (job) => this.run(name, handler, job),
      { concurrency, lockDuration, stalledInterval: lockDuration, maxStalledCount: ATTEMPTS },
      (error) => this.options.logger.warn({ event: 'job_queue.worker_failed', job: name, error }),
    );
    this.workers.push(worker);
    await worker.waitUntilReady();
    if (everyMs !== undefined) {
      const template = { name, data: null, opts: { removeOnComplete: true, removeOnFail: { age: 7 * DAY_S } } };
      await this.queue(name).upsertJobScheduler(name, { every: everyMs }, template);
    }
  }

  override async add(name: string, payload: Json, { key, delayMs }: AddOptions = {}): Promise<void> {
    await this.queue(name).add(name, payload, {
      // Always an id of ours: to number jobs itself BullMQ would make a sequence, which the application role may not.
      jobId: jobIdOf(key ?? randomUUID()),
      ...(delayMs === undefined ? {} : { delay: delayMs }),
      attempts: ATTEMPTS,
      backoff: { type: 'exponential', delay: this.options.retryMs ?? 1000, jitter: 0.25 },
      removeOnComplete: { age: DAY_S },
      removeOnFail: { age: 7 * DAY_S },
    });
  }

  override async cancel(name: string, key: string): Promise<boolean> {
    const job = await this.queue(name).getJob(jobIdOf(key));
    const state = await job?.getState();
    if (job === undefined || !['waiting', 'delayed', 'prioritized'].includes(state ?? '')) return false;
    try {
      await job.remove();
      return true;
    } catch {
      return false; // A worker took it between our look and now.
    }
  }

  override async close(): Promise<void> {
    await Promise.all(this.workers.splice(0).map((worker) => worker.close()));
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
    this.queues.clear();
    await this.backend.close();
  }

  private queue(name: string): AnyQueue {
    let queue = this.queues.get(name);
    if (queue === undefined) {
      queue = this.backend.queue(name, (error) =>
        this.options.logger.warn({ event: 'job_queue.queue_failed', job: name, error }),
      );
      this.queues.set(name, queue);
    }
    return queue;
  }

  private async run(name: string, handler: JobHandler, job: BullmqRun): Promise<void> {
    const id = `${name}/${job.id ?? ''}`;
    const attempt = job.attemptsMade + 1;
    const from = performance.now();
    const count = (outcome: string): void =>
      this.options.metrics
        .counter('job_runs_total', 'Runs of jobs.', ['job', 'outcome'])
        .add(1, { job: name, outcome });
    await withContext({ job_id: id }, async () => {
      try {
        await handler(job.data, { id, attempt });
        count('done');
        this.options.logger.debug({
          event: 'job_queue.job_done',
          job: name,
          attempt,
          duration_ms: Math.round(performance.now() - from),
        });
      } catch (error) {
        const isLast = attempt >= (job.opts.attempts ?? 1);
        count('failed');
        this.options.logger[isLast ? 'error' : 'warn']({
          event: 'job_queue.job_failed',
          job: name,
          attempt,
          is_last: isLast,
          error,
        });
        throw error;
      }
    });
  }
}

/** BullMQ does not take every text as an id. */
function jobIdOf(key: string): string {
  return `k${createHash('sha256').update(key).digest('hex')}`;
}

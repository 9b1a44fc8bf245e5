import type { Json } from '#kernel';
import type { Logger } from '#platform/telemetry';
import { JobQueueUnavailable } from '../job-queue.errors.ts';
import type { BullmqBackend } from './bullmq-backend.ts';

/** How Redis is reached. */
export type RedisBackendOptions = { readonly redisUrl: string; readonly logger: Logger };

/** One hash slot for all keys, which Redis Cluster asks of the scripts of BullMQ. */
const PREFIX = '{bull}';
const CONNECT_TIMEOUT_MS = 3000;

/** BullMQ on Redis, which must not evict (`maxmemory-policy noeviction`) and must write what it is told (`appendonly`). */
export async function redisBackend({ redisUrl, logger }: RedisBackendOptions): Promise<BullmqBackend> {
  const [{ Queue, Worker }, { Redis }] = await Promise.all([import('bullmq'), import('ioredis')]);
  await checkAnswers(
    new Redis(redisUrl, { lazyConnect: true, retryStrategy: () => null, connectTimeout: CONNECT_TIMEOUT_MS }),
  );
  // Commands wait while Redis is away; workers need it so, and an added job is better late than refused.
  const connection = new Redis(redisUrl, { maxRetriesPerRequest: null, connectTimeout: CONNECT_TIMEOUT_MS });
  connection.setMaxListeners(0); // Each queue and each worker has one.
  connection.on('error', (error) => logger.warn({ event: 'job_queue.connection_lost', error }));
  return {
    queue(name, complain) {
      const queue = new Queue<Json>(name, { connection, prefix: PREFIX });
      queue.on('error', complain);
      return queue;
    },
    worker(name, run, settings, complain) {
      const worker = new Worker<Json, void>(name, run, { connection, prefix: PREFIX, ...settings });
      worker.on('error', complain);
      return worker;
    },
    close: async () => connection.disconnect(), // Nothing is under way any more, and BullMQ may have closed it itself.
  };
}

type Scout = {
  connect(): Promise<void>;
  ping(): Promise<unknown>;
  disconnect(): void;
  on(event: 'error', see: () => void): unknown;
};

/** Somebody waits for this answer: one try, then the reason. */
async function checkAnswers(scout: Scout): Promise<void> {
  scout.on('error', () => undefined); // The rejection of `connect` says it.
  try {
    await scout.connect();
    await scout.ping();
  } catch (error) {
    throw new JobQueueUnavailable({ cause: error });
  } finally {
    scout.disconnect();
  }
}

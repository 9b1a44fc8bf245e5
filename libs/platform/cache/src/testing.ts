import { randomUUID } from 'node:crypto';
import { Clock, SystemClock } from '#kernel';
import { PrometheusMetrics } from '#platform/telemetry';
import { aLogger } from '#platform/telemetry/testing';
import { InProcessCache } from './adapters/in-process-cache.ts';
import { RedisCache } from './adapters/redis-cache.ts';
import type { Cache } from './cache.ts';

/** A cache in memory that goes by `clock`. */
export function anInProcessCache(clock: Clock = new SystemClock()): Cache {
  return new InProcessCache(clock);
}

/** A cache on the Redis at `redisUrl`, with keys that no other test has unless it names the same `prefix`. */
export async function aRedisCache(
  redisUrl: string,
  prefix: string = `test:${randomUUID()}`,
): Promise<{ cache: Cache; metrics: PrometheusMetrics }> {
  const metrics = new PrometheusMetrics();
  return { cache: await RedisCache.open({ redisUrl, logger: aLogger().logger, metrics, prefix }), metrics };
}

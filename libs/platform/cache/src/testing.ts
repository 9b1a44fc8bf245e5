import { randomUUID } from 'node:crypto';
import { Clock, SystemClock } from '#kernel';
import { PrometheusMetrics } from '#platform/telemetry';
import { aLogger } from '#platform/telemetry/testing';
import { InProcessCache } from './adapters/in-process-cache.ts';
import { RedisCache } from './adapters/redis-cache.ts';
import { CacheUnavailable } from './cache.errors.ts';
import { Cache, CacheSpace } from './cache.ts';

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

/** A cache whose server is away. */
export class CacheThatIsAway extends Cache {
  override space(): CacheSpace {
    return new SpaceThatIsAway();
  }
  override close(): Promise<void> {
    return Promise.resolve();
  }
}

class SpaceThatIsAway extends CacheSpace {
  override get = away;
  override set = away;
  override add = away;
  override replace = away;
  override count = away;
  override delete = away;
}

function away(): Promise<never> {
  return Promise.reject(new CacheUnavailable());
}

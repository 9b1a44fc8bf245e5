import type { Redis } from 'ioredis';
import { assert } from '#kernel';
import type { CounterMetric, Logger, Metrics } from '#platform/telemetry';
import { Cache, CacheSpace, type Counted } from '../cache.ts';
import { CacheUnavailable } from '../cache.errors.ts';
import { checkKey, checkMs, checkName, checkValue } from '../limits.ts';

/** How Redis is reached. `prefix` stands before every key; another one is another cache. */
export type RedisCacheOptions = {
  readonly redisUrl: string;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly prefix?: string;
};

const CONNECT_TIMEOUT_MS = 3000;
/** Somebody waits for an answer that they can do without. */
const COMMAND_TIMEOUT_MS = 2000;
const LONGEST_PAUSE_MS = 2000;

// A script is one step for everybody else. PTTL is below 0 for a key that has no end yet: the one just made.
const COUNT = `
local count = redis.call('INCR', KEYS[1])
local left = redis.call('PTTL', KEYS[1])
if left < 0 then
  redis.call('PEXPIRE', KEYS[1], ARGV[1])
  left = tonumber(ARGV[1])
end
return {count, left}`;
const REPLACE = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
return 1`;

/** The cache on Redis, shared by every process that names the same one. */
export class RedisCache extends Cache {
  private constructor(
    private readonly redis: Redis,
    private readonly prefix: string,
    private readonly failures: CounterMetric,
  ) {
    super();
  }

  /** Connects. A connection that is lost later is taken up again; until then each call fails. @throws {CacheUnavailable} */
  static async open({ redisUrl, logger, metrics, prefix = 'provisio' }: RedisCacheOptions): Promise<RedisCache> {
    const { Redis: Client } = await import('ioredis');
    const redis = new Client(redisUrl, {
      lazyConnect: true,
      connectTimeout: CONNECT_TIMEOUT_MS,
      commandTimeout: COMMAND_TIMEOUT_MS,
      // Nothing waits for a connection, and nothing is sent twice: a count that is repeated is a count too many.
      enableOfflineQueue: false,
      autoResendUnfulfilledCommands: false,
      maxRetriesPerRequest: 0,
      retryStrategy: (times) => Math.min(times * 100, LONGEST_PAUSE_MS),
    });
    redis.on('error', (error) => logger.warn({ event: 'cache.connection_lost', error }));
    try {
      await redis.connect();
      await redis.ping();
    } catch (error) {
      redis.disconnect();
      throw new CacheUnavailable({ cause: error });
    }
    const failures = metrics.counter('cache_failures_total', 'Calls that the cache did not answer', ['space']);
    return new RedisCache(redis, prefix, failures);
  }

  override space(name: string): CacheSpace {
    return new RedisSpace(this.redis, `${this.prefix}:${checkName(name)}`, () => this.failures.add(1, { space: name }));
  }

  override async close(): Promise<void> {
    this.redis.disconnect();
  }
}

class RedisSpace extends CacheSpace {
  constructor(
    private readonly redis: Redis,
    private readonly prefix: string,
    private readonly failed: () => void,
  ) {
    super();
  }

  override async get(key: string): Promise<string | undefined> {
    return (await this.ask(() => this.redis.get(this.nameOf(key)))) ?? undefined;
  }

  override async set(key: string, value: string, ttlMs: number): Promise<void> {
    check(value, ttlMs);
    await this.ask(() => this.redis.set(this.nameOf(key), value, 'PX', ttlMs));
  }

  override async add(key: string, value: string, ttlMs: number): Promise<boolean> {
    check(value, ttlMs);
    return (await this.ask(() => this.redis.set(this.nameOf(key), value, 'PX', ttlMs, 'NX'))) === 'OK';
  }

  override async replace(key: string, expected: string, value: string, ttlMs: number): Promise<boolean> {
    check(value, ttlMs);
    return (await this.ask(() => this.redis.eval(REPLACE, 1, this.nameOf(key), expected, value, ttlMs))) === 1;
  }

  override async count(key: string, windowMs: number): Promise<Counted> {
    checkMs(windowMs);
    const answer = await this.ask(() => this.redis.eval(COUNT, 1, this.nameOf(key), windowMs));
    const [count, left] = answer as [number, number];
    return { count, leftMs: Math.max(1, left) };
  }

  override async delete(key: string): Promise<void> {
    await this.ask(() => this.redis.del(this.nameOf(key)));
  }

  private nameOf(key: string): string {
    return `${this.prefix}:${checkKey(key)}`;
  }

  private async ask<T>(command: () => Promise<T>): Promise<T> {
    try {
      return await command();
    } catch (error) {
      assert(!isWrongUse(error), 'the key holds text, not a counter');
      this.failed();
      throw new CacheUnavailable({ cause: error });
    }
  }
}

function check(value: string, ttlMs: number): void {
  checkValue(value);
  checkMs(ttlMs);
}

/** What Redis says to counting text; everything else that it says is about itself. */
function isWrongUse(error: unknown): boolean {
  return error instanceof Error && error.message.includes('not an integer');
}

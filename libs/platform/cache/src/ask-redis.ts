import { CacheUnavailable } from './cache.errors.ts';

const TIMEOUT_MS = 3000;

/** Resolves when the Redis at `url` answers. @throws {CacheUnavailable} */
export async function askRedis(url: string): Promise<void> {
  const { Redis } = await import('ioredis');
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: TIMEOUT_MS,
    commandTimeout: TIMEOUT_MS,
    retryStrategy: () => null,
  });
  let cause: unknown;
  redis.on('error', (error) => (cause = error)); // Says more than the rejection of `connect`.
  try {
    await redis.connect();
    await redis.ping();
  } catch (error) {
    throw new CacheUnavailable({ cause: cause ?? error });
  } finally {
    redis.disconnect();
  }
}

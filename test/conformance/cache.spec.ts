import { describe, expect, it } from '@jest/globals';
import { type EpochMs, FixedClock } from '#kernel';
import { aRedisCache, anInProcessCache } from '#platform/cache/testing';
import { eventually } from '../support/eventually.ts';
import { aGate } from '../support/gate.ts';
import { serviceUrl } from '../support/services.ts';
import { type CacheUnderTest, describeCache } from './cache.ts';

describeCache('memory', inProcess);

const redisUrl = serviceUrl('redis');
if (redisUrl !== undefined) {
  describeCache('Redis', () => onRedis(redisUrl));
  describeRedis(redisUrl);
}

async function inProcess(): Promise<CacheUnderTest> {
  const clock = new FixedClock(Date.UTC(2026, 0, 1) as EpochMs);
  const cache = anInProcessCache(clock);
  return { cache, wait: async (ms) => clock.advance(ms), close: () => cache.close() };
}

async function onRedis(url: string): Promise<CacheUnderTest> {
  const { cache } = await aRedisCache(url);
  return { cache, wait: letGoBy, close: () => cache.close() };
}

/** Redis goes by the clock on the wall. */
async function letGoBy(ms: number): Promise<void> {
  const until = performance.now() + ms;
  await eventually(() => performance.now() > until);
}

describe('Cache in memory alone', () => {
  it('forgets what was written longest ago when a space is full, and nothing of another space', async () => {
    const cache = anInProcessCache();
    const [small, other] = [cache.space('test.small', { mostKeys: 3 }), cache.space('test.other')];
    await other.set('a', 'kept', 60_000);
    for (const key of ['a', 'b', 'c', 'a', 'd']) await small.count(key, 60_000);
    expect(await Promise.all(['a', 'b', 'c', 'd'].map((key) => small.get(key)))).toEqual(['2', undefined, '1', '1']);
    expect(await other.get('a')).toBe('kept');
  });
});

function describeRedis(url: string): void {
  describe('Cache on Redis alone', () => {
    it('is shared by the processes that name the same server', async () => {
      const [one, other] = [await aRedisCache(url, 'test:shared'), await aRedisCache(url, 'test:shared')];
      await one.cache.space('test.one').count('a', 600_000);
      expect(await other.cache.space('test.one').count('a', 600_000)).toMatchObject({ count: 2 });
      await one.cache.space('test.one').delete('a');
      await Promise.all([one.cache.close(), other.cache.close()]);
    });

    it('fails at once while the server is away, counted, and goes on when it is back (cache.unavailable)', async () => {
      const gate = await aGate(new URL(url));
      await gate.open();
      const through = new URL(url);
      through.host = `127.0.0.1:${gate.port}`;
      const { cache, metrics } = await aRedisCache(through.href);
      const space = cache.space('test.gate');
      await space.set('a', 'before', 60_000);
      await gate.shut();
      await eventually(
        async () => (await space.get('a').catch(({ code }: { code: string }) => code)) === 'cache.unavailable',
      );
      const began = performance.now();
      await expect(space.count('b', 60_000)).rejects.toMatchObject({ code: 'cache.unavailable', kind: 'unavailable' });
      expect(performance.now() - began).toBeLessThan(20_000); // Refused, and not kept until the service is back.
      expect(await metrics.text()).toMatch(/cache_failures_total\{space="test.gate"\} [1-9]/);
      await gate.open();
      await eventually(async () => (await space.get('a')) === 'before');
      expect(await space.count('b', 60_000)).toMatchObject({ count: 1 });
      await cache.close();
      await gate.shut();
    });
  });
}

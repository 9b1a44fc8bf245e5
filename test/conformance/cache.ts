import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Cache, CacheSpace } from '#platform/cache';

/** A cache to test. */
export type CacheUnderTest = {
  readonly cache: Cache;
  /** Lets so much time go by for the cache. */
  wait(ms: number): Promise<void>;
  close(): Promise<void>;
};

const LONG_MS = 3_600_000;

/** The promises of `Cache`, checked the same way for every adapter. */
export function describeCache(adapter: string, open: () => Promise<CacheUnderTest>): void {
  describe(`Cache on ${adapter}`, () => {
    let rig: CacheUnderTest;
    let space: CacheSpace;
    beforeAll(async () => {
      rig = await open();
      space = rig.cache.space('test.one');
    });
    afterAll(() => rig.close());
    const aKey = (): string => randomUUID();

    it('keeps a text, replaces it, forgets it', async () => {
      const key = aKey();
      await expect(space.get(key)).resolves.toBeUndefined();
      await space.set(key, 'Zürich 🙂', LONG_MS);
      await expect(space.get(key)).resolves.toBe('Zürich 🙂');
      await space.set(key, '', LONG_MS);
      await expect(space.get(key)).resolves.toBe('');
      await space.delete(key);
      await space.delete(key);
      await expect(space.get(key)).resolves.toBeUndefined();
    });

    it('lets each entry end at its time, and a new write begins it anew', async () => {
      const [short, renewed] = [aKey(), aKey()];
      await space.set(short, 'x', 50);
      await space.set(renewed, 'x', 50);
      await space.set(renewed, 'y', LONG_MS);
      await rig.wait(60);
      await expect(space.get(short)).resolves.toBeUndefined();
      await expect(space.get(renewed)).resolves.toBe('y');
      await expect(space.add(short, 'again', LONG_MS)).resolves.toBe(true);
    });

    it('adds where nothing is: one of many wins', async () => {
      const key = aKey();
      const won = await Promise.all(Array.from({ length: 20 }, (_, at) => space.add(key, `${at}`, LONG_MS)));
      expect(won.filter(Boolean)).toHaveLength(1);
      await expect(space.get(key)).resolves.toBe(`${won.indexOf(true)}`);
    });

    it('replaces what is expected and nothing else: one of many wins', async () => {
      const key = aKey();
      await expect(space.replace(key, '', 'x', LONG_MS)).resolves.toBe(false);
      await space.set(key, 'old', LONG_MS);
      await expect(space.replace(key, 'other', 'x', LONG_MS)).resolves.toBe(false);
      const won = await Promise.all(Array.from({ length: 20 }, (_, at) => space.replace(key, 'old', `${at}`, LONG_MS)));
      expect(won.filter(Boolean)).toHaveLength(1);
      await expect(space.get(key)).resolves.toBe(`${won.indexOf(true)}`);
    });

    it('counts everybody who counts at once, each with a number of their own', async () => {
      const key = aKey();
      const counts = await Promise.all(Array.from({ length: 50 }, () => space.count(key, LONG_MS)));
      expect(counts.map(({ count }) => count).toSorted((a, b) => a - b)).toEqual(
        Array.from({ length: 50 }, (_, at) => at + 1),
      );
      for (const { leftMs } of counts) expect(leftMs > 0 && leftMs <= LONG_MS).toBe(true);
      await expect(space.get(key)).resolves.toBe('50');
    });

    it('begins a window with its first count, and does not make it longer by the next ones', async () => {
      let [key, windowMs, counted] = [aKey(), 50, 0];
      // On a slow machine a short window may end before the second count: then a longer one is asked for.
      while (counted !== 2) {
        [key, windowMs] = [aKey(), windowMs * 2];
        await space.count(key, windowMs);
        ({ count: counted } = await space.count(key, LONG_MS));
      }
      await rig.wait(windowMs + 20);
      const { count, leftMs } = await space.count(key, 100);
      expect([count, leftMs > 0 && leftMs <= 100]).toEqual([1, true]);
    });

    it('keeps two spaces apart', async () => {
      const [key, other] = [aKey(), rig.cache.space('test.two')];
      await space.set(key, 'mine', LONG_MS);
      await expect(other.get(key)).resolves.toBeUndefined();
      await expect(rig.cache.space('test.one').get(key)).resolves.toBe('mine');
    });

    it('says that it is a bug to count text, or to use what is no key, value or time', async () => {
      const key = aKey();
      await space.set(key, 'text', LONG_MS);
      await expect(space.count(key, LONG_MS)).rejects.toThrow('not a counter');
      await expect(space.get(key)).resolves.toBe('text');
      for (const bad of ['', 'a b', 'ä', 'x'.repeat(201), 'a\n']) await expect(space.get(bad)).rejects.toThrow('key');
      await expect(space.set(key, 'x'.repeat(65_537), LONG_MS)).rejects.toThrow('64 KiB');
      for (const ttl of [0, -1, 0.5, Number.NaN]) {
        await expect(space.set(key, 'x', ttl)).rejects.toThrow('time to live');
      }
      expect(() => rig.cache.space('Bad name')).toThrow('named');
    });
  });
}

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes, randomUUID } from 'node:crypto';
import type { EpochMs } from '#kernel';
import type { BlobStore } from '#platform/blob-store';

/** A store to test. */
export type BlobStoreUnderTest = {
  readonly store: BlobStore;
  /** Opens the same store once more, as another process would. */
  open(): Promise<BlobStore>;
  /** What a browser gets at a signed address: the bytes, or undefined when it is refused. */
  fetch(address: string): Promise<Buffer | undefined>;
  /** Now, as the store sees it; `wait` lets so much time go by. */
  now(): EpochMs;
  wait(ms: number): Promise<void>;
  close(): Promise<void>;
};

/** The promises of `BlobStore`, checked the same way for every adapter. */
export function describeBlobStore(adapter: string, open: () => Promise<BlobStoreUnderTest>): void {
  describe(`BlobStore on ${adapter}`, () => {
    let rig: BlobStoreUnderTest;
    let store: BlobStore;
    beforeAll(async () => {
      rig = await open();
      ({ store } = rig);
    });
    afterAll(() => rig.close());
    const aKey = (): string => `media/${randomUUID()}.bin`;

    it('gives back bytes and type, also to another process', async () => {
      const [key, bytes] = [aKey(), randomBytes(100_000)];
      await store.put(key, bytes, 'image/webp');
      const other = await rig.open();
      await expect(other.get(key)).resolves.toEqual({ bytes, type: 'image/webp' });
      await expect(other.head(key)).resolves.toEqual({ type: 'image/webp', size: 100_000 });
      await other.close();
    });

    it('keeps an empty blob', async () => {
      const key = aKey();
      await store.put(key, Buffer.alloc(0), 'text/plain');
      await expect(store.get(key)).resolves.toEqual({ bytes: Buffer.alloc(0), type: 'text/plain' });
    });

    it('knows nothing under a key that was never used, or that lies above one that was', async () => {
      const key = `${aKey()}/part`;
      await store.put(key, Buffer.from('x'), 'text/plain');
      for (const unknown of [aKey(), key.replace('/part', ''), `${key}/deeper`]) {
        await expect(store.get(unknown)).resolves.toBeUndefined();
        await expect(store.head(unknown)).resolves.toBeUndefined();
        await expect(store.range(unknown, 0, 1)).resolves.toBeUndefined();
      }
    });

    it('replaces a blob by put, and leaves it alone by putNew', async () => {
      const key = aKey();
      await expect(store.putNew(key, Buffer.from('first'), 'text/plain')).resolves.toBe(true);
      await expect(store.putNew(key, Buffer.from('second'), 'text/html')).resolves.toBe(false);
      await expect(store.get(key)).resolves.toEqual({ bytes: Buffer.from('first'), type: 'text/plain' });
      await store.put(key, Buffer.from('third'), 'text/html');
      await expect(store.get(key)).resolves.toEqual({ bytes: Buffer.from('third'), type: 'text/html' });
    });

    it('lets one of many win that put the same new key at once', async () => {
      const key = aKey();
      const all = Array.from({ length: 8 }, (_, at) => Buffer.alloc(50_000, at));
      const won = await Promise.all(all.map((bytes) => store.putNew(key, bytes, 'text/plain')));
      expect(won.filter(Boolean)).toHaveLength(1);
      const { bytes } = (await store.get(key)) ?? { bytes: Buffer.alloc(0) };
      expect(bytes.equals(all[won.indexOf(true)] ?? Buffer.alloc(0))).toBe(true);
    });

    it('never shows half of a blob that is being replaced', async () => {
      const key = aKey();
      await store.put(key, Buffer.alloc(200_000, 0), 'text/plain');
      const writes = (async () => {
        for (let round = 1; round <= 20; round += 1) await store.put(key, Buffer.alloc(200_000, round), 'text/plain');
      })();
      for (let read = 0; read < 40; read += 1) {
        const { bytes } = (await store.get(key)) ?? { bytes: Buffer.alloc(0) };
        expect([bytes.length, new Set(bytes).size]).toEqual([200_000, 1]);
      }
      await writes;
    });

    it('reads a range, cut at the end of the blob', async () => {
      const key = aKey();
      await store.put(key, Buffer.from('0123456789'), 'text/plain');
      const read = async (from: number, to: number) => (await store.range(key, from, to))?.toString();
      expect([await read(0, 3), await read(7, 100), await read(10, 12)]).toEqual(['012', '789', '']);
    });

    it('deletes, twice if need be', async () => {
      const key = aKey();
      await store.put(key, Buffer.from('x'), 'text/plain');
      await store.delete(key);
      await store.delete(key);
      await expect(store.get(key)).resolves.toBeUndefined();
    });

    it.each([
      '',
      '/media',
      '../outside',
      'media/../../outside',
      'media//x',
      'media/.hidden',
      'Media/x',
      'media\\x',
      'a\0',
      'a'.repeat(201),
    ])('refuses the key %p (blob_store.key_invalid)', async (key) => {
      const refusal = { code: 'blob_store.key_invalid' };
      await expect(store.put(key, Buffer.from('x'), 'text/plain')).rejects.toMatchObject(refusal);
      await expect(store.get(key)).rejects.toMatchObject(refusal);
    });

    it('gives a blob out at a signed address until it expires, and no other', async () => {
      const [key, other] = [aKey(), aKey()];
      await store.put(key, Buffer.from('gated'), 'text/plain');
      await store.put(other, Buffer.from('secret'), 'text/plain');
      const address = await store.sign(key, (rig.now() + 600_000) as EpochMs);
      const short = await store.sign(key, (rig.now() + 2_000) as EpochMs);
      await expect(rig.fetch(address)).resolves.toEqual(Buffer.from('gated'));
      await expect(rig.fetch(address.replace(key, other))).resolves.toBeUndefined();
      await expect(rig.fetch(address.replace(/signature=[^&]{3}/i, 'signature=AAA'))).resolves.toBeUndefined();
      await rig.wait(3_000);
      await expect(rig.fetch(short)).resolves.toBeUndefined();
      await expect(rig.fetch(address)).resolves.toEqual(Buffer.from('gated'));
    });
  });
}

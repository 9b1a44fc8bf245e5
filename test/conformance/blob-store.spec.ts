import { describe, expect, it } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type EpochMs, FixedClock } from '#kernel';
import { SignatureRefused } from '#platform/blob-store';
import { aDiskBlobStore } from '#platform/blob-store/testing';
import { type BlobStoreUnderTest, describeBlobStore } from './blob-store.ts';

describeBlobStore('disk', onDisk);

async function onDisk(): Promise<BlobStoreUnderTest> {
  const clock = new FixedClock(Date.UTC(2026, 0, 1) as EpochMs);
  const disk = await aDiskBlobStore(clock);
  const { store } = disk;
  return {
    store,
    open: () => disk.again(),
    fetch: async (address) => {
      try {
        return (await store.open(address))?.bytes;
      } catch (error) {
        if (error instanceof SignatureRefused) return undefined;
        throw error;
      }
    },
    now: () => clock.now(),
    wait: async (ms) => clock.advance(ms),
    close: () => disk.remove(),
  };
}

describe('BlobStore on disk alone', () => {
  it('refuses a file that was cut short (blob_store.blob_damaged)', async () => {
    const disk = await aDiskBlobStore();
    const { store, folder } = disk;
    await store.put('a', Buffer.from('whole'), 'text/plain');
    await writeFile(path.join(folder, 'a'), '{"type":');
    await expect(store.get('a')).rejects.toMatchObject({ code: 'blob_store.blob_damaged' });
    await disk.remove();
  });
});

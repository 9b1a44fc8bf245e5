import { describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type EpochMs, FixedClock } from '#kernel';
import { SignatureRefused } from '#platform/blob-store';
import { aDiskBlobStore, anS3BlobStore } from '#platform/blob-store/testing';
import { eventually } from '../support/eventually.ts';
import { aGate } from '../support/gate.ts';
import { serviceUrl } from '../support/services.ts';
import { type BlobStoreUnderTest, describeBlobStore } from './blob-store.ts';

describeBlobStore('disk', onDisk);

const s3Url = serviceUrl('s3');
if (s3Url !== undefined) {
  describeBlobStore('S3', () => onS3(s3Url));
  describeS3(s3Url);
}

async function onS3(url: string): Promise<BlobStoreUnderTest> {
  const bucket = `test-${randomUUID()}`;
  const store = await anS3BlobStore(url, bucket);
  return {
    store,
    open: () => anS3BlobStore(url, bucket),
    fetch: async (address) => {
      const answer = await fetch(address);
      const body = Buffer.from(await answer.arrayBuffer());
      return answer.ok ? body : undefined;
    },
    now: () => Date.now() as EpochMs,
    wait: async (ms) => {
      const until = performance.now() + ms;
      await eventually(() => performance.now() > until);
    },
    close: () => store.close(),
  };
}

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

function describeS3(url: string): void {
  describe('BlobStore on S3 alone', () => {
    it('keeps with the object how long others may keep it, for a CDN on the bucket', async () => {
      const store = await anS3BlobStore(url, `test-${randomUUID()}`);
      const headersOf = async (key: string): Promise<(string | null)[]> => {
        const { headers } = await fetch(await store.sign(key, (Date.now() + 60_000) as EpochMs));
        return [headers.get('cache-control'), headers.get('content-type')];
      };
      await store.putNew('tile/0/000', Buffer.from('a'), 'application/octet-stream', 'public, max-age=60, immutable');
      await store.put('checkpoint', Buffer.from('b'), 'text/plain; charset=utf-8', 'public, max-age=5');
      await store.put('private', Buffer.from('c'), 'text/plain');
      expect(await headersOf('tile/0/000')).toEqual(['public, max-age=60, immutable', 'application/octet-stream']);
      expect(await headersOf('checkpoint')).toEqual(['public, max-age=5', 'text/plain; charset=utf-8']);
      expect(await headersOf('private')).toEqual([null, 'text/plain']);
      await store.close();
    });

    it('names itself when it is away, and when it refuses our keys (blob_store.unavailable)', async () => {
      const gate = await aGate(new URL(url));
      const through = new URL(url);
      through.host = `127.0.0.1:${gate.port}`;
      const refusal = { code: 'blob_store.unavailable', kind: 'unavailable' };
      await expect(anS3BlobStore(through.href, 'test-gate')).rejects.toMatchObject(refusal);
      await gate.open();
      const store = await anS3BlobStore(through.href, 'test-gate');
      await store.put('a', Buffer.from('before'), 'text/plain');
      await gate.shut();
      await expect(store.get('a')).rejects.toMatchObject(refusal);
      await expect(store.putNew('b', Buffer.from('x'), 'text/plain')).rejects.toMatchObject(refusal);
      await gate.open();
      await expect(store.get('a')).resolves.toMatchObject({ type: 'text/plain' });
      await expect(store.get('b')).resolves.toBeUndefined();
      await store.close();
      await gate.shut();
      const stranger = new URL(url);
      stranger.password = 'wrong';
      await expect(anS3BlobStore(stranger.href, 'test-gate')).rejects.toMatchObject(refusal);
    });
  });
}

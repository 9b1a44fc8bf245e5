import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Clock, SystemClock } from '#kernel';
import { DiskBlobStore } from './adapters/disk-blob-store.ts';
import { S3BlobStore } from './adapters/s3-blob-store.ts';
import type { BlobStore } from './blob-store.ts';

/** A store in a folder of its own that goes away with it. */
export async function aDiskBlobStore(
  clock: Clock = new SystemClock(),
): Promise<{ store: DiskBlobStore; folder: string; again(): Promise<DiskBlobStore>; remove(): Promise<void> }> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'provisio-blobs-'));
  const store = await DiskBlobStore.open(folder, clock);
  const again = (): Promise<DiskBlobStore> => DiskBlobStore.open(folder, clock);
  return { store, folder, again, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** A store in the bucket `bucket` of the S3 server at `serverUrl` (`http://key:secret@host:port`). */
export function anS3BlobStore(serverUrl: string, bucket: string): Promise<BlobStore> {
  return S3BlobStore.open(`${serverUrl.replace(/\/$/, '')}/${bucket}`);
}

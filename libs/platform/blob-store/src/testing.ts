import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Clock, SystemClock } from '#kernel';
import { DiskBlobStore } from './adapters/disk-blob-store.ts';

/** A store in a folder of its own that goes away with it. */
export async function aDiskBlobStore(
  clock: Clock = new SystemClock(),
): Promise<{ store: DiskBlobStore; folder: string; again(): Promise<DiskBlobStore>; remove(): Promise<void> }> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'provisio-blobs-'));
  const store = await DiskBlobStore.open(folder, clock);
  const again = (): Promise<DiskBlobStore> => DiskBlobStore.open(folder, clock);
  return { store, folder, again, remove: () => rm(folder, { recursive: true, force: true }) };
}

import { hash } from 'node:crypto';

/** The partition of a key: the same for every process and every adapter, for ever. */
export function partitionOf(key: string, partitions: number): number {
  return hash('sha1', key, 'buffer').readUInt32BE(0) % partitions;
}

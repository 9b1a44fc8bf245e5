import { type EpochMs, epochMs } from '#kernel';

/** The instant of a chain's time, which counts seconds since 1970 in uint64. @throws {InvalidInput} beyond what a Date holds. */
export function instantOf(seconds: bigint): EpochMs {
  return epochMs(Number(seconds * 1000n)); // not money: a time
}

import type { EpochMs } from '#kernel';
import type { Tx } from '#platform/database';
import type { HashSpan } from '../domain/tiles.ts';

/** A signed tree head. */
export type Checkpoint = {
  /** Number of leaves. */
  readonly size: bigint;
  /** 32 bytes. */
  readonly root: Buffer;
  /** C2SP tlog-checkpoint in a signed note. */
  readonly signedNote: string;
  readonly signedAt: EpochMs;
};

/** The log as it is at one moment. */
export type LogState = {
  readonly origin: string;
  /** IANA time zone of the book's days. */
  readonly zone: string;
  /** Number of leaves = position of the last one. */
  readonly size: bigint;
  readonly latest: Checkpoint | undefined;
};

/** Hashes and signed heads of the log. Without `tx` it reads outside a transaction. */
export abstract class LogStore {
  abstract state(tx?: Tx): Promise<LogState>;
  abstract findCheckpoint(size: bigint): Promise<Checkpoint | undefined>;
  /** Waits until no one else seals, and keeps it so to the end of the transaction. */
  abstract lockSealing(tx: Tx): Promise<void>;
  /** Waits until no one else publishes a head, and keeps it so to the end of the transaction. */
  abstract lockPublication(tx: Tx): Promise<void>;
  /** Sizes that were signed, above `from` and up to `to`, smallest first. */
  abstract signedSizes(from: bigint, to: bigint): Promise<readonly bigint[]>;
  /** Widths, 0 … 255, that the tile had when heads were signed while it filled. */
  abstract signedWidths(level: number, index: bigint): Promise<readonly number[]>;
  /** Number of sealed tiles by level. */
  abstract sealedTiles(tx?: Tx): Promise<Map<number, bigint>>;
  /** The hashes of each span, one after the other, by `spanKey`. A span that is not sealed is missing. */
  abstract readHashes(spans: readonly HashSpan[], tx?: Tx): Promise<Map<string, Buffer>>;
  /** Seals the tiles of `level` from `first` to before `last`, which must be full; the database makes them from the log. */
  abstract appendTiles(tx: Tx, level: number, first: bigint, last: bigint): Promise<void>;
  abstract appendCheckpoint(tx: Tx, checkpoint: Checkpoint): Promise<void>;
}

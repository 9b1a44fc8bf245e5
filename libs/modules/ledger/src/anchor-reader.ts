/** A head of the log that is fixed on a chain. */
export type AnchorFact = {
  readonly chainId: bigint;
  /** `0x` and 40 lower-case hex digits. */
  readonly contract: string;
  readonly size: bigint;
  /** 64 lower-case hex digits. */
  readonly root: string;
  /** `0x` and 64 lower-case hex digits. */
  readonly txHash: string;
  readonly blockNumber: bigint;
};

/** Where a receipt finds out that its log is anchored. The process binds it to settlement; without it no receipt is. */
export abstract class AnchorReader {
  /** The latest anchor that is final; undefined before the first. */
  abstract latest(): Promise<AnchorFact | undefined>;
}

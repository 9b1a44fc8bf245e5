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

/** Where the heads of one book are anchored. */
export type BookAnchor = Pick<AnchorFact, 'chainId' | 'contract'> & {
  /** The newest one; a reorg may still take it away unless it is final. Undefined before the first. */
  readonly newest: (AnchorFact & { readonly isFinal: boolean }) | undefined;
  /** The newest one that no reorg takes away. */
  readonly final: AnchorFact | undefined;
};

/** Where a receipt finds out that its log is anchored. The process binds it to settlement; without it no receipt is. */
export abstract class AnchorReader {
  /** The latest anchor of a book (the main one unless named) that is final; undefined before the first, and without a contract. */
  abstract latest(book?: string): Promise<AnchorFact | undefined>;
  /** The contract of a book and what it holds; undefined for a book that is not anchored. */
  abstract of(book: string): Promise<BookAnchor | undefined>;
}

/** The anchors of one book, for use-cases of that book. */
export class AnchorsOfBook extends AnchorReader {
  constructor(
    private readonly anchors: AnchorReader,
    private readonly book: string,
  ) {
    super();
  }

  override latest(): Promise<AnchorFact | undefined> {
    return this.anchors.latest(this.book);
  }

  override of(): Promise<BookAnchor | undefined> {
    return this.anchors.of(this.book);
  }
}

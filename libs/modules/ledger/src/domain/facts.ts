import { ByteWriter, type Id, sha256, uuidBytes } from '#kernel';

/** What a contract needs to re-price a sale; it cannot parse a JSON receipt. */
export type CommissionFacts = {
  /** The order. */
  readonly conversion: Id<'Order'>;
  readonly line: number;
  readonly payee: Id<'Organisation'>;
  /** 0 for the first pricing of the line, then counting. */
  readonly adjustment: number;
  /** Minor units of the settlement asset. */
  readonly base: bigint;
  readonly bps: number;
  readonly scheduleVersion: bigint;
  /** The line's whole category path, such as `home/lighting`, not the matched part of it. */
  readonly category: string;
  /** The partner's own tier. */
  readonly tier: string;
  /** Share of a split commission; 1/1 when unsplit. */
  readonly share: { readonly numerator: number; readonly denominator: number };
};

/** SHA-256 of the 132 fixed-width bytes of `facts` (docs/decisions/0010-leaf-format.md). */
export function factsHash(facts: CommissionFacts): Buffer {
  const bytes = new ByteWriter()
    .raw(uuidBytes(facts.conversion), 16)
    .u32(facts.line)
    .raw(uuidBytes(facts.payee), 16)
    .u32(facts.adjustment)
    .u64(facts.base)
    .u32(facts.bps)
    .u64(facts.scheduleVersion)
    .raw(sha256(facts.category), 32)
    .raw(sha256(facts.tier), 32)
    .u32(facts.share.numerator)
    .u32(facts.share.denominator)
    .finish();
  return sha256(bytes);
}

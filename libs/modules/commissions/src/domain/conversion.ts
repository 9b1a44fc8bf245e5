import type { Asset, EpochMs, Id, Minor } from '#kernel';
import type { ConversionState } from './conversion-state.ts';
import type { Reversible } from './prorate-refund.ts';

/** What decides about the money of an order's commissions. */
export type Conversion = {
  readonly orderId: Id<'Order'>;
  readonly merchantId: Id<'Organisation'>;
  readonly partnerId: Id<'Organisation'>;
  readonly asset: Asset;
  readonly state: ConversionState;
  readonly placedAt: EpochMs;
  readonly maturesAt: EpochMs;
  /** Undefined while unfunded. */
  readonly fundedAt?: EpochMs | undefined;
  /** Log position of the first transfer of the sale's entry. */
  readonly firstSeq: bigint;
};

/** A commission as refunds and states see it. */
export type EarnedLine = Reversible & {
  readonly id: Id<'Commission'>;
  readonly lineNo: number;
  /** Place of the commission's transfer in the sale's entry. */
  readonly transferAt: number;
  /** Place of the fee's transfer; undefined without a fee. */
  readonly feeTransferAt?: number | undefined;
};

/** A conversion with its lines. */
export type Earned = { readonly conversion: Conversion; readonly lines: readonly EarnedLine[] };

/** What is left of an order's commissions and fees after all refunds, in minor units of the settlement asset. */
export function leftOf(lines: readonly EarnedLine[]): { readonly commission: Minor; readonly fee: Minor } {
  return {
    commission: lines.reduce((sum, line) => sum + line.amount - line.reversed, 0n) as Minor,
    fee: lines.reduce((sum, line) => sum + line.fee - line.feeReversed, 0n) as Minor,
  };
}

import type { EpochMs, Id } from '#kernel';
import type { Tx } from '#platform/database';

/** Who pays an order: the ledger and a payout epoch, or the settler on chain. */
export type PathTaken = 'epoch' | 'chain';

/** A line of a merchant's order. */
export type MerchantLine = {
  readonly merchantId: Id<'Organisation'>;
  readonly orderId: Id<'Order'>;
  readonly lineNo: number;
};

/**
 * Decides, once for each order, who pays it; the process binds it to whoever books commissions. Everything happens in the
 * caller's transaction, before the ledger's head is taken.
 */
export abstract class ConversionPaths {
  /** The id that an order of this merchant has, accepted or not yet. */
  abstract orderId(merchant: Id<'Organisation'>, externalId: string, placedAt: EpochMs): Id<'Order'>;
  /** Takes the order for the chain unless it is booked already; answers who pays it. */
  abstract take(tx: Tx, line: MerchantLine): Promise<PathTaken>;
  /** A line that is booked already was settled on chain too: it is reviewed until that is final. */
  abstract sawDouble(tx: Tx, line: MerchantLine): Promise<void>;
  /** That settlement went away before it was final. */
  abstract doubleGone(tx: Tx, line: MerchantLine): Promise<void>;
}

import { Injectable } from '@nestjs/common';
import { type Asset, Clock, derivedId, type EpochMs, type Id, type Minor } from '#kernel';
import type { Tx } from '#platform/database';
import type { Earned } from '../../domain/conversion.ts';
import { leftOf } from '../../domain/conversion.ts';
import { offsetLines } from '../../domain/offset.ts';
import { type RefundFact, takeBack } from '../../domain/take-back.ts';
import { ConversionStore } from '../../storage/conversion.store.ts';
import { PathStore } from '../../storage/path.store.ts';
import { ReverseRefunds } from '../reverse-refunds/reverse-refunds.ts';

/** A line of an order that was settled on chain, finally. `commission` in minor units of `asset`. */
export type ChainSale = {
  readonly orderId: Id<'Order'>;
  readonly lineNo: number;
  readonly merchantId: Id<'Organisation'>;
  /** Undefined for a wallet of nobody we know. */
  readonly payeeId: Id<'Organisation'> | undefined;
  readonly asset: Asset;
  readonly commission: Minor;
  readonly at: EpochMs;
};

/**
 * Sees to it that nobody is paid twice for an order that the ledger had booked when the chain paid it (docs/decisions/0050):
 * what the chain paid the same partner is taken back here, out of the state that the commission is in. The partner keeps the
 * larger of the two, never the sum, and a merchant cannot settle a little on chain to be rid of the rest.
 */
@Injectable()
export class OffsetDoublePayments {
  constructor(
    private readonly paths: PathStore,
    private readonly conversions: ConversionStore,
    private readonly reverse: ReverseRefunds,
    private readonly clock: Clock,
  ) {}

  /** Applies one sale in the caller's transaction; the same sale again changes nothing. */
  async execute(tx: Tx, sale: ChainSale): Promise<void> {
    const { orderId, lineNo } = sale;
    if ((await this.paths.path(tx, sale)) !== 'epoch') return;
    const [earned] = await this.conversions.lock(tx, [orderId]);
    if (earned === undefined) return;
    const now = this.clock.now();
    const state = await this.paths.double(tx, orderId, lineNo);
    if (state === 'offset' || state === 'other_payee') return;
    await this.paths.openDouble(tx, orderId, lineNo, now);
    const { partnerId, asset } = earned.conversion;
    if (partnerId !== sale.payeeId || asset !== sale.asset) {
      return this.paths.closeDouble(tx, orderId, lineNo, { state: 'other_payee' }, now);
    }
    const refund = refundFor(earned, sale);
    const takenBack = takeBack(earned, refund).taken.reduce((sum, { amount }) => sum + amount, 0n);
    const refundId = refund.lines.length === 0 ? undefined : refund.id;
    await this.paths.closeDouble(tx, orderId, lineNo, { state: 'offset', refundId, takenBack }, now);
    // Last, because it takes the ledger's head.
    if (refundId === undefined) return;
    await this.reverse.execute(tx, [{ refund, body: null }], { earned: [earned], priced: new Set([orderId]) });
  }
}

function refundFor(earned: Earned, { orderId, lineNo, commission, at }: ChainSale): RefundFact {
  const left = leftOf(earned.lines).commission;
  const lines = offsetLines(earned, lineNo, commission < left ? commission : left);
  return { id: derivedId<'Refund'>(at, 'settled_on_chain', orderId, String(lineNo)), orderId, at, lines };
}

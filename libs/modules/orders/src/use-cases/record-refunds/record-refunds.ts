import { Injectable } from '@nestjs/common';
import { Clock, DomainError, type EpochMs, type Id } from '#kernel';
import { type Tx, UnitOfWork } from '#platform/database';
import { Outbox } from '#platform/outbox';
import { isPlainText } from '../../domain/check-text.ts';
import { contentHash, firstDifference } from '../../domain/order-content.ts';
import {
  afterRefund,
  decideRefund,
  type Refund,
  type RefundableOrder,
  type RefundDraft,
  refundContent,
} from '../../domain/refund.ts';
import { OrderNotFound, RefundIdReused } from '../../orders.errors.ts';
import { OrderStore } from '../../storage/order.store.ts';
import { RefundStore } from '../../storage/refund.store.ts';
import { attempt } from '../attempt.ts';
import { refundRecorded } from '../order-events.ts';

/** What became of one refund of a call. `replayed`: it was recorded before, and the refund that stands is given. */
export type RefundResult =
  | { readonly outcome: 'recorded' | 'replayed'; readonly externalId: string; readonly refund: Refund }
  | { readonly outcome: 'refused'; readonly externalId: string; readonly error: DomainError };

/** Records refunds of a merchant's orders, many at a time. */
@Injectable()
export class RecordRefunds {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly orders: OrderStore,
    private readonly refunds: RefundStore,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /**
   * Records each of `drafts` by itself, all in one transaction; one result each, in the order given. A refused one
   * (`OrderNotFound`, `RefundIdReused`, or what `decideRefund` refuses) is in its result and hinders no other.
   * @throws {RefundIdReused} another call used the id for another order at this moment; nothing was written.
   */
  execute(merchantId: Id<'Organisation'>, drafts: readonly RefundDraft[]): Promise<RefundResult[]> {
    return this.unitOfWork.run(async (tx) => {
      const now = this.clock.now();
      const orderIds = [...new Set(drafts.map(({ orderId }) => orderId))];
      // Lock before looking: a second refund of the same order waits here and then sees the first.
      await this.orders.lock(tx, merchantId, orderIds);
      const orders = await this.orders.findByIds(merchantId, orderIds);
      const externalIds = drafts.map(({ externalId }) => externalId).filter((text) => isPlainText(text, 200));
      const before = await this.refunds.findByExternalIds(merchantId, externalIds);
      const decided = decideAll(drafts, orders, before, now);
      const added = await this.write(tx, decided, now);
      await this.outbox.addAll(tx, added.map(refundRecorded));
      return decided;
    });
  }

  private async write(tx: Tx, results: readonly RefundResult[], now: EpochMs): Promise<Refund[]> {
    const recorded = results.flatMap((result) => (result.outcome === 'recorded' ? [result.refund] : []));
    if (recorded.length === 0) return [];
    const hashes = recorded.map((refund) => contentHash(refundContent(refund)));
    const added = await this.refunds.insert(tx, recorded, hashes, now);
    // A missing one was recorded a moment ago for another order, whose lock is not ours: the id is used for two orders.
    const taken = recorded.find(({ id }) => !added.has(id));
    if (taken !== undefined) throw new RefundIdReused(taken.externalId, 'order');
    return recorded;
  }
}

function decideAll(
  drafts: readonly RefundDraft[],
  orders: readonly RefundableOrder[],
  before: readonly Refund[],
  now: EpochMs,
): RefundResult[] {
  const standing = new Map(before.map((refund) => [refund.externalId, refund]));
  const current = new Map(orders.map((order) => [order.id, order]));
  return drafts.map((draft) => {
    const { externalId } = draft;
    const earlier = standing.get(externalId);
    if (earlier !== undefined) return compare(draft, earlier);
    const order = current.get(draft.orderId);
    if (order === undefined) return { outcome: 'refused', externalId, error: new OrderNotFound() };
    const refund = attempt(() => decideRefund(order, draft, now));
    if (refund instanceof DomainError) return { outcome: 'refused', externalId, error: refund };
    standing.set(externalId, refund);
    current.set(order.id, afterRefund(order, refund));
    return { outcome: 'recorded', externalId, refund };
  });
}

function compare(draft: RefundDraft, earlier: Refund): RefundResult {
  const { externalId } = draft;
  const field = firstDifference(refundContent(earlier), refundContent(draft));
  if (field !== undefined) return { outcome: 'refused', externalId, error: new RefundIdReused(externalId, field) };
  return { outcome: 'replayed', externalId, refund: earlier };
}

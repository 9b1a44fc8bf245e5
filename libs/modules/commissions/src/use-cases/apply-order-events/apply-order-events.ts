import { Injectable } from '@nestjs/common';
import type { Id } from '#kernel';
import { OrdersEvent, RefundRecordedV1 } from '#modules/orders/events';
import type { Tx } from '#platform/database';
import type { OrderFact } from '../../domain/price-sale.ts';
import { CommissionStore } from '../../storage/commission.store.ts';
import { ConversionStore } from '../../storage/conversion.store.ts';
import { PriceOrders } from '../price-orders/price-orders.ts';
import { ReverseRefunds, type ToldRefund } from '../reverse-refunds/reverse-refunds.ts';
import { orderFactOf, toldRefundOf } from './order-facts.ts';

/** What the orders topic says: prices each order once, takes back each refund once. */
@Injectable()
export class ApplyOrderEvents {
  constructor(
    private readonly priceOrders: PriceOrders,
    private readonly reverseRefunds: ReverseRefunds,
    private readonly commissions: CommissionStore,
    private readonly conversions: ConversionStore,
  ) {}

  /**
   * Applies `bodies` of events in order, in the caller's transaction. An order or refund that was applied before is
   * passed over, so events may come again; a refund that comes before its order is kept and applied right after it.
   * Lock order: conversions by order id, then the ledger's head.
   */
  async execute(tx: Tx, bodies: readonly string[]): Promise<void> {
    const { orders, refunds } = await this.freshOf(
      tx,
      bodies.map((body) => OrdersEvent.parse(JSON.parse(body))),
    );
    const waiting = await this.commissions.findWaiting(
      tx,
      orders.map(({ id }) => id),
    );
    const kept = waiting.map((body) => toldRefundOf(RefundRecordedV1.parse(body)));
    // Locked before anything is posted: after the ledger's head nothing of ours may be waited for.
    const concerned = [...new Set(refunds.map(({ refund }) => refund.orderId))];
    const locked = await this.conversions.lock(tx, concerned);
    const before = await this.commissions.findPriced(tx, concerned);
    const earned = await this.priceOrders.execute(tx, orders);
    await this.reverseRefunds.execute(tx, [...kept, ...refunds], {
      earned: [...locked, ...earned],
      priced: new Set([...before, ...orders.map(({ id }) => id)]),
    });
  }

  private async freshOf(
    tx: Tx,
    events: readonly OrdersEvent[],
  ): Promise<{ orders: OrderFact[]; refunds: ToldRefund[] }> {
    const orders = new Map<Id<'Order'>, OrderFact>();
    const refunds = new Map<Id<'Refund'>, ToldRefund>();
    for (const event of events) {
      if (event.event === 'orders.order_accepted.v1') {
        const order = orderFactOf(event);
        orders.set(order.id, order);
      } else {
        const told = toldRefundOf(event);
        refunds.set(told.refund.id, told);
      }
    }
    const priced = await this.commissions.findPriced(tx, [...orders.keys()]);
    const handled = await this.commissions.findHandled(tx, [...refunds.keys()]);
    return {
      orders: [...orders.values()].filter(({ id }) => !priced.has(id)),
      refunds: [...refunds.values()].filter(({ refund }) => !handled.has(refund.id)),
    };
  }
}

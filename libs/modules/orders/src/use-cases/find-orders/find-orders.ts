import { Injectable } from '@nestjs/common';
import type { EpochMs, Id } from '#kernel';
import type { RefundableOrder, Refund } from '../../domain/refund.ts';
import { OrderNotFound } from '../../orders.errors.ts';
import { OrderStore } from '../../storage/order.store.ts';
import { RefundStore } from '../../storage/refund.store.ts';

/** Reads a merchant's orders and their refunds. */
@Injectable()
export class FindOrders {
  constructor(
    private readonly orders: OrderStore,
    private readonly refunds: RefundStore,
  ) {}

  /** The order with its refunds, oldest first. @throws {OrderNotFound} also when it is another merchant's. */
  async one(
    merchantId: Id<'Organisation'>,
    orderId: Id<'Order'>,
  ): Promise<{ order: RefundableOrder; refunds: Refund[] }> {
    const [order] = await this.orders.findByIds(merchantId, [orderId]);
    if (order === undefined) throw new OrderNotFound();
    return { order, refunds: await this.refunds.findByOrders([orderId]) };
  }

  /** The merchant's orders by their own ids; an unknown one is left out. */
  byExternalIds(merchantId: Id<'Organisation'>, externalIds: readonly string[]): Promise<RefundableOrder[]> {
    return this.orders.findByExternalIds(merchantId, externalIds);
  }

  /** The merchant's orders, newest first, after the one given. */
  list(
    merchantId: Id<'Organisation'>,
    after: { readonly placedAt: EpochMs; readonly id: Id<'Order'> } | undefined,
    limit: number,
  ): Promise<RefundableOrder[]> {
    return this.orders.list(merchantId, after, limit);
  }
}

import { Injectable } from '@nestjs/common';
import { Clock, DomainError, type EpochMs, type Id } from '#kernel';
import { FindProducts } from '#modules/catalog';
import { type Tx, UnitOfWork } from '#platform/database';
import { Outbox } from '#platform/outbox';
import type { Order, OrderDraft } from '../../domain/order.ts';
import { contentHash, firstDifference, orderContent } from '../../domain/order-content.ts';
import { type CategoryOf, readOrder } from '../../domain/read-order.ts';
import { OrderIdReused } from '../../orders.errors.ts';
import { OrderStore } from '../../storage/order.store.ts';
import { attempt } from '../attempt.ts';
import { orderAccepted } from '../order-events.ts';

/** What became of one order of a call. `replayed`: it was accepted before, and the order that stands is given. */
export type AcceptResult =
  | { readonly outcome: 'accepted' | 'replayed'; readonly externalId: string; readonly order: Order }
  | { readonly outcome: 'refused'; readonly externalId: string; readonly error: DomainError };

/** Accepts a merchant's orders, many at a time. */
@Injectable()
export class AcceptOrders {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly orders: OrderStore,
    private readonly findProducts: FindProducts,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /**
   * Accepts each of `drafts` by itself, all in one transaction; one result each, in the order given. A refused one
   * (`OrderInvalid`, `FromTheFuture`, `OrderIdReused`) is in its result and hinders no other.
   */
  execute(merchantId: Id<'Organisation'>, drafts: readonly OrderDraft[]): Promise<AcceptResult[]> {
    return this.unitOfWork.run(async (tx) => {
      const now = this.clock.now();
      const categoryOf = await this.categories(merchantId, drafts);
      const read = drafts.map((draft) => attempt(() => readOrder(merchantId, draft, categoryOf, now)));
      const valid = read.filter((order): order is Order => !(order instanceof DomainError));
      const standing = await this.write(tx, merchantId, valid, now);
      await this.outbox.addAll(tx, [...standing.added].map(orderAccepted));
      return drafts.map(({ externalId }, index) => resultOf(externalId, read[index], standing));
    });
  }

  private async categories(merchantId: Id<'Organisation'>, drafts: readonly OrderDraft[]): Promise<CategoryOf> {
    const lines = drafts.flatMap((draft) => draft.lines);
    const skus = [...new Set(lines.filter(({ category }) => category === undefined).map(({ sku }) => sku))];
    if (skus.length === 0) return () => undefined;
    const products = await this.findProducts.execute(merchantId, skus);
    return (sku) => products.get(sku)?.category;
  }

  private async write(
    tx: Tx,
    merchantId: Id<'Organisation'>,
    valid: readonly Order[],
    now: EpochMs,
  ): Promise<Standing> {
    // Of one id that comes twice in a call the first is written; the others are compared with it.
    const first = new Map<string, Order>();
    for (const order of valid) if (!first.has(order.externalId)) first.set(order.externalId, order);
    const orders = [...first.values()];
    if (orders.length === 0) return { added: new Set(), byExternalId: first };
    const hashes = orders.map((order) => contentHash(orderContent(order)));
    const ids = await this.orders.insert(tx, orders, hashes, now);
    const known = orders.filter(({ id }) => !ids.has(id)).map(({ externalId }) => externalId);
    const before = known.length === 0 ? [] : await this.orders.findByExternalIds(merchantId, known);
    return {
      added: new Set(orders.filter(({ id }) => ids.has(id))),
      byExternalId: new Map<string, Order>([...first, ...before.map((order) => [order.externalId, order] as const)]),
    };
  }
}

/** The orders of this call that are new, and the order that stands under each external id of it. */
type Standing = { readonly added: ReadonlySet<Order>; readonly byExternalId: ReadonlyMap<string, Order> };

function resultOf(externalId: string, order: Order | DomainError | undefined, standing: Standing): AcceptResult {
  if (order === undefined || order instanceof DomainError) {
    return { outcome: 'refused', externalId, error: order ?? new OrderIdReused(externalId, 'order') };
  }
  if (standing.added.has(order)) return { outcome: 'accepted', externalId, order };
  const stands = standing.byExternalId.get(externalId) ?? order;
  const field = firstDifference(orderContent(stands), orderContent(order));
  if (field !== undefined) return { outcome: 'refused', externalId, error: new OrderIdReused(externalId, field) };
  return { outcome: 'replayed', externalId, order: stands };
}

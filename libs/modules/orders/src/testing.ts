import type { Clock } from '#kernel';
import { FindProducts } from '#modules/catalog';
import type { TestDatabase } from '#platform/database/testing';
import { Outbox, type OutboxEvent } from '#platform/outbox';
import { OrderStore } from './storage/order.store.ts';
import { RefundStore } from './storage/refund.store.ts';
import { AcceptOrders } from './use-cases/accept-orders/accept-orders.ts';
import { FindOrders } from './use-cases/find-orders/find-orders.ts';
import { RecordRefunds } from './use-cases/record-refunds/record-refunds.ts';

/** Keeps what was told, in order, instead of sending it. */
export class KeptOutbox extends Outbox {
  readonly events: OutboxEvent[] = [];

  override add(_tx: unknown, event: OutboxEvent): Promise<void> {
    this.events.push(event);
    return Promise.resolve();
  }
  override addAll(_tx: unknown, events: readonly OutboxEvent[]): Promise<void> {
    this.events.push(...events);
    return Promise.resolve();
  }
  /** What was told since the last call, as a consumer gets it. */
  take(): string[] {
    return this.events.splice(0).map(({ body }) => JSON.stringify(body));
  }
}

/** The use-cases of orders on a test database. */
export type TestOrders = {
  readonly acceptOrders: AcceptOrders;
  readonly recordRefunds: RecordRefunds;
  readonly findOrders: FindOrders;
};

/** Wires orders on `database` without Nest. */
export function someOrders(
  { database, unitOfWork }: Pick<TestDatabase, 'database' | 'unitOfWork'>,
  findProducts: FindProducts,
  outbox: Outbox,
  clock: Clock,
): TestOrders {
  const [orders, refunds] = [new OrderStore(database), new RefundStore(database)];
  return {
    acceptOrders: new AcceptOrders(unitOfWork, orders, findProducts, outbox, clock),
    recordRefunds: new RecordRefunds(unitOfWork, orders, refunds, outbox, clock),
    findOrders: new FindOrders(orders, refunds),
  };
}

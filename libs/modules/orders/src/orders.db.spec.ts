import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { asset, type EpochMs, FixedClock, type Id, type Minor, newId } from '#kernel';
import type { FindProducts, Product } from '#modules/catalog';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import type { OrderDraft } from './domain/order.ts';
import type { RefundDraft } from './domain/refund.ts';
import { OrdersEvent } from './events.ts';
import { KeptOutbox, type TestOrders, someOrders } from './testing.ts';

describe('orders on PostgreSQL', () => {
  const clock = new FixedClock(1_770_000_000_000 as EpochMs);
  const merchant = newId<'Organisation'>(clock.now());
  const other = newId<'Organisation'>(clock.now());
  const outbox = new KeptOutbox();
  let db: TestDatabase;
  let orders: TestOrders;

  beforeAll(async () => {
    db = await aDatabase();
    const lamp = { sku: 'lamp', category: 'home/lighting' } as Product;
    const products = { execute: () => Promise.resolve(new Map([['lamp', lamp]])) } as unknown as FindProducts;
    orders = someOrders(db, products, outbox, clock);
  });
  afterAll(() => db.close());

  const anOrder = (externalId: string, values: Partial<OrderDraft> = {}): OrderDraft => ({
    externalId,
    currency: asset('GBP/2'),
    customerRef: 'c-1',
    placedAt: (clock.now() - 1_000) as EpochMs,
    lines: [
      { sku: 'lamp', quantity: 3n, unitPrice: 1_000n as Minor, discount: 100n as Minor },
      { sku: 'toy', category: 'toys', quantity: 1n, unitPrice: 50n as Minor, discount: 0n as Minor },
    ],
    ...values,
  });
  const accept = async (...drafts: OrderDraft[]) => orders.acceptOrders.execute(merchant, drafts);
  const accepted = async (externalId: string): Promise<Id<'Order'>> => {
    const [result] = await accept(anOrder(externalId));
    outbox.take();
    if (result?.outcome !== 'accepted') throw new Error('the order is new');
    return result.order.id;
  };
  const aRefund = (orderId: Id<'Order'>, externalId: string, amount: bigint, lineNo = 1): RefundDraft => ({
    orderId,
    externalId,
    at: clock.now(),
    lines: [{ lineNo, amount: amount as Minor }],
  });
  const outcomes = (results: readonly { outcome: string }[]): string[] => results.map(({ outcome }) => outcome);

  it('accepts an order with its lines and tells the whole of it, keyed by its id', async () => {
    const [result] = await accept(anOrder('whole'));
    expect(result).toMatchObject({
      outcome: 'accepted',
      order: { lines: [{ base: 2_900n, category: 'home/lighting' }, { base: 50n }] },
    });
    const [event] = outbox.events;
    expect(event?.key).toBe(result?.outcome === 'accepted' ? result.order.id : '');
    expect(OrdersEvent.parse(JSON.parse(outbox.take()[0] ?? ''))).toMatchObject({
      event: 'orders.order_accepted.v1',
      order: {
        external_id: 'whole',
        customer_ref: 'c-1',
        click_id: null,
        lines: [{ line: 1, base: '2900' }, { line: 2 }],
      },
    });
  });

  it('replays the same order and tells nothing', async () => {
    const id = await accepted('twice');
    const [again] = await accept(anOrder('twice'));
    expect(again).toMatchObject({ outcome: 'replayed', order: { id } });
    expect(outbox.take()).toEqual([]);
  });

  it('refuses the same id with other content and names the field (orders.order_id_reused)', async () => {
    await accepted('reused');
    const [moved, priced] = await accept(
      anOrder('reused', { placedAt: (clock.now() - 2_000) as EpochMs }),
      anOrder('reused', { lines: [{ sku: 'lamp', quantity: 3n, unitPrice: 999n as Minor, discount: 100n as Minor }] }),
    );
    expect(moved).toMatchObject({
      outcome: 'refused',
      error: { code: 'orders.order_id_reused', details: { field: 'placed_at' } },
    });
    expect(priced).toMatchObject({ outcome: 'refused', error: { details: { field: 'lines.0.unit_price' } } });
    expect(outbox.take()).toEqual([]);
  });

  it('decides each order of a call by itself', async () => {
    const results = await accept(
      anOrder('bulk-1'),
      anOrder('bulk-2', { placedAt: (clock.now() + 1) as EpochMs }),
      anOrder('bulk-1'),
      anOrder('bulk-1', { customerRef: 'c-2' }),
      anOrder('bulk-3'),
    );
    expect(outcomes(results)).toEqual(['accepted', 'refused', 'replayed', 'refused', 'accepted']);
    expect(outbox.take()).toHaveLength(2);
  });

  it('accepts each order once when the same calls come at once, in any order', async () => {
    const drafts = Array.from({ length: 40 }, (_, at) => anOrder(`race-${at}`));
    const calls = Array.from({ length: 6 }, (_, at) => accept(...(at % 2 === 0 ? drafts : drafts.toReversed())));
    const results = (await Promise.all(calls)).flat();
    expect(results.filter(({ outcome }) => outcome === 'accepted')).toHaveLength(40);
    expect(results.filter(({ outcome }) => outcome === 'replayed')).toHaveLength(200);
    expect(outbox.take()).toHaveLength(40);
  });

  it('keeps merchants apart', async () => {
    const id = await accepted('mine');
    const [theirs] = await orders.acceptOrders.execute(other, [anOrder('mine')]);
    expect(theirs?.outcome).toBe('accepted');
    outbox.take();
    await expect(orders.findOrders.one(other, id)).rejects.toMatchObject({ code: 'orders.order_not_found' });
    const [refund] = await orders.recordRefunds.execute(other, [aRefund(id, 'theirs', 1n)]);
    expect(refund).toMatchObject({ outcome: 'refused', error: { code: 'orders.order_not_found' } });
  });

  it('records partial refunds until the line is used up (orders.refund_exceeds_line)', async () => {
    const id = await accepted('refunded');
    const results = await orders.recordRefunds.execute(merchant, [
      aRefund(id, 'r-1', 2_000n),
      aRefund(id, 'r-2', 900n),
      aRefund(id, 'r-3', 1n),
      aRefund(id, 'r-4', 50n, 2),
    ]);
    expect(outcomes(results)).toEqual(['recorded', 'recorded', 'refused', 'recorded']);
    expect(results[2]).toMatchObject({
      error: { code: 'orders.refund_exceeds_line', details: { left: '0', asked: '1' } },
    });
    expect(outbox.take().map((body) => OrdersEvent.parse(JSON.parse(body)).event)).toEqual(
      Array(3).fill('orders.refund_recorded.v1'),
    );
    const { order, refunds } = await orders.findOrders.one(merchant, id);
    expect(order.lines.map(({ refunded }) => refunded)).toEqual([2_900n, 50n]);
    expect(refunds).toHaveLength(3);
  });

  it('records a refund once and refuses its id for another (orders.refund_id_reused)', async () => {
    const id = await accepted('refund-twice');
    const results = await orders.recordRefunds.execute(merchant, [
      aRefund(id, 'same', 100n),
      aRefund(id, 'same', 100n),
      aRefund(id, 'same', 101n),
    ]);
    expect(outcomes(results)).toEqual(['recorded', 'replayed', 'refused']);
    expect(outcomes(await orders.recordRefunds.execute(merchant, [aRefund(id, 'same', 100n)]))).toEqual(['replayed']);
    const next = await accepted('refund-twice-2');
    const [stolen] = await orders.recordRefunds.execute(merchant, [aRefund(next, 'same', 100n)]);
    expect(stolen).toMatchObject({ error: { code: 'orders.refund_id_reused', details: { field: 'order' } } });
    outbox.take();
  });

  it('never refunds more than was paid when refunds come at once', async () => {
    const id = await accepted('refund-race');
    const calls = Array.from({ length: 20 }, (_, at) =>
      orders.recordRefunds.execute(merchant, [aRefund(id, `race-${at}`, 200n)]),
    );
    const results = (await Promise.all(calls)).flat();
    expect(results.filter(({ outcome }) => outcome === 'recorded')).toHaveLength(14);
    const { order } = await orders.findOrders.one(merchant, id);
    expect(order.lines[0]?.refunded).toBe(2_800n);
    outbox.take();
  });

  it('pages through orders without gap or twin', async () => {
    const all = await orders.findOrders.list(merchant, undefined, 200);
    const seen: string[] = [];
    for (let after: { placedAt: EpochMs; id: Id<'Order'> } | undefined; ;) {
      const page = await orders.findOrders.list(merchant, after, 7);
      seen.push(...page.map(({ id }) => id));
      after = page.at(-1);
      if (after === undefined) break;
    }
    expect(seen).toEqual(all.map(({ id }) => id));
  });

  describe('PostgreSQL itself, for the application role', () => {
    const asApplication = (sql: string, params: readonly unknown[] = []) =>
      db.unitOfWork.run((tx) => tx.query(sql, params));

    it('refuses to change or remove what was told', async () => {
      for (const table of ['"order"', 'order_line', 'refund', 'refund_line']) {
        await expect(asApplication(`delete from orders.${table}`)).rejects.toMatchObject({ code: '42501' });
      }
      await expect(asApplication('update orders.order_line set refunded = 0')).rejects.toMatchObject({ code: '42501' });
      await expect(asApplication(`update orders."order" set placed_at = now()`)).rejects.toMatchObject({
        code: '42501',
      });
    });

    it('refuses a refund above the base, whoever writes it', async () => {
      const id = await accepted('attack');
      const refundId = newId<'Refund'>(clock.now());
      const attack = db.unitOfWork.run(async (tx) => {
        await tx.query(
          `insert into orders.refund (id, order_id, merchant_id, external_id, at, recorded_at, content_hash)
           values ($1, $2, $3, 'attack', now(), now(), sha256(''))`,
          [refundId, id, merchant],
        );
        await tx.query(
          'insert into orders.refund_line (refund_id, order_id, line_no, amount) values ($1, $2, 1, 2901)',
          [refundId, id],
        );
      });
      await expect(attack).rejects.toMatchObject({ constraint: 'order_line_refunds_stay_within_base' });
    });

    it('refuses a base that does not add up', async () => {
      const id = await accepted('attack-base');
      const attack = asApplication(
        `insert into orders.order_line (order_id, line_no, sku, category, category_from, quantity, unit_price, discount, base)
         values ($1, 9, 'x', 'x', 'request', 2, 100, 0, 201)`,
        [id],
      );
      await expect(attack).rejects.toMatchObject({ constraint: 'order_line_base_adds_up' });
    });
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type CanActivate, type ExecutionContext, Injectable, Module } from '@nestjs/common';
import { APP_GUARD, NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Caller, type EpochMs, FixedClock, newId } from '#kernel';
import type { FindProducts } from '#modules/catalog';
import { Database, UnitOfWork } from '#platform/database';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { createHttpAdapter, setCaller, setUpHttp } from '#platform/http';
import { Metrics, PrometheusMetrics } from '#platform/telemetry';
import { aLogger } from '#platform/telemetry/testing';
import { KeptOutbox, someOrders } from '../testing.ts';
import { AcceptOrders } from '../use-cases/accept-orders/accept-orders.ts';
import { FindOrders } from '../use-cases/find-orders/find-orders.ts';
import { RecordRefunds } from '../use-cases/record-refunds/record-refunds.ts';
import { OrdersController } from './orders.controller.ts';

const clock = new FixedClock(1_770_000_000_000 as EpochMs);
const merchants = { a: newId<'Organisation'>(clock.now()), b: newId<'Organisation'>(clock.now()) };

/** The header says for which merchant the call is; who may call is identity's matter. */
@Injectable()
class HeaderGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<{ headers: { merchant?: 'a' | 'b' } }>();
    const organisation = merchants[request.headers.merchant ?? 'a'];
    setCaller(request, { kind: 'api_key', organisation, roles: ['merchant'], scopes: [] } as unknown as Caller);
    return true;
  }
}

describe('orders over HTTP', () => {
  let db: TestDatabase;
  let app: NestFastifyApplication;

  beforeAll(async () => {
    db = await aDatabase();
    const products = { execute: () => Promise.resolve(new Map()) } as unknown as FindProducts;
    const orders = someOrders(db, products, new KeptOutbox(), clock);
    const { logger } = aLogger();
    @Module({
      controllers: [OrdersController],
      providers: [
        { provide: AcceptOrders, useValue: orders.acceptOrders },
        { provide: RecordRefunds, useValue: orders.recordRefunds },
        { provide: FindOrders, useValue: orders.findOrders },
        { provide: UnitOfWork, useValue: db.unitOfWork },
        { provide: Database, useValue: db.database },
        { provide: Metrics, useValue: new PrometheusMetrics() },
        { provide: APP_GUARD, useClass: HeaderGuard },
      ],
    })
    class TestModule {}
    const http = { bodyLimitBytes: 1_000_000, trustProxy: false };
    app = await NestFactory.create<NestFastifyApplication>(TestModule, createHttpAdapter(http), {
      logger: false,
      bodyParser: false,
    });
    await setUpHttp(app, { title: 'test', logger, config: { http } });
    await app.init();
  });
  afterAll(async () => {
    await app.close();
    await db.close();
  });

  const post = (url: string, payload: object, headers: Record<string, string> = {}) =>
    app.inject({ method: 'POST', url, payload, headers });
  const get = (url: string, headers: Record<string, string> = {}) => app.inject({ method: 'GET', url, headers });
  const anOrder = (external_id: string, values: object = {}) => ({
    external_id,
    currency: 'GBP/2',
    placed_at: '2026-01-30T12:00:00+01:00',
    lines: [{ sku: 'lamp', quantity: 3, unit_price: '1000', discount: '100' }],
    ...values,
  });

  it('creates an order, answers it again, and refuses other content under its id', async () => {
    const created = await post('/v1/orders', anOrder('one'));
    expect(created.statusCode).toBe(201);
    expect(created.json()).toMatchObject({
      id: expect.stringMatching(/^or_/),
      placed_at: '2026-01-30T11:00:00.000Z',
      lines: [{ line: 1, quantity: '3', base: { amount: '2900', asset: 'GBP/2' }, category: 'uncategorised' }],
    });
    const again = await post('/v1/orders', anOrder('one'));
    expect([again.statusCode, again.json<{ id: string }>().id]).toEqual([200, created.json<{ id: string }>().id]);
    const reused = await post('/v1/orders', anOrder('one', { customer_ref: 'c' }));
    expect([reused.statusCode, reused.json()]).toEqual([
      409,
      expect.objectContaining({ code: 'orders.order_id_reused', field: 'customer_ref' }),
    ]);
  });

  it('answers many orders with a result each', async () => {
    const answer = await post('/v1/orders', {
      orders: [anOrder('m-1'), anOrder('m-2', { placed_at: '2030-01-01T00:00:00Z' }), anOrder('m-1')],
    });
    expect(answer.statusCode).toBe(200);
    expect(answer.json<{ results: object[] }>().results).toMatchObject([
      { outcome: 'accepted', external_id: 'm-1', problem: null },
      { outcome: 'refused', external_id: 'm-2', id: null, problem: { code: 'orders.from_the_future' } },
      { outcome: 'replayed', external_id: 'm-1' },
    ]);
  });

  it.each([
    ['a float', anOrder('x', { lines: [{ sku: 'a', quantity: 1, unit_price: '10.5' }] }), 'unit_price'],
    ['a number for money', anOrder('x', { lines: [{ sku: 'a', quantity: 1, unit_price: 10 }] }), 'unit_price'],
    ['no lines', anOrder('x', { lines: [] }), 'lines'],
    ['a time without a zone', anOrder('x', { placed_at: '2026-01-30T12:00:00' }), 'placed_at'],
    ['a member that is not known', anOrder('x', { total: '5' }), 'total'],
    ['a list with a bad order', { orders: [anOrder('x'), { external_id: 'y' }] }, 'orders.1'],
    ['too many orders', { orders: Array.from({ length: 501 }, (_, at) => anOrder(`x${at}`)) }, 'orders'],
  ])('refuses %s and names the field', async (_what, body, field) => {
    const answer = await post('/v1/orders', body);
    expect(answer.statusCode).toBe(422);
    expect(JSON.stringify(answer.json())).toContain(field);
  });

  it('records a refund by amount or pieces and shows it with its order', async () => {
    const { id } = (await post('/v1/orders', anOrder('refunded'))).json<{ id: string }>();
    const at = '2026-01-31T00:00:00Z';
    const first = await post(`/v1/orders/${id}/refunds`, { external_id: 'r-1', at, lines: [{ line: 1, quantity: 1 }] });
    expect([first.statusCode, first.json()]).toEqual([
      201,
      expect.objectContaining({ lines: [{ line: 1, amount: '966', quantity: '1' }] }),
    ]);
    const second = await post(`/v1/orders/${id}/refunds`, {
      external_id: 'r-2',
      at,
      lines: [{ line: 1, amount: '1935' }],
    });
    expect([second.statusCode, second.json()]).toEqual([
      409,
      expect.objectContaining({ code: 'orders.refund_exceeds_line', left: '1934' }),
    ]);
    const replay = await post(`/v1/orders/${id}/refunds`, {
      external_id: 'r-1',
      at,
      lines: [{ line: 1, quantity: 1 }],
    });
    expect(replay.statusCode).toBe(200);
    const shown = await get(`/v1/orders/${id}`);
    expect(shown.json()).toMatchObject({ lines: [{ refunded: { amount: '966' } }], refunds: [{ external_id: 'r-1' }] });
  });

  it('keeps merchants apart', async () => {
    const { id } = (await post('/v1/orders', anOrder('secret'))).json<{ id: string }>();
    expect((await get(`/v1/orders/${id}`, { merchant: 'b' })).statusCode).toBe(404);
    const refund = { external_id: 'r', at: '2026-01-31T00:00:00Z', lines: [{ line: 1, amount: '1' }] };
    expect((await post(`/v1/orders/${id}/refunds`, refund, { merchant: 'b' })).statusCode).toBe(404);
    expect((await get('/v1/orders', { merchant: 'b' })).json()).toEqual({ items: [], next_cursor: null });
  });

  it('pages, and refuses a cursor that it did not make', async () => {
    const first = (await get('/v1/orders?limit=2')).json<{ items: { id: string }[]; next_cursor: string }>();
    const second = (await get(`/v1/orders?limit=2&cursor=${first.next_cursor}`)).json<{ items: { id: string }[] }>();
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(4);
    expect((await get('/v1/orders?cursor=nonsense')).statusCode).toBe(422);
  });

  it('keeps an order and its idempotency key together', async () => {
    const headers = { 'idempotency-key': 'key-1' };
    const [first, second] = [
      await post('/v1/orders', anOrder('keyed'), headers),
      await post('/v1/orders', anOrder('keyed'), headers),
    ];
    expect([first.statusCode, second.statusCode, second.headers['idempotent-replayed']]).toEqual([201, 201, 'true']);
    expect(second.json()).toEqual(first.json());
  });
});

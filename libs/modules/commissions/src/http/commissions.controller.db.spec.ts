import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type CanActivate, type ExecutionContext, Injectable, Module } from '@nestjs/common';
import { APP_GUARD, NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Caller, DAY_MS, type EpochMs, type Minor, publicId } from '#kernel';
import { Database, UnitOfWork } from '#platform/database';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { createHttpAdapter, setCaller, setUpHttp } from '#platform/http';
import { Metrics, PrometheusMetrics } from '#platform/telemetry';
import { aLogger } from '#platform/telemetry/testing';
import { verifyReceipt } from '#verify';
import { type TestShop, aShop } from '../testing/a-shop.ts';
import { BuildReceipt } from '../use-cases/build-receipt/build-receipt.ts';
import { ListCommissions } from '../use-cases/list-commissions/list-commissions.ts';
import { SummariseEarnings } from '../use-cases/summarise-earnings/summarise-earnings.ts';
import { CommissionsController } from './commissions.controller.ts';

/** The headers say who calls; whether they may is identity's matter. */
@Injectable()
class HeaderGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<{ headers: { role: string; organisation: string } }>();
    const { role, organisation } = request.headers;
    setCaller(request, { kind: 'user', organisation, roles: [role], scopes: [] } as unknown as Caller);
    return true;
  }
}

type Shown = { readonly id: string; readonly state: string; readonly line: number };
type Page = { readonly items: readonly Shown[]; readonly next_cursor: string | null };

describe('commissions over HTTP', () => {
  let db: TestDatabase;
  let shop: TestShop;
  let app: NestFastifyApplication;

  beforeAll(async () => {
    db = await aDatabase();
    shop = await aShop(db);
    await shop.click((shop.clock.now() - DAY_MS) as EpochMs);
    await shop.deposit(300n);
    const two = [{}, { sku: 'second', unitPrice: 500n as Minor }];
    await shop.orders.acceptOrders.execute(shop.merchant.id, [shop.order('o-1', two), shop.order('o-2', two)]);
    await shop.apply();
    @Module({
      controllers: [CommissionsController],
      providers: [
        { provide: ListCommissions, useValue: shop.list },
        { provide: BuildReceipt, useValue: shop.buildReceipt },
        { provide: SummariseEarnings, useValue: shop.summarise },
        { provide: UnitOfWork, useValue: db.unitOfWork },
        { provide: Database, useValue: db.database },
        { provide: Metrics, useValue: new PrometheusMetrics() },
        { provide: APP_GUARD, useClass: HeaderGuard },
      ],
    })
    class TestModule {}
    const http = { bodyLimitBytes: 100_000, trustProxy: false };
    const adapter = createHttpAdapter(http);
    app = await NestFactory.create<NestFastifyApplication>(TestModule, adapter, { logger: false, bodyParser: false });
    await setUpHttp(app, { title: 'test', logger: aLogger().logger, config: { http } });
    await app.init();
  });
  afterAll(async () => {
    await app.close();
    await shop.close();
    await db.close();
  });

  const get = (url: string, role = 'influencer', organisation: string = shop.partner.id) =>
    app.inject({ method: 'GET', url: `/v1/${url}`, headers: { role, organisation } });

  it('lists a partner their own, by state and program, page by page', async () => {
    const all = (await get('commissions')).json<Page>();
    expect(new Set(all.items.map(({ state, line }) => `${state} ${line}`))).toEqual(
      new Set(['pending 1', 'pending 2', 'unfunded 1', 'unfunded 2']),
    );
    const first = (await get('commissions?limit=3')).json<Page>();
    const second = (await get(`commissions?limit=3&cursor=${first.next_cursor}`)).json<Page>();
    expect([...first.items, ...second.items]).toEqual(all.items);
    expect((await get('commissions?state=unfunded')).json<Page>().items).toHaveLength(2);
    expect((await get(`commissions?program=${publicId('prog', shop.program.id)}`)).json<Page>().items).toHaveLength(4);
    expect((await get(`commissions?program=${publicId('prog', shop.partner.id)}`)).json<Page>().items).toHaveLength(0);
    expect((await get('commissions?state=lost')).statusCode).toBe(422);
  });

  it('says how one was priced', async () => {
    const { items } = (await get('commissions?state=pending')).json<Page>();
    const shown = await get(`commissions/${items.find(({ line }) => line === 1)?.id}`);
    expect(shown.json()).toMatchObject({
      state: 'pending',
      base: { amount: '1000', asset: 'GBPT/2' },
      amount: { amount: '100' },
      fee: { amount: '10' },
      reversed: { amount: '0' },
      matched: { category: 'home', tier: 'gold', bps: 1_000 },
      program: publicId('prog', shop.program.id),
    });
  });

  it('gives a receipt that checks, to those whom it concerns', async () => {
    const [one] = (await get('commissions')).json<Page>().items;
    const receipt = await get(`commissions/${one?.id}/receipt`, 'merchant', shop.merchant.id);
    expect(await verifyReceipt(receipt.json())).toMatchObject({ outcome: 'pending' });
    expect((await get(`commissions/${one?.id}/receipt`, 'influencer', shop.merchant.id)).statusCode).toBe(404);
    expect((await get(`commissions/${one?.id}`, 'merchant', shop.partner.id)).statusCode).toBe(404);
  });

  it('sums the states of money up', async () => {
    expect((await get('earnings/summary')).json()).toMatchObject({
      summaries: [
        {
          asset: 'GBPT/2',
          unfunded: { amount: '150' },
          pending: { amount: '150' },
          payable: { amount: '0' },
          paid: { amount: '0' },
        },
      ],
    });
  });
});

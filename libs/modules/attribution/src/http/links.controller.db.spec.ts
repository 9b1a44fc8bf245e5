import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type CanActivate, type ExecutionContext, Injectable, Module } from '@nestjs/common';
import { APP_GUARD, NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { asset, type Caller, type EpochMs, FixedClock, publicId } from '#kernel';
import { FindOrganisation, type Organisation } from '#modules/identity';
import { type TestIdentity, anIdentity } from '#modules/identity/testing';
import type { Program } from '#modules/programs';
import { somePrograms } from '#modules/programs/testing';
import { Database, UnitOfWork } from '#platform/database';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { createHttpAdapter, setCaller, setUpHttp } from '#platform/http';
import { Metrics, PrometheusMetrics } from '#platform/telemetry';
import { aLogger } from '#platform/telemetry/testing';
import { registerRedirect } from '../edge.ts';
import { someAttribution } from '../testing.ts';
import { CreateLink } from '../use-cases/create-link/create-link.ts';
import { ListLinks } from '../use-cases/list-links/list-links.ts';
import { LinksController } from './links.controller.ts';

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

type Page = { readonly items: readonly { readonly id: string }[]; readonly next_cursor: string | null };

describe('links over HTTP', () => {
  const clock = new FixedClock(Date.now() as EpochMs);
  let db: TestDatabase;
  let identity: TestIdentity;
  let app: NestFastifyApplication;
  let [merchant, partner]: Organisation[] = [];
  let program: Program;

  beforeAll(async () => {
    db = await aDatabase();
    identity = await anIdentity(db, { clock });
    const programs = somePrograms(db, identity.get(FindOrganisation), clock);
    const attribution = someAttribution(db, programs, clock);
    merchant = await identity.organisation('merchant');
    partner = await identity.organisation('partner');
    const offer = { merchantId: merchant.id, name: 'Lamps', settlementAsset: asset('GBPT/2') };
    program = await programs.create.execute(offer, 'system');
    await programs.enrol.execute({ programId: program.id, partnerId: partner.id, tier: 'gold' }, 'system');
    @Module({
      controllers: [LinksController],
      providers: [
        { provide: CreateLink, useValue: attribution.createLink },
        { provide: ListLinks, useValue: attribution.listLinks },
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
    const { followLink } = attribution;
    registerRedirect(app.getHttpAdapter().getInstance(), { followLink, isSecure: false });
    await app.init();
  });
  afterAll(async () => {
    await app.close();
    await identity.close();
    await db.close();
  });

  const asPartner = () => ({ role: 'influencer', organisation: partner?.id ?? '' });
  const asMerchant = () => ({ role: 'merchant', organisation: merchant?.id ?? '' });
  const create = (body: object) =>
    app.inject({ method: 'POST', url: '/v1/links', payload: body, headers: asPartner() });
  const get = (url: string, headers = asPartner()) => app.inject({ method: 'GET', url, headers });
  const aLink = (values: object = {}) => ({
    program: publicId('prog', program.id),
    url: 'https://shop.example/',
    ...values,
  });

  it('makes a link, follows it, and shows the click to the partner and the merchant', async () => {
    const made = await create(aLink({ code: 'lamp-7' }));
    expect([made.statusCode, made.json()]).toEqual([
      201,
      expect.objectContaining({ code: 'lamp-7', path: '/l/lamp-7' }),
    ]);
    const followed = await app.inject('/l/lamp-7');
    const shown = new URL(followed.headers.location as string).searchParams.get('pv_click');
    for (const headers of [asPartner(), asMerchant()]) {
      expect((await get('/v1/clicks', headers)).json<Page>().items).toEqual([
        expect.objectContaining({ id: shown, code: 'lamp-7' }),
      ]);
    }
    expect((await get('/v1/clicks', { ...asPartner(), organisation: merchant?.id ?? '' })).json<Page>().items).toEqual(
      [],
    );
  });

  it.each([
    ['an address that is no web page', { url: 'javascript:alert(1)' }, 'attribution.link_url_refused'],
    ['a code with other characters', { code: 'lamp/7' }, 'http.request_invalid'],
    [
      'an id of something else',
      { program: publicId('org', '018f6a2e-7c00-7000-8000-0000000000d1') },
      'http.request_invalid',
    ],
  ])('refuses %s', async (_what, values, code) => {
    const answer = await create(aLink(values));
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([422, code]);
  });

  it('pages through links', async () => {
    for (let at = 0; at < 4; at += 1) await create(aLink());
    const first = (await get('/v1/links?limit=3')).json<Page>();
    const second = (await get(`/v1/links?limit=3&cursor=${first.next_cursor}`)).json<Page>();
    expect([new Set([...first.items, ...second.items].map(({ id }) => id)).size, second.next_cursor]).toEqual([
      5,
      null,
    ]);
    expect((await get(`/v1/links?program=${publicId('prog', merchant?.id ?? '')}`)).json<Page>().items).toEqual([]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { asset, DAY_MS, type EpochMs, publicId, ROLES, type Role, SystemClock } from '#kernel';
import { FindOrganisation, type Organisation } from '#modules/identity';
import { type TestHttpApp, type TestIdentity, anHttpApp, anIdentity } from '#modules/identity/testing';
import { AppendNotes } from '#modules/ledger/notes';
import type { Program } from '#modules/programs';
import { somePrograms } from '#modules/programs/testing';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { AttributionModule } from '../attribution.module.ts';
import { CouponsController } from './coupons.controller.ts';

describe('coupons over HTTP', () => {
  let db: TestDatabase;
  let identity: TestIdentity;
  let http: TestHttpApp;
  let [merchant, partner]: Organisation[] = [];
  let program: Program;
  let [shop, ana, stranger] = ['', '', ''];
  let tokens: Map<Role, string>;

  beforeAll(async () => {
    db = await aDatabase();
    identity = await anIdentity(db);
    const clock = new SystemClock();
    const programs = somePrograms(db, identity.get(FindOrganisation), clock);
    merchant = await identity.organisation('merchant');
    partner = await identity.organisation('partner');
    const terms = { settlementAsset: asset('GBPT/2'), maturationDays: 14, feeBps: 0, attributionWindowDays: 30 };
    program = await programs.create.execute({ merchantId: merchant.id, name: 'Lamps', ...terms }, 'system');
    const from = (clock.now() - DAY_MS) as EpochMs;
    await programs.enrol.execute({ programId: program.id, partnerId: partner.id, tier: 'gold', from }, 'system');
    http = await anHttpApp(db, {
      modules: [AttributionModule],
      controllers: [CouponsController],
      ports: [{ provide: AppendNotes, useValue: {} }],
    });
    const owner = await identity.user(merchant, 'merchant');
    shop = http.tokenOf(owner);
    ana = http.tokenOf(await identity.user(partner, 'influencer'));
    stranger = http.tokenOf(await identity.user(await identity.organisation('merchant'), 'merchant'));
    tokens = new Map(ROLES.map((role) => [role, http.tokenOf({ ...owner, roles: [role] })]));
  });
  afterAll(async () => {
    await http.close();
    await identity.close();
    await db.close();
  });

  const create = (bearer: string, body: object = {}) =>
    http.send('POST', '/v1/coupons', bearer, {
      program: publicId('prog', program.id),
      partner: publicId('org', partner!.id),
      code: 'MIA10',
      ...body,
    });

  it('let merchants make them, merchants and influencers see them, nobody else', async () => {
    const routes: ['GET' | 'POST', string, readonly Role[]][] = [
      ['POST', '/v1/coupons', ['merchant']],
      ['POST', `/v1/coupons/${publicId('cpn', program.id)}/end`, ['merchant']],
      ['GET', '/v1/coupons', ['merchant', 'influencer']],
      ['POST', '/v1/coupon-policies', ['merchant']],
      ['GET', `/v1/coupon-policies?program=${publicId('prog', program.id)}`, ['merchant', 'influencer']],
    ];
    for (const [method, url, allowed] of routes) {
      for (const role of ROLES) {
        const { status } = await http.send(method, url, tokens.get(role), method === 'POST' ? {} : undefined);
        expect([url, role, status !== 403]).toEqual([url, role, allowed.includes(role)]);
      }
    }
  });

  it('are made, found taken in any case, listed for both sides, and ended', async () => {
    const made = await create(shop);
    expect(made).toMatchObject({ status: 201, body: { code: 'MIA10', ends_at: null } });
    expect(await create(shop, { code: 'mia10' })).toMatchObject({
      status: 409,
      body: { code: 'attribution.coupon_code_taken' },
    });
    expect((await create(stranger)).body['code']).toBe('programs.program_not_found');
    for (const code of ['ab', 'a b c', 'ä10', 'x'.repeat(33)]) expect((await create(shop, { code })).status).toBe(422);
    for (const bearer of [shop, ana]) {
      const { body } = await http.send('GET', '/v1/coupons?limit=1', bearer);
      expect(body).toMatchObject({ items: [{ id: made.body['id'] }] });
    }
    expect((await http.send('GET', '/v1/coupons', stranger)).body).toMatchObject({ items: [] });
    const end = `/v1/coupons/${String(made.body['id'])}/end`;
    expect((await http.send('POST', end, stranger, {})).status).toBe(404);
    expect((await http.send('POST', end, shop, {})).body).toMatchObject({ ends_at: expect.any(String) });
  });

  it('have a policy that everybody concerned can read', async () => {
    const of = `/v1/coupon-policies?program=${publicId('prog', program.id)}`;
    expect((await http.send('GET', of, ana)).body).toEqual({ in_force: 'coupon_wins', items: [] });
    const policy = { program: publicId('prog', program.id), policy: 'click_wins' };
    expect((await http.send('POST', '/v1/coupon-policies', stranger, policy)).status).toBe(404);
    expect((await http.send('POST', '/v1/coupon-policies', shop, policy)).status).toBe(201);
    expect((await http.send('GET', of, ana)).body).toMatchObject({
      in_force: 'click_wins',
      items: [{ policy: 'click_wins' }],
    });
    const past = { ...policy, from: '2020-01-01T00:00:00Z' };
    expect((await http.send('POST', '/v1/coupon-policies', shop, past)).body['code']).toBe(
      'attribution.coupon_policy_not_later',
    );
  });
});

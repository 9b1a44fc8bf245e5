import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Caller, ROLES, type Role, SystemClock, publicId } from '#kernel';
import type { Organisation } from '#modules/identity';
import { type TestHttpApp, type TestIdentity, anHttpApp, anIdentity } from '#modules/identity/testing';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { EventConsumers } from '#platform/event-log';
import { Outbox, PgOutbox } from '#platform/outbox';
import { PayoutRail } from '../payout-rail.ts';
import { PayoutsModule } from '../payouts.module.ts';
import { type TestPayouts, aPayoutsModule } from '../testing.ts';
import { PayoutRunsController } from './payout-runs.controller.ts';
import { PayoutsController } from './payouts.controller.ts';

describe('payouts over HTTP', () => {
  let database: TestDatabase;
  let identity: TestIdentity;
  let payouts: TestPayouts;
  let http: TestHttpApp;
  let partner: Organisation;
  let [maker, checker, ana] = ['', '', ''];
  let people: Map<Role, Caller>;

  beforeAll(async () => {
    database = await aDatabase();
    identity = await anIdentity(database);
    payouts = aPayoutsModule(database, identity, new SystemClock());
    http = await anHttpApp(database, {
      modules: [PayoutsModule],
      controllers: [PayoutRunsController, PayoutsController],
      ports: [
        { provide: Outbox, useClass: PgOutbox },
        { provide: EventConsumers, useValue: {} }, // Routes listen to nothing.
        { provide: PayoutRail, useValue: { custodyKey: () => Promise.resolve(payouts.custody) } },
      ],
    });
    const platform = await identity.organisation('platform');
    partner = await identity.organisation('partner', 'Ana');
    const finance = await identity.user(platform, 'finance');
    const influencer = await identity.user(partner, 'influencer');
    await identity.wallet(influencer);
    await payouts.earn(partner.id, 12_345n);
    maker = http.tokenOf(finance);
    checker = http.tokenOf(await identity.user(platform, 'finance'));
    ana = http.tokenOf(influencer);
    people = new Map(ROLES.map((role) => [role, { ...finance, roles: [role] }]));
  });
  afterAll(async () => {
    await http.close();
    await identity.close();
    await database.close();
  });

  const nothing = publicId('po', '018f0000-0000-7000-8000-000000000001');
  const review = publicId('rev', '018f0000-0000-7000-8000-000000000001');
  const routes: [method: 'GET' | 'POST', url: string, allowed: Role][] = [
    ['POST', '/v1/payout-runs', 'finance'],
    ['GET', '/v1/payout-runs', 'finance'],
    ['GET', `/v1/payout-runs/${nothing}`, 'finance'],
    ['GET', `/v1/payout-runs/${nothing}/payouts`, 'finance'],
    ['GET', `/v1/payout-runs/${nothing}/statement.csv`, 'finance'],
    ['GET', `/v1/payout-runs/${nothing}/comparison`, 'finance'],
    ['POST', `/v1/payout-runs/${nothing}/approve`, 'finance'],
    ['POST', `/v1/payout-runs/${nothing}/cancel`, 'finance'],
    ['GET', '/v1/payouts', 'influencer'],
    ['POST', '/v1/payout-reviews', 'finance'],
    ['GET', '/v1/payout-reviews', 'finance'],
    ['POST', `/v1/payout-reviews/${review}/close`, 'finance'],
  ];

  it.each(routes)('%s %s lets in %s and nobody else', async (method, url, allowed) => {
    const body = method === 'POST' ? {} : undefined;
    await expect(http.send(method, url, undefined, body)).resolves.toMatchObject({ status: 401 });
    for (const [role, person] of people) {
      const { status } = await http.send(method, url, http.tokenOf(person), body);
      expect([role, status === 403]).toEqual([role, role !== allowed]);
    }
  });

  it('proposes, refuses the maker, approves by another, and shows everybody their part', async () => {
    const minimum = { amount: '100', asset: 'GBPT/2' };
    const key = { 'idempotency-key': 'autumn-run' };
    const made = await http.send('POST', '/v1/payout-runs', maker, { minimum }, key);
    const again = await http.send('POST', '/v1/payout-runs', maker, { minimum }, key);
    expect(made).toMatchObject({ status: 201, body: { state: 'proposed', listed: { amount: '12345' }, payees: 1 } });
    expect(again.body).toEqual(made.body);
    const url = `/v1/payout-runs/${String(made.body['id'])}`;
    await expect(http.send('GET', '/v1/payouts', ana)).resolves.toMatchObject({ body: { items: [] } });

    const compared = await http.send('GET', `${url}/comparison`, maker);
    expect(compared).toMatchObject({
      status: 200,
      body: {
        previous: null,
        total: 1,
        items: [{ payee_name: 'Ana', outlier: 'new', difference: { amount: '12345' }, left_out: null, review: null }],
      },
    });
    const own = await http.send('POST', `${url}/approve`, maker, {});
    expect(own).toMatchObject({ status: 403, body: { code: 'payouts.maker_is_checker' } });
    const approved = await http.send('POST', `${url}/approve`, checker, {});
    expect(approved).toMatchObject({
      status: 200,
      body: {
        state: 'frozen',
        booked: { amount: '12345', asset: 'GBPT/2' },
        proposed_by_name: expect.any(String),
        approved_by_name: expect.any(String),
      },
    });
    const twice = await http.send('POST', `${url}/approve`, checker, {});
    expect(twice).toMatchObject({ status: 409, body: { code: 'payouts.run_state_refuses', state: 'frozen' } });

    await expect(http.send('GET', `${url}/payouts`, maker)).resolves.toMatchObject({
      body: { items: [{ payee: publicId('org', partner.id), booked: { amount: '12345' }, left_out: null }] },
    });
    await expect(http.send('GET', '/v1/payouts', ana)).resolves.toMatchObject({
      body: {
        items: [{ run: made.body['id'], state: 'frozen', booked: { amount: '12345' }, settled: { amount: '0' } }],
      },
    });
    const statement = await http.send('GET', `${url}/statement.csv`, maker);
    expect(statement.text).toContain(`${publicId('org', partner.id)},Ana,123.45,123.45,0.00,`);

    const cancelled = await http.send('POST', `${url}/cancel`, checker, { reason: 'wrong month' });
    expect(cancelled).toMatchObject({ status: 200, body: { state: 'cancelled', cancel_reason: 'wrong month' } });
    await expect(payouts.balancesOf(partner.id)).resolves.toEqual({ payable: 12_345n, settling: 0n });
    const list = await http.send('GET', '/v1/payout-runs?state=cancelled', maker);
    expect(list.body).toMatchObject({ items: [{ id: made.body['id'] }], next_cursor: null });
  });

  it('stops a payee by a review and lets them go again', async () => {
    const payee = publicId('org', partner.id);
    const opened = await http.send('POST', '/v1/payout-reviews', maker, { payee, reason: 'asked the bank' });
    expect(opened).toMatchObject({ status: 201, body: { payee } });
    const minimum = { amount: '100', asset: 'GBPT/2' };
    await expect(http.send('POST', '/v1/payout-runs', maker, { minimum })).resolves.toMatchObject({
      status: 409,
      body: { code: 'payouts.nobody_to_pay', left_out: 1 },
    });
    await expect(http.send('GET', '/v1/payout-reviews', maker)).resolves.toMatchObject({
      body: { items: [{ payee }] },
    });
    const url = `/v1/payout-reviews/${String(opened.body['id'])}/close`;
    await expect(http.send('POST', url, checker, {})).resolves.toMatchObject({ status: 204 });
    await expect(http.send('POST', url, checker, {})).resolves.toMatchObject({ status: 404 });
  });
});

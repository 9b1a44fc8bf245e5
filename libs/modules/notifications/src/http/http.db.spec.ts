import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Caller, type EpochMs, newId, publicId, ROLES } from '#kernel';
import type { Organisation } from '#modules/identity';
import { CreateApiKey } from '#modules/identity';
import { type TestHttpApp, type TestIdentity, anHttpApp, anIdentity } from '#modules/identity/testing';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { EventConsumers } from '#platform/event-log';
import { JobQueue } from '#platform/job-queue';
import { NotificationsModule } from '../notifications.module.ts';
import { KeptQueue } from '../testing/some-notifications.ts';
import { NotifyOrganisations } from '../use-cases/notify-organisations/notify-organisations.ts';
import { WebhookDeliveriesController } from './webhook-deliveries.controller.ts';
import { WebhookEndpointsController } from './webhook-endpoints.controller.ts';

/** A public address that nothing here ever connects to. */
const URL = 'https://93.184.215.14/hooks';

describe('webhooks over HTTP', () => {
  let database: TestDatabase;
  let identity: TestIdentity;
  let http: TestHttpApp;
  let partner: Organisation;
  let ana: Caller;
  let [influencer, stranger] = ['', ''];

  beforeAll(async () => {
    database = await aDatabase();
    identity = await anIdentity(database);
    http = await anHttpApp(database, {
      modules: [NotificationsModule],
      controllers: [WebhookEndpointsController, WebhookDeliveriesController],
      ports: [
        { provide: EventConsumers, useValue: {} }, // Routes listen to nothing.
        { provide: JobQueue, useValue: new KeptQueue() },
      ],
    });
    partner = await identity.organisation('partner', 'Ana');
    ana = await identity.user(partner, 'influencer');
    influencer = http.tokenOf(ana);
    stranger = http.tokenOf(await identity.user(await identity.organisation('merchant'), 'merchant'));
  });
  afterAll(async () => {
    await http.close();
    await identity.close();
    await database.close();
  });

  const create = (bearer = influencer, body: object = {}, headers: object = {}) =>
    http.send('POST', '/v1/webhook-endpoints', bearer, { url: URL, events: ['payout.frozen'], ...body }, headers);
  const codeOf = async (answer: ReturnType<typeof create>): Promise<unknown> => (await answer).body['code'];

  it('is for merchants and influencers', async () => {
    const nothing = publicId('whd', newId(0 as EpochMs));
    const routes: ['GET' | 'POST', string][] = [
      ['POST', '/v1/webhook-endpoints'],
      ['GET', '/v1/webhook-endpoints'],
      ['POST', `/v1/webhook-endpoints/${nothing}/rotate-secret`],
      ['POST', `/v1/webhook-endpoints/${nothing}/disable`],
      ['POST', `/v1/webhook-endpoints/${nothing}/enable`],
      ['GET', '/v1/webhook-deliveries'],
      ['GET', `/v1/webhook-deliveries/${nothing}`],
      ['POST', `/v1/webhook-deliveries/${nothing}/replay`],
    ];
    for (const role of ROLES) {
      const bearer = http.tokenOf({ ...ana, roles: [role] });
      for (const [method, url] of routes) {
        const { status } = await http.send(method, url, bearer, method === 'POST' ? {} : undefined);
        expect({ role, url, isAllowed: status !== 403 }).toEqual({
          role,
          url,
          isAllowed: role === 'merchant' || role === 'influencer',
        });
      }
    }
    expect((await http.send('GET', '/v1/webhook-endpoints')).status).toBe(401);
  });

  it('shows the secret once: not in a list, not to a request that comes again', async () => {
    const key = { 'idempotency-key': 'one' };
    const first = await create(influencer, {}, key);
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({ url: URL, events: ['payout.frozen'], disabled_at: null });
    const secret = String(first.body['secret']);
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const again = await create(influencer, {}, key);
    expect(again.body['id']).toBe(first.body['id']);
    expect(again.text).not.toContain(secret);
    const list = await http.send('GET', '/v1/webhook-endpoints', influencer);
    expect(list.text).toContain(String(first.body['id']));
    expect(list.text).not.toContain('whsec_');
    const rotated = await http.send(
      'POST',
      `/v1/webhook-endpoints/${String(first.body['id'])}/rotate-secret`,
      influencer,
      {},
    );
    expect(rotated).toMatchObject({ status: 200, body: { overlap_ends_at: expect.any(String) } });
    expect(rotated.body['secret']).not.toBe(secret);
  });

  it('refuses by field: private addresses, unknown events, plain http', async () => {
    for (const url of ['https://127.0.0.1:8443/', 'https://[::1]/', 'https://10.0.0.1/', 'http://127.0.0.1/']) {
      const answer = await create(influencer, { url });
      expect(answer).toMatchObject({
        status: 422,
        body: { code: 'notifications.target_refused', fields: [{ path: 'url' }] },
      });
    }
    expect((await create(influencer, { events: ['everything'] })).status).toBe(422);
    expect((await create(influencer, { events: [] })).status).toBe(422);
    expect((await create(influencer, { more: 1 })).status).toBe(422);
  });

  it('shows the log and replays, each organisation its own', async () => {
    const at = Date.now() as EpochMs;
    const notice = { organisationId: partner.id, type: 'payout.frozen', subject: 'run', at, data: {} } as const;
    await database.unitOfWork.run((tx) => http.app.get(NotifyOrganisations, { strict: false }).execute(tx, [notice]));
    const list = await http.send('GET', '/v1/webhook-deliveries?limit=1&state=waiting', influencer);
    const [delivery] = list.body['items'] as { id: string; message: string; endpoint: string }[];
    expect(delivery).toMatchObject({ type: 'payout.frozen', state: 'waiting', attempts: 0 });
    const path = `/v1/webhook-deliveries/${delivery!.id}`;
    expect((await http.send('GET', path, influencer)).body).toMatchObject({ id: delivery!.id, log: [] });
    expect(await codeOf(http.send('POST', `${path}/replay`, influencer, {}))).toBe(
      'notifications.delivery_still_waiting',
    );
    expect(await codeOf(http.send('GET', path, stranger))).toBe('notifications.delivery_not_found');
    expect(await codeOf(http.send('POST', `${path}/replay`, stranger, {}))).toBe('notifications.delivery_not_found');
    const endpoint = `/v1/webhook-endpoints/${delivery!.endpoint}`;
    expect(await codeOf(http.send('POST', `${endpoint}/disable`, stranger, {}))).toBe(
      'notifications.endpoint_not_found',
    );
    expect((await http.send('POST', `${endpoint}/disable`, influencer, {})).body).toMatchObject({
      disabled_because: 'by_owner',
    });
    expect((await http.send('GET', path, influencer)).body).toMatchObject({ state: 'stopped' });
    expect(await codeOf(http.send('POST', `${path}/replay`, influencer, {}))).toBe('notifications.endpoint_disabled');
    await http.send('POST', `${endpoint}/enable`, influencer, {});
    expect((await http.send('POST', `${path}/replay`, influencer, {})).body).toMatchObject({ state: 'waiting' });
  });

  it('asks API keys for webhooks:read and webhooks:write', async () => {
    const keyWith = async (scope: string): Promise<string> =>
      (await identity.get(CreateApiKey).execute(ana, { name: scope, scopes: [scope] })).secret;
    const [reads, writes] = [await keyWith('webhooks:read'), await keyWith('webhooks:write')];
    expect((await http.send('GET', '/v1/webhook-endpoints', reads)).status).toBe(200);
    expect((await http.send('GET', '/v1/webhook-endpoints', writes)).status).toBe(403);
    expect((await create(reads)).status).toBe(403);
    expect((await create(writes)).status).toBe(201);
  });
});

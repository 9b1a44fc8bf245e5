import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Caller, ROLES, type Role, SystemClock, publicId } from '#kernel';
import type { Organisation, OrganisationKind } from '#modules/identity';
import { type TestHttpApp, type TestIdentity, anHttpApp, anIdentity } from '#modules/identity/testing';
import { EventConsumers, EventLog, PgEventConsumers, PgEventLog } from '#platform/event-log';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { Metrics, PrometheusMetrics } from '#platform/telemetry';
import { aLogger } from '#platform/telemetry/testing';
import { AdsModule } from '../ads.module.ts';
import { HoldAuction, registerAdRoutes } from '../edge.ts';
import { CampaignsController, CreativesController } from '../http.ts';
import { AdEdge, PublishSnapshot, RecordEvent } from '../index.ts';
import { anAdPlatform, type TestAds } from '../testing/an-ad-platform.ts';
import { AdsConsumers } from '../worker.ts';

const KIND_OF: Record<Role, OrganisationKind> = {
  merchant: 'advertiser',
  influencer: 'partner',
  finance: 'platform',
  moderator: 'platform',
  shopper: 'platform',
  auditor: 'platform',
};

describe('campaigns over HTTP', () => {
  let db: TestDatabase;
  let identity: TestIdentity;
  let ads: TestAds;
  let http: TestHttpApp;
  let log: PgEventLog;
  let consumers: PgEventConsumers;
  let stop: () => Promise<void>;
  const people = new Map<Role, Caller & { readonly of: Organisation }>();
  const token = (role: Role): string => http.tokenOf(people.get(role) as Caller);

  beforeAll(async () => {
    db = await aDatabase();
    identity = await anIdentity(db);
    ads = await anAdPlatform(db);
    const { logger } = aLogger();
    log = new PgEventLog({ ...db, logger });
    consumers = new PgEventConsumers({ ...db, log, logger, metrics: new PrometheusMetrics() });
    http = await anHttpApp(db, {
      modules: [AdsModule],
      controllers: [CampaignsController, CreativesController],
      clock: new SystemClock(),
      ports: [
        { provide: EventLog, useValue: log },
        { provide: EventConsumers, useValue: consumers },
      ],
      prepare: (app) => {
        const [holdAuction, recordEvent, metrics] = [app.get(HoldAuction), app.get(RecordEvent), app.get(Metrics)];
        registerAdRoutes(app.getHttpAdapter().getInstance(), { holdAuction, recordEvent, metrics });
      },
    });
    for (const role of ROLES) {
      const of = await identity.organisation(KIND_OF[role]);
      people.set(role, { ...(await identity.user(of, role)), of });
    }
    await ads.deposit(10_000n, people.get('merchant')?.of);
    stop = await http.app.get(AdsConsumers).start();
  });
  afterAll(async () => {
    await http.app.get(AdEdge).stop();
    await stop();
    await log.close();
    await http.close();
    await ads.close();
    await identity.close();
    await db.close();
  });

  const draft = (values: object = {}): object => ({
    name: 'Lamps in spring',
    asset: 'GBPT/2',
    model: 'cpm',
    bid_nanos: '5000000',
    budget: { amount: '5000', asset: 'GBPT/2' },
    targeting: { include: { placement: ['front-page'] } },
    cap: { impressions: 3, hours: 24 },
    ...values,
  });
  const banner = {
    format: 'banner',
    image_url: 'https://pictures.example/1.png',
    width: 300,
    height: 250,
    alt: 'A lamp',
  };

  const nothing = publicId('cmp', '018f0000-0000-7000-8000-000000000001');
  const noCreative = publicId('cr', '018f0000-0000-7000-8000-000000000001');
  const routes: [method: 'GET' | 'POST', url: string, allowed: readonly Role[]][] = [
    ['POST', '/v1/campaigns', ['merchant', 'finance']],
    ['GET', '/v1/campaigns', ['merchant', 'finance']],
    ['GET', `/v1/campaigns/${nothing}`, ['merchant', 'finance']],
    ['POST', `/v1/campaigns/${nothing}/activate`, ['merchant', 'finance']],
    ['POST', `/v1/campaigns/${nothing}/pause`, ['merchant', 'finance']],
    ['POST', `/v1/campaigns/${nothing}/creatives`, ['merchant', 'finance']],
    ['GET', `/v1/campaigns/${nothing}/creatives`, ['merchant', 'finance']],
    ['GET', `/v1/campaigns/${nothing}/report`, ['merchant', 'finance']],
    ['GET', `/v1/campaigns/${nothing}/charges`, ['merchant', 'finance']],
    ['GET', '/v1/creatives/waiting', ['moderator', 'finance']],
    ['POST', `/v1/creatives/${noCreative}/decision`, ['moderator', 'finance']],
  ];

  it.each(routes)('%s %s lets in %p and nobody else', async (method, url, allowed) => {
    const body = method === 'POST' ? {} : undefined;
    await expect(http.send(method, url, undefined, body)).resolves.toMatchObject({ status: 401 });
    for (const role of ROLES) {
      const { status } = await http.send(method, url, token(role), body);
      expect([role, status === 403]).toEqual([role, !allowed.includes(role)]);
    }
  });

  it('takes a campaign from its draft to a charge, by REST alone', async () => {
    const made = await http.send('POST', '/v1/campaigns', token('merchant'), draft());
    expect(made).toMatchObject({ status: 201, body: { state: 'draft', bid_nanos: '5000000', spent_nanos: '0' } });
    const id = String(made.body['id']);
    const url = `/v1/campaigns/${id}`;
    const creative = { content: banner, landing_url: 'https://shop.example/lamps', categories: ['IAB22'] };
    const shown = await http.send('POST', `${url}/creatives`, token('merchant'), creative);
    expect(shown).toMatchObject({ status: 201, body: { state: 'waiting', campaign: id, content: banner } });
    const waiting = await http.send('GET', '/v1/creatives/waiting', token('moderator'));
    expect(waiting.body['items']).toEqual([expect.objectContaining({ id: shown.body['id'] })]);
    const decision = `/v1/creatives/${String(shown.body['id'])}/decision`;
    await expect(http.send('POST', decision, token('moderator'), { state: 'approved' })).resolves.toMatchObject({
      status: 200,
    });
    await expect(http.send('POST', `${url}/activate`, token('merchant'), {})).resolves.toMatchObject({
      body: { state: 'active' },
    });
    await http.app.get(PublishSnapshot).execute();
    http.app.get(AdEdge).start();
    const imp = { id: '1', banner: { w: 300, h: 250 }, tagid: 'front-page', bidfloor: 4.5, bidfloorcur: 'GBP' };
    const answer = await askUntilSold({ id: 'r', imp: [imp], user: { id: 'ana' } });
    const pixel = /\/a\/i\?t=[^"]+/.exec(answer)?.[0] ?? '';
    await expect(http.send('GET', pixel)).resolves.toMatchObject({ status: 200 });
    await consumers.idle();
    const report = await http.send('GET', `${url}/report`, token('merchant'));
    const line = { campaign: id, placement: 'front-page', impressions: '1', clicks: '0', spent_nanos: '4500000' };
    expect(report.body).toMatchObject({ spent_nanos: '4500000', items: [line] });
    await expect(http.send('GET', url, token('finance'))).resolves.toMatchObject({ body: { spent_nanos: '4500000' } });
    // 4,500,000 nanos are less than a minor unit: the third impression makes one, and an entry that can be proven.
    const charges = (role: Role) => http.send('GET', `${url}/charges`, token(role));
    expect((await charges('merchant')).body).toEqual({ items: [], next_cursor: null });
    for (const user of ['bo', 'cy']) {
      const markup = await askUntilSold({ id: user, imp: [imp], user: { id: user } });
      await http.send('GET', /\/a\/i\?t=[^"]+/.exec(markup)?.[0] ?? '');
      await consumers.idle();
    }
    const charge = { entry: expect.stringMatching(/^en_/), amount: { amount: '1', asset: 'GBPT/2' }, events: '1' };
    expect((await charges('finance')).body).toMatchObject({ items: [charge], next_cursor: null });
    await expect(http.send('POST', `${url}/pause`, token('merchant'), {})).resolves.toMatchObject({
      body: { state: 'paused' },
    });
    await expect(ads.check.execute()).resolves.toMatchObject({ isSound: true, breaks: [] });
  });

  /** The edge loads its market in the background. */
  async function askUntilSold(request: object): Promise<string> {
    for (let round = 0; round < 200; round += 1) {
      const { status, text } = await http.send('POST', '/openrtb2/auction', undefined, request);
      if (status === 200) return JSON.parse(text).seatbid[0].bid[0].adm as string;
    }
    throw new Error('nothing was sold');
  }

  it('shows nobody the campaigns of others', async () => {
    const { campaign } = await ads.campaign();
    const url = `/v1/campaigns/${publicId('cmp', campaign.id)}`;
    for (const [method, path] of [
      ['GET', url],
      ['POST', `${url}/pause`],
      ['GET', `${url}/report`],
      ['GET', `${url}/charges`],
    ] as const) {
      const answer = await http.send(method, path, token('merchant'), method === 'POST' ? {} : undefined);
      expect([path, answer.status, answer.body['code']]).toEqual([path, 404, 'ads.campaign_not_found']);
    }
    const own = await http.send('GET', '/v1/campaigns', token('merchant'));
    const all = await http.send('GET', '/v1/campaigns', token('finance'));
    const names = (of: typeof own): unknown[] => (of.body['items'] as { id: string }[]).map(({ id }) => id);
    expect([names(own).length, names(all).length > 1]).toEqual([1, true]);
  });

  it.each([
    ['a bid of nothing', { bid_nanos: '0' }, 'http.request_invalid', 'bid_nanos'],
    ['a bid beyond all measure', { bid_nanos: '1000000000001' }, 'http.request_invalid', 'bid_nanos'],
    ['a budget in another asset', { budget: { amount: '5000', asset: 'GBP/2' } }, 'input.invalid', 'budget'],
    [
      'a budget below the bid',
      { model: 'cpc', bid_nanos: '60000000', budget: { amount: '5', asset: 'GBPT/2' } },
      'ads.budget_below_bid',
      'budget',
    ],
    ['an end before the start', { ends_at: '2020-01-01T00:00:00Z' }, 'input.invalid', 'ends_at'],
    [
      'a dimension that is none',
      { targeting: { include: { mood: ['good'] } } },
      'http.request_invalid',
      'targeting.include',
    ],
    ['a cap without hours', { cap: { impressions: 3 } }, 'http.request_invalid', 'cap.hours'],
  ])('refuses %s', async (_what, values, code, path) => {
    const answer = await http.send('POST', '/v1/campaigns', token('merchant'), draft({ name: 'Other', ...values }));
    expect([answer.status, answer.body['code']]).toEqual([422, code]);
    expect(answer.body['fields']).toEqual([expect.objectContaining({ path })]);
  });

  it('refuses a name that is taken, and a creative that leads nowhere', async () => {
    const again = await http.send('POST', '/v1/campaigns', token('merchant'), draft());
    expect([again.status, again.body['code']]).toEqual([409, 'ads.campaign_name_taken']);
    const { body } = await http.send('GET', '/v1/campaigns', token('merchant'));
    const [own] = body['items'] as { id: string }[];
    const url = `/v1/campaigns/${own?.id}/creatives`;
    const bad = await http.send('POST', url, token('merchant'), {
      content: banner,
      landing_url: 'javascript:alert(1)',
    });
    expect([bad.status, bad.body['code']]).toEqual([422, 'http.request_invalid']);
    const unknown = { content: { format: 'product', sku: 'unknown' }, landing_url: 'https://shop.example/' };
    const product = await http.send('POST', url, token('merchant'), unknown);
    expect([product.status, product.body['code']]).toEqual([409, 'ads.product_not_listed']);
  });
});

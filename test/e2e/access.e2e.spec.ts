import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../support/eventually.ts';
import { aDataDir, Product, removeDataDir } from '../support/product.ts';
import { at, itemsOf, type Rest, textAt } from '../support/rest.ts';
import { type Person, Platform } from '../support/some-people.ts';

// Who may call what. Every route of the published description stands in the table below, so a new route has to say
// here whom it is for.

type RoleName = 'merchant' | 'influencer' | 'finance' | 'moderator' | 'shopper' | 'auditor';

const EVERYBODY: readonly RoleName[] = ['merchant', 'influencer', 'finance', 'moderator', 'shopper', 'auditor'];
const SHOP: readonly RoleName[] = ['merchant'];
const PAYEE: readonly RoleName[] = ['influencer'];
const FINANCE: readonly RoleName[] = ['finance'];
const SELLERS: readonly RoleName[] = ['merchant', 'influencer'];
/** Who has a feed, and does something with posts; and who sees posts. */
const PUBLIC: readonly RoleName[] = ['influencer', 'shopper'];
const READERS: readonly RoleName[] = ['influencer', 'shopper', 'merchant', 'moderator'];
const TRADE: readonly RoleName[] = ['merchant', 'influencer', 'finance'];
/** Who reads the books: all of them, or their own organisation's part. */
const BOOKS: readonly RoleName[] = ['finance', 'auditor'];
const BOOKED: readonly RoleName[] = [...TRADE, 'auditor'];

/** `public` routes ask nobody who they are. */
const ROUTES: Readonly<Record<string, readonly RoleName[] | 'public'>> = {
  'POST /v1/sign-in': 'public',
  'POST /v1/token/refresh': 'public',
  'POST /v1/sign-out': 'public',
  'GET /v1/me': EVERYBODY,
  'GET /v1/me/money-reads': SELLERS,
  'GET /v1/money-reads': ['auditor'],
  'POST /v1/organisations': FINANCE,
  'GET /v1/organisations': BOOKS,
  'POST /v1/users': FINANCE,
  'GET /v1/users/names': BOOKS,
  'POST /v1/api-keys': EVERYBODY,
  'GET /v1/api-keys': EVERYBODY,
  'DELETE /v1/api-keys/{id}': EVERYBODY,
  'POST /v1/wallet/challenge': PAYEE,
  'PUT /v1/wallet': PAYEE,
  'GET /v1/wallet': PAYEE,
  'POST /v1/programs': ['merchant', 'finance'],
  'GET /v1/programs': TRADE,
  'GET /v1/programs/{id}': TRADE,
  'POST /v1/programs/{id}/rule-versions': ['merchant', 'finance'],
  'GET /v1/programs/{id}/rule-versions': TRADE,
  'POST /v1/programs/{id}/simulate': ['merchant', 'finance'],
  'POST /v1/programs/{id}/enrolments': ['merchant', 'finance'],
  'GET /v1/programs/{id}/enrolments': TRADE,
  'POST /v1/products': ['merchant', 'finance'],
  'POST /v1/products/feed': ['merchant', 'finance'],
  'GET /v1/products': ['merchant', 'finance'],
  'GET /v1/merchants/{merchant}/products/{sku}': EVERYBODY,
  'POST /v1/links': PAYEE,
  'GET /v1/links': ['merchant', 'influencer'],
  'GET /v1/clicks': ['merchant', 'influencer'],
  'POST /v1/campaigns': ['merchant', 'finance'],
  'GET /v1/campaigns': ['merchant', 'finance'],
  'GET /v1/campaigns/{id}': ['merchant', 'finance'],
  'POST /v1/campaigns/{id}/activate': ['merchant', 'finance'],
  'POST /v1/campaigns/{id}/pause': ['merchant', 'finance'],
  'POST /v1/campaigns/{id}/creatives': ['merchant', 'finance'],
  'GET /v1/campaigns/{id}/creatives': ['merchant', 'finance'],
  'GET /v1/campaigns/{id}/report': ['merchant', 'finance'],
  'GET /v1/campaigns/{id}/charges': ['merchant', 'finance'],
  'GET /v1/auctions/{id}/proof': ['merchant', 'finance'],
  'GET /v1/ad-earnings': PAYEE,
  'GET /v1/ad-charges/{entry}/receipt': TRADE,
  'GET /v1/creatives/waiting': ['moderator', 'finance'],
  'POST /v1/creatives/{id}/decision': ['moderator', 'finance'],
  'POST /v1/orders': SHOP,
  'GET /v1/orders': SHOP,
  'GET /v1/orders/{id}': SHOP,
  'POST /v1/orders/{id}/refunds': SHOP,
  'GET /v1/commissions': TRADE,
  'GET /v1/commissions/{id}': TRADE,
  'GET /v1/commissions/{id}/receipt': TRADE,
  'GET /v1/commission-reviews/effect': ['moderator', 'finance'],
  'GET /v1/earnings/summary': PAYEE,
  'GET /v1/accounts': BOOKED,
  'GET /v1/accounts/{path}': BOOKED,
  'GET /v1/accounts/{path}/balance': BOOKED,
  'GET /v1/accounts/{path}/statement': BOOKED,
  'GET /v1/accounts/{path}/balance-history': BOOKED,
  'GET /v1/reports/general-ledger': BOOKS,
  'GET /v1/reports/general-ledger.csv': BOOKS,
  'GET /v1/reports/statement': SELLERS,
  'GET /v1/reports/statement.csv': SELLERS,
  'GET /v1/reports/aged-receivables': BOOKS,
  'GET /v1/reports/aged-receivables/totals': BOOKS,
  'GET /v1/reports/aged-receivables.csv': BOOKS,
  'GET /v1/entries': BOOKED,
  'POST /v1/entries': FINANCE,
  'GET /v1/entries/{id}': BOOKED,
  'GET /v1/entries/{id}/leaves': BOOKED,
  'POST /v1/holds': FINANCE,
  'GET /v1/holds/{seq}': FINANCE,
  'POST /v1/holds/{seq}/capture': FINANCE,
  'POST /v1/holds/{seq}/void': FINANCE,
  'GET /v1/periods': BOOKS,
  'GET /v1/periods/closed': BOOKS,
  'POST /v1/periods/close': FINANCE,
  'POST /v1/periods/reopen': FINANCE,
  'GET /v1/trial-balance': BOOKS,
  'GET /v1/trial-balance/accounts': BOOKS,
  'GET /v1/ledger/books': 'public',
  'GET /v1/log/checkpoint': 'public',
  'GET /v1/log/inclusion': 'public',
  'GET /v1/log/consistency': 'public',
  'GET /checkpoint': 'public',
  'GET /tile/{path}': 'public',
  'GET /books/{book}/checkpoint': 'public',
  'GET /books/{book}/tile/{path}': 'public',
  'GET /v1/chain': 'public',
  'GET /v1/demo': 'public',
  'POST /v1/payout-runs': FINANCE,
  'GET /v1/payout-runs': FINANCE,
  'GET /v1/payout-runs/{id}': FINANCE,
  'POST /v1/payout-runs/{id}/approve': FINANCE,
  'POST /v1/payout-runs/{id}/cancel': FINANCE,
  'GET /v1/payout-runs/{id}/payouts': FINANCE,
  'GET /v1/payout-runs/{id}/comparison': FINANCE,
  'GET /v1/payout-runs/{id}/root': FINANCE,
  'GET /v1/payout-runs/{id}/statement.csv': FINANCE,
  'GET /v1/payouts': PAYEE,
  'POST /v1/payout-reviews': FINANCE,
  'GET /v1/payout-reviews': FINANCE,
  'POST /v1/payout-reviews/{id}/close': FINANCE,
  'GET /v1/settlement/contracts': BOOKED,
  'POST /v1/test-deposits': SHOP,
  'GET /v1/claims': PAYEE,
  'POST /v1/claims': PAYEE,
  'GET /v1/claims/statement': PAYEE,
  'GET /v1/claims/{id}': PAYEE,
  'GET /v1/settler': SELLERS,
  'POST /v1/settler/merchants/typed-data': SHOP,
  'POST /v1/settler/merchants': SHOP,
  'POST /v1/settler/sales/typed-data': SHOP,
  'POST /v1/settler/sales': SHOP,
  'POST /v1/settler/withdrawals': PAYEE,
  'GET /v1/settler/transactions/{id}': SELLERS,
  'GET /v1/reconciliation': FINANCE,
  'POST /v1/coupons': SHOP,
  'POST /v1/coupons/{id}/end': SHOP,
  'GET /v1/coupons': SELLERS,
  'POST /v1/coupon-policies': SHOP,
  'GET /v1/coupon-policies': SELLERS,
  'GET /v1/conversions': TRADE,
  'GET /v1/conversions/{id}': TRADE,
  'GET /v1/orders/{id}/attribution': ['merchant', 'finance'],
  'POST /v1/posts': PAYEE,
  'GET /v1/posts': READERS,
  'GET /v1/posts/{id}': READERS,
  'PUT /v1/posts/{id}/reactions/{kind}': PUBLIC,
  'DELETE /v1/posts/{id}/reactions/{kind}': PUBLIC,
  'POST /v1/posts/{id}/comments': PUBLIC,
  'GET /v1/posts/{id}/comments': READERS,
  'POST /v1/posts/{id}/reports': PUBLIC,
  'PUT /v1/follows/{author}': PUBLIC,
  'DELETE /v1/follows/{author}': PUBLIC,
  'POST /v1/media': SELLERS,
  'GET /v1/reputation': PAYEE,
  'GET /v1/moderation/queue': ['moderator'],
  'GET /v1/moderation/cases/{id}': ['moderator', 'influencer', 'shopper'],
  'POST /v1/moderation/cases/{id}/claim': ['moderator'],
  'POST /v1/moderation/cases/{id}/decisions': ['moderator'],
  'POST /v1/moderation/cases/{id}/appeal': PUBLIC,
  'GET /v1/feed': PUBLIC,
  'POST /v1/feed/actions': PUBLIC,
  'GET /v1/search/products': ['merchant', 'influencer', 'shopper'],
  'GET /v1/search/campaigns': ['merchant', 'finance'],
  'GET /v1/explore': ['merchant', 'influencer', 'shopper'],
  'POST /v1/webhook-endpoints': SELLERS,
  'GET /v1/webhook-endpoints': SELLERS,
  'POST /v1/webhook-endpoints/{id}/rotate-secret': SELLERS,
  'POST /v1/webhook-endpoints/{id}/disable': SELLERS,
  'POST /v1/webhook-endpoints/{id}/enable': SELLERS,
  'GET /v1/webhook-deliveries': SELLERS,
  'GET /v1/webhook-deliveries/{id}': SELLERS,
  'POST /v1/webhook-deliveries/{id}/replay': SELLERS,
};

/** Ids of the right form that belong to nothing. */
const NOWHERE = (route: string): string =>
  route
    .replace('{path}', 'platform:fees')
    .replace('{kind}', 'like')
    .replace('{book}', 'main')
    .replace('{seq}', '1')
    .replace('{sku}', 'LAMP')
    .replace('{merchant}', 'org_01k00000000000000000000000')
    .replace('{entry}', 'en_01k00000000000000000000000')
    .replace('{author}', 'org_01k00000000000000000000000')
    .replace('{id}', `${prefixIn(route)}_01k00000000000000000000000`);

function prefixIn(route: string): string {
  const prefixes = {
    'api-keys': 'key',
    programs: 'prog',
    campaigns: 'cmp',
    creatives: 'cr',
    orders: 'or',
    commissions: 'cm',
    'payout-runs': 'po',
    'payout-reviews': 'rev',
    claims: 'ctx',
    transactions: 'ctx',
    auctions: 'auc',
    entries: 'en',
    coupons: 'cpn',
    conversions: 'or',
    posts: 'post',
    cases: 'case',
    'webhook-endpoints': 'whe',
    'webhook-deliveries': 'whd',
  };
  return Object.entries(prefixes).find(([segment]) => route.includes(`/${segment}/`))?.[1] ?? 'xx';
}

let dataDir: string;
let product: Product | undefined;
let api: Rest;
let people: Readonly<Record<RoleName, Person>>;
let [otherShop, otherPayee]: Person[] = [];

beforeAll(async () => {
  dataDir = await aDataDir('access');
  product = await Product.start({ dataDir });
  const platform = await Platform.of(product);
  api = platform.api;
  people = {
    merchant: await platform.join('merchant', 'Aurora Home'),
    influencer: await platform.join('partner', 'Mia Laine'),
    finance: platform.ada,
    moderator: await platform.hire('Moa Lind', 'moderator'),
    shopper: await platform.hire('Sam Reed', 'shopper'),
    auditor: await platform.hire('Aud Berg', 'auditor'),
  };
  otherShop = await platform.join('merchant', 'Paper Fox');
  otherPayee = await platform.join('partner', 'Noah Quill');
}, 360_000);

afterAll(async () => {
  await product?.stop();
  await removeDataDir(dataDir);
}, 180_000);

describe('who may call what', () => {
  it('is said for every route that is published', async () => {
    const paths = at(await api.read('/openapi.json'), 'paths') as Record<string, Record<string, unknown>>;
    const published = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(published.filter((route) => !(route in ROUTES)).toSorted()).toEqual([]);
    expect(Object.keys(ROUTES).filter((route) => !published.includes(route))).toEqual([]);
  });

  it.each(Object.entries(ROUTES))('%s', async (route, allowed) => {
    const [method = '', path = ''] = NOWHERE(route).split(' ');
    const content = method === 'GET' || method === 'DELETE' ? undefined : {};
    const stranger = await api.send(method, path, content);
    if (allowed === 'public') {
      expect([401, 500, 503]).not.toContain(stranger.status);
      return;
    }
    expect([stranger.status, at(stranger.body, 'code')]).toEqual([401, 'http.unauthenticated']);
    for (const role of EVERYBODY) {
      const { status, body } = await people[role].rest.send(method, path, content);
      if (allowed.includes(role)) expect([role, [401, 403, 500].includes(status)]).toEqual([role, false]);
      else expect([role, status, at(body, 'code')]).toEqual([role, 403, 'identity.not_allowed']);
    }
  });
});

describe("another tenant's data", () => {
  const when = new Date(Date.now() - 60_000).toISOString();
  let program: string;
  let order: string;
  let commission: string;
  let entry: string;

  beforeAll(async () => {
    const { merchant, influencer } = people;
    const terms = { name: 'Lamps', settlement_asset: 'GBPT/2', maturation_days: 0 };
    program = textAt(await merchant.rest.make('/v1/programs', terms), 'id');
    const table = [{ category: '*', tier: '*', bps: 500 }];
    await merchant.rest.make(`/v1/programs/${program}/rule-versions`, { from: '2024-01-01T00:00:00.000Z', table });
    const enrolment = { partner: influencer.organisation, tier: 'gold', from: '2024-01-01T00:00:00.000Z' };
    await merchant.rest.make(`/v1/programs/${program}/enrolments`, enrolment);
    const code = textAt(await influencer.rest.make('/v1/links', { program, url: 'https://shop.example/' }), 'code');
    const { headers } = await api.get(`/l/${code}`);
    const click = new URL(headers.get('location') ?? '').searchParams.get('pv_click');
    const placed = new Date().toISOString();
    const lines = [{ sku: 'LAMP', quantity: 1, unit_price: '10000' }];
    const sent = { external_id: 'A-1', currency: 'GBP/2', click, placed_at: placed, lines };
    order = textAt(await merchant.rest.make('/v1/orders', sent), 'id');
    const found = await eventually(
      () => influencer.rest.read('/v1/commissions'),
      (page) => itemsOf(page).length === 1,
      { timeoutMs: 120_000 },
    );
    commission = textAt(found, 'items.0.id');
    entry = textAt(found, 'items.0.entry');
  }, 120_000);

  it('does not exist for another merchant (404)', async () => {
    const { rest } = otherShop!;
    const refund = { external_id: 'R', at: when, lines: [{ line: 1, amount: '1' }] };
    const table = [{ category: '*', tier: '*', bps: 1 }];
    const answers = await Promise.all([
      rest.get(`/v1/orders/${order}`),
      rest.post(`/v1/orders/${order}/refunds`, refund),
      rest.get(`/v1/programs/${program}`),
      rest.get(`/v1/programs/${program}/rule-versions`),
      rest.get(`/v1/programs/${program}/enrolments`),
      rest.post(`/v1/programs/${program}/rule-versions`, { table }),
      rest.post(`/v1/programs/${program}/enrolments`, { partner: otherPayee!.organisation, tier: 'gold' }),
      rest.get(`/v1/commissions/${commission}`),
      rest.get(`/v1/commissions/${commission}/receipt`),
      rest.get(`/v1/entries/${entry}`),
      rest.get(`/v1/accounts/${await receivable()}?asset=GBPT/2`),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
    expect(answers.map(({ body }) => at(body, 'code'))).toEqual(answers.map(() => expect.stringMatching(/not_found$/)));
  });

  it('does not exist for another payee (404)', async () => {
    const { rest } = otherPayee!;
    const answers = await Promise.all([
      rest.get(`/v1/commissions/${commission}`),
      rest.get(`/v1/commissions/${commission}/receipt`),
      rest.get(`/v1/programs/${program}`),
      rest.get(`/v1/entries/${entry}`),
      rest.get(`/v1/accounts/${await receivable()}?asset=GBPT/2`),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
  });

  it('is in nobody else’s lists', async () => {
    for (const path of ['orders', 'programs', 'commissions', 'entries', 'accounts', 'links', 'clicks']) {
      expect([path, itemsOf(await otherShop!.rest.read(`/v1/${path}`))]).toEqual([path, []]);
    }
    for (const path of ['programs', 'commissions', 'entries', 'accounts', 'links', 'clicks', 'payouts']) {
      expect([path, itemsOf(await otherPayee!.rest.read(`/v1/${path}`))]).toEqual([path, []]);
    }
  });

  it('is as much as its own parties may see, and no more', async () => {
    const forMerchant = await people.merchant.rest.read(`/v1/entries/${entry}`);
    expect(forMerchant).toMatchObject({ metadata: null });
    expect(await people.finance.rest.read(`/v1/entries/${entry}`)).toMatchObject({
      metadata: { reason: 'commission' },
    });
    expect(await people.influencer.rest.read(`/v1/commissions/${commission}`)).toMatchObject({ order });
    expect(await people.merchant.rest.read(`/v1/commissions/${commission}`)).toMatchObject({ order });
  });

  async function receivable(): Promise<string> {
    const accounts = itemsOf(await people.merchant.rest.read('/v1/accounts'));
    return textAt(
      accounts.find((account) => at(account, 'line') === 'org:receivable'),
      'path',
    );
  }
});

describe('an API key', () => {
  it('does what its scopes say, for its organisation, until it is revoked', async () => {
    const { merchant } = people;
    const made = await merchant.rest.make('/v1/api-keys', { name: 'shop system', scopes: ['orders:read'] });
    const key = api.as(textAt(made, 'secret'));
    expect(itemsOf(await key.read('/v1/orders'))).toHaveLength(1);
    expect(await key.post('/v1/orders', {})).toMatchObject({ status: 403, body: { code: 'identity.not_allowed' } });
    expect(await key.get('/v1/payout-runs')).toMatchObject({ status: 403 });
    expect(await key.get('/v1/api-keys')).toMatchObject({ status: 403 });
    const id = textAt(made, 'id');
    expect(await otherShop!.rest.send('DELETE', `/v1/api-keys/${id}`)).toMatchObject({ status: 404 });
    expect(await merchant.rest.send('DELETE', `/v1/api-keys/${id}`)).toMatchObject({ status: 204 });
    expect(await key.get('/v1/orders')).toMatchObject({ status: 401 });
  });

  it('is shown once: a retry with the same Idempotency-Key says that it was', async () => {
    const headers = { 'idempotency-key': 'make-me-a-key' };
    const wanted = { name: 'twice', scopes: ['orders:read'] };
    const first = await people.merchant.rest.post('/v1/api-keys', wanted, headers);
    const again = await people.merchant.rest.post('/v1/api-keys', wanted, headers);
    expect(textAt(first.body, 'secret')).toMatch(/^\S{20,}$/);
    expect(again.body).toMatchObject({ id: at(first.body, 'id'), secret: null });
  });
});

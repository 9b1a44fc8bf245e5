import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Caller, DAY_MS, ROLES, type Role, epochMs, formatInstant, publicId } from '#kernel';
import { CatalogModule } from '#modules/catalog';
import type { Organisation, OrganisationKind } from '#modules/identity';
import { type TestHttpApp, type TestIdentity, anHttpApp, anIdentity } from '#modules/identity/testing';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { ProgramsModule } from '../programs.module.ts';
import { ProgramsController } from './programs.controller.ts';

const KIND_OF: Record<Role, OrganisationKind> = {
  merchant: 'merchant',
  influencer: 'partner',
  finance: 'platform',
  moderator: 'platform',
  shopper: 'platform',
  auditor: 'platform',
};

describe('programs over HTTP', () => {
  let database: TestDatabase;
  let identity: TestIdentity;
  let http: TestHttpApp;
  const people = new Map<Role, Caller & { readonly of: Organisation }>();
  const token = (role: Role): string => {
    const person = people.get(role);
    return person === undefined ? '' : http.tokenOf(person);
  };
  const orgOf = (role: Role): string => publicId('org', people.get(role)?.of.id ?? '');

  beforeAll(async () => {
    database = await aDatabase();
    identity = await anIdentity(database);
    http = await anHttpApp(database, { modules: [CatalogModule, ProgramsModule], controllers: [ProgramsController] });
    for (const role of ROLES) {
      const of = await identity.organisation(KIND_OF[role]);
      people.set(role, { ...(await identity.user(of, role)), of });
    }
  });
  afterAll(async () => {
    await http.close();
    await identity.close();
    await database.close();
  });

  const nothing = publicId('prog', '018f0000-0000-7000-8000-000000000001');
  const routes: [method: 'GET' | 'POST', url: string, allowed: readonly Role[]][] = [
    ['POST', '/v1/programs', ['merchant', 'finance']],
    ['GET', '/v1/programs', ['merchant', 'influencer', 'finance']],
    ['GET', `/v1/programs/${nothing}`, ['merchant', 'influencer', 'finance']],
    ['POST', `/v1/programs/${nothing}/rule-versions`, ['merchant', 'finance']],
    ['GET', `/v1/programs/${nothing}/rule-versions`, ['merchant', 'influencer', 'finance']],
    ['POST', `/v1/programs/${nothing}/enrolments`, ['merchant', 'finance']],
    ['GET', `/v1/programs/${nothing}/enrolments`, ['merchant', 'influencer', 'finance']],
  ];

  it.each(routes)('%s %s lets in %p and nobody else', async (method, url, allowed) => {
    const body = method === 'POST' ? {} : undefined;
    await expect(http.send(method, url, undefined, body)).resolves.toMatchObject({ status: 401 });
    for (const role of ROLES) {
      const { status } = await http.send(method, url, token(role), body);
      expect([role, status === 403]).toEqual([role, !allowed.includes(role)]);
    }
  });

  it('takes a program from its name to a partner at a tier, and shows it to whom it concerns', async () => {
    const made = await http.send('POST', '/v1/programs', token('merchant'), {
      name: 'Autumn',
      settlement_asset: 'GBPT/2',
      notice_days: 14,
    });
    expect(made).toMatchObject({ status: 201, body: { merchant: orgOf('merchant'), notice_days: 14, fee_bps: 1000 } });
    const url = `/v1/programs/${String(made.body['id'])}`;
    await expect(http.send('GET', url, token('influencer'))).resolves.toMatchObject({ status: 404 });

    const from = formatInstant(epochMs(Date.now() - 90 * DAY_MS));
    const table = [
      { category: 'home', tier: 'gold', bps: 1000 },
      { category: '*', tier: '*', bps: 500 },
    ];
    const version = await http.send('POST', `${url}/rule-versions`, token('merchant'), { from, table });
    expect(version).toMatchObject({
      status: 201,
      body: { version: 1, from, hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    expect(version.body['terms']).toMatchObject({ from, maturation_days: 30, table: table.toReversed() });

    const enrolled = await http.send('POST', `${url}/enrolments`, token('merchant'), {
      partner: orgOf('influencer'),
      tier: 'gold',
    });
    expect(enrolled).toMatchObject({ status: 201, body: { tier: 'gold', to: null } });
    await expect(http.send('GET', url, token('influencer'))).resolves.toMatchObject({ status: 200 });
    const list = await http.send('GET', '/v1/programs?limit=1', token('influencer'));
    expect(list.body).toMatchObject({ items: [{ id: made.body['id'] }], next_cursor: null });
    await expect(http.send('GET', `${url}/rule-versions`, token('influencer'))).resolves.toMatchObject({
      body: { items: [{ version: 1 }] },
    });
  });

  it('refuses a cut without notice with what would be allowed (programs.cut_without_notice)', async () => {
    const made = await http.send('POST', '/v1/programs', token('finance'), {
      merchant: orgOf('merchant'),
      name: 'Winter',
      settlement_asset: 'GBPT/2',
    });
    const url = `/v1/programs/${String(made.body['id'])}/rule-versions`;
    const flat = (bps: number): object => ({ table: [{ category: '*', tier: '*', bps }] });
    await http.send('POST', url, token('merchant'), flat(1000));
    const soon = formatInstant(epochMs(Date.now() + DAY_MS));
    const cut = await http.send('POST', url, token('merchant'), { from: soon, ...flat(900) });
    expect(cut).toMatchObject({ status: 409, body: { code: 'programs.cut_without_notice', notice_days: 30 } });
  });

  it('shows a partner their own tier only', async () => {
    const made = await http.send('POST', '/v1/programs', token('merchant'), {
      name: 'Spring',
      settlement_asset: 'GBPT/2',
    });
    const url = `/v1/programs/${String(made.body['id'])}/enrolments`;
    const other = await identity.organisation('partner');
    for (const partner of [orgOf('influencer'), publicId('org', other.id)]) {
      await http.send('POST', url, token('merchant'), { partner, tier: 'gold' });
    }
    await expect(http.send('GET', url, token('merchant'))).resolves.toMatchObject({ body: { items: [{}, {}] } });
    const own = await http.send('GET', url, token('influencer'));
    expect(own.body['items']).toEqual([expect.objectContaining({ partner: orgOf('influencer') })]);
  });
});

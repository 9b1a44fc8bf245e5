import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Wallet } from 'ethers';
import { type Caller, ROLES, type Role, publicId } from '#kernel';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import type { Organisation, OrganisationKind } from '../domain/organisation.ts';
import { type TestHttpApp, type TestIdentity, anHttpApp, anIdentity } from '../testing.ts';
import { ApiKeysController } from './api-keys.controller.ts';
import { MoneyReadsController } from './money-reads.controller.ts';
import { OrganisationsController } from './organisations.controller.ts';
import { SessionController } from './session.controller.ts';
import { WalletController } from './wallet.controller.ts';

const KIND_OF: Record<Role, OrganisationKind> = {
  merchant: 'merchant',
  influencer: 'partner',
  finance: 'platform',
  moderator: 'platform',
  shopper: 'platform',
  auditor: 'platform',
};

describe('identity over HTTP', () => {
  let database: TestDatabase;
  let identity: TestIdentity;
  let http: TestHttpApp;
  const people = new Map<Role, Caller & { readonly email: string; readonly of: Organisation }>();
  const tokens = new Map<Role, string>();
  const token = (role: Role): string => tokens.get(role) ?? '';

  beforeAll(async () => {
    database = await aDatabase();
    identity = await anIdentity(database);
    http = await anHttpApp(database, {
      modules: [],
      controllers: [
        SessionController,
        OrganisationsController,
        ApiKeysController,
        WalletController,
        MoneyReadsController,
      ],
    });
    for (const role of ROLES) {
      const of = await identity.organisation(KIND_OF[role]);
      const person = await identity.user(of, role);
      people.set(role, { ...person, of });
      tokens.set(role, http.tokenOf(person));
    }
  });
  afterAll(async () => {
    await http.close();
    await identity.close();
    await database.close();
  });

  /** Every route of this module that is not public, and who may use it. */
  const routes: [method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, allowed: readonly Role[]][] = [
    ['GET', '/v1/me', ROLES],
    ['GET', '/v1/me/money-reads', ['merchant', 'influencer']],
    ['GET', '/v1/money-reads', ['auditor']],
    ['POST', '/v1/organisations', ['finance']],
    ['GET', '/v1/organisations', ['finance', 'auditor']],
    ['POST', '/v1/users', ['finance']],
    ['GET', '/v1/users/names', ['finance', 'auditor']],
    ['POST', '/v1/api-keys', ROLES],
    ['GET', '/v1/api-keys', ROLES],
    ['DELETE', `/v1/api-keys/${publicId('key', '018f0000-0000-7000-8000-000000000001')}`, ROLES],
    ['POST', '/v1/wallet/challenge', ['influencer']],
    ['PUT', '/v1/wallet', ['influencer']],
    ['GET', '/v1/wallet', ['influencer']],
  ];
  const body = (method: string): object | undefined => (method === 'POST' || method === 'PUT' ? {} : undefined);

  it.each(routes)('%s %s lets in %p and nobody else', async (method, url, allowed) => {
    const nobody = await http.send(method, url, undefined, body(method));
    expect(nobody).toMatchObject({ status: 401, body: { code: 'http.unauthenticated' } });
    for (const role of ROLES) {
      const { status, body: answer } = await http.send(method, url, token(role), body(method));
      const isRefused = status === 403 && answer['code'] === 'identity.not_allowed';
      expect([role, isRefused]).toEqual([role, !allowed.includes(role)]);
    }
  });

  it('signs in, says who one is, refreshes once and signs out', async () => {
    const ana = people.get('influencer');
    const wrong = await http.send('POST', '/v1/sign-in', undefined, { email: ana?.email, password: 'wrong' });
    expect(wrong).toMatchObject({ status: 403, body: { code: 'identity.wrong_credentials' } });
    const entered = await http.send('POST', '/v1/sign-in', undefined, {
      email: ana?.email,
      password: 'correct horse battery',
    });
    expect(entered).toMatchObject({ status: 200, body: { token_type: 'Bearer', expires_in: 900 } });
    const me = await http.send('GET', '/v1/me', String(entered.body['access_token']));
    const organisation = publicId('org', ana?.of.id ?? '');
    expect(me.body).toMatchObject({
      kind: 'user',
      organisation,
      roles: ['influencer'],
      memberships: [{ organisation }],
    });

    const refresh = { refresh_token: entered.body['refresh_token'] };
    const refreshed = await http.send('POST', '/v1/token/refresh', undefined, refresh);
    expect(refreshed.status).toBe(200);
    const left = await http.send('POST', '/v1/sign-out', undefined, { refresh_token: refreshed.body['refresh_token'] });
    expect(left.status).toBe(204);
    await expect(http.send('POST', '/v1/token/refresh', undefined, refresh)).resolves.toMatchObject({ status: 403 });
  });

  it('asks who guesses too often to wait (identity.too_many_attempts)', async () => {
    const guess = { email: 'guessed@example.test', password: 'wrong' };
    for (let attempt = 0; attempt < 10; attempt += 1) await http.send('POST', '/v1/sign-in', undefined, guess);
    const refused = await http.send('POST', '/v1/sign-in', undefined, guess);
    expect(refused).toMatchObject({ status: 429, body: { code: 'identity.too_many_attempts' } });
    expect(refused.body['retry_after_seconds']).toBeGreaterThan(800);
  });

  it('makes organisations and users, refuses a role that does not fit (identity.role_does_not_fit)', async () => {
    const made = await http.send('POST', '/v1/organisations', token('finance'), { kind: 'merchant', name: 'New shop' });
    expect(made).toMatchObject({ status: 201, body: { kind: 'merchant', name: 'New shop' } });
    const user = {
      email: 'Shop@Example.test',
      name: 'Sam',
      password: 'a long password',
      organisation: made.body['id'],
      roles: ['merchant'],
    };
    const added = await http.send('POST', '/v1/users', token('finance'), user);
    expect(added).toMatchObject({ status: 201, body: { email: 'shop@example.test' } });
    const odd = await http.send('POST', '/v1/users', token('finance'), {
      ...user,
      email: 'b@example.test',
      roles: ['finance'],
    });
    expect(odd).toMatchObject({ status: 422, body: { code: 'identity.role_does_not_fit' } });
    const first = await http.send('GET', '/v1/organisations?limit=2&kind=merchant', token('finance'));
    expect(first.body).toMatchObject({ items: [{ kind: 'merchant' }, { kind: 'merchant' }], next_cursor: null });
  });

  it('names people by their ids, leaves out who does not exist, and refuses what is no id (422)', async () => {
    const ana = people.get('influencer');
    const known = publicId('usr', ana?.subject ?? '');
    const unknown = publicId('usr', '018f0000-0000-7000-8000-000000000001');
    const found = await http.send('GET', `/v1/users/names?ids=${known},${unknown}`, token('auditor'));
    expect(found).toMatchObject({ status: 200, body: { names: { [known]: 'Someone' } } });
    expect(Object.keys(found.body['names'] as object)).toEqual([known]);
    await expect(http.send('GET', '/v1/users/names?ids=Ana', token('auditor'))).resolves.toMatchObject({ status: 422 });
  });

  it('shows an API key once, and lets it do what its scopes name', async () => {
    const input = { name: 'shop', scopes: ['me:read'] };
    const key = { 'idempotency-key': 'make-a-key' };
    const made = await http.send('POST', '/v1/api-keys', token('merchant'), input, key);
    const again = await http.send('POST', '/v1/api-keys', token('merchant'), input, key);
    expect(again.body).toMatchObject({ id: made.body['id'], secret: null, not_repeated: ['secret'] });
    const secret = String(made.body['secret']);
    await expect(http.send('GET', '/v1/me', secret)).resolves.toMatchObject({ status: 200, body: { kind: 'api_key' } });
    await expect(http.send('GET', '/v1/api-keys', secret)).resolves.toMatchObject({ status: 403 });
    await expect(http.send('GET', '/v1/api-keys', token('merchant'))).resolves.toMatchObject({
      body: { items: [{ id: made.body['id'], prefix: secret.slice(0, 9) }] },
    });
    await http.send('DELETE', `/v1/api-keys/${String(made.body['id'])}`, token('merchant'));
    await expect(http.send('GET', '/v1/me', secret)).resolves.toMatchObject({ status: 401 });
  });

  it('refuses a scope that no route asks for, by field and with those that there are', async () => {
    const made = await http.send('POST', '/v1/api-keys', token('merchant'), { name: 'shop', scopes: ['orders:eat'] });
    expect(made.status).toBe(422);
    expect(JSON.stringify(made.body)).toMatch(/scopes.*orders:write/);
  });

  it('sets the payee wallet by its signature', async () => {
    const wallet = new Wallet(`0x${'33'.repeat(32)}`);
    await expect(http.send('GET', '/v1/wallet', token('influencer'))).resolves.toMatchObject({ status: 404 });
    const { body: challenge } = await http.send('POST', '/v1/wallet/challenge', token('influencer'), {
      address: wallet.address,
    });
    const message = String(challenge['message']);
    const forged = await http.send('PUT', '/v1/wallet', token('influencer'), {
      message,
      signature: `0x${'00'.repeat(65)}`,
    });
    expect(forged).toMatchObject({ status: 422, body: { code: 'identity.wallet_signature_wrong' } });
    const signature = await wallet.signMessage(message);
    const set = await http.send('PUT', '/v1/wallet', token('influencer'), { message, signature });
    expect(set).toMatchObject({ status: 200, body: { address: wallet.address.toLowerCase(), version: 1 } });
    await expect(http.send('GET', '/v1/wallet', token('influencer'))).resolves.toMatchObject({ body: set.body });
  });
});

import { Controller, Get, Param, StreamableFile } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Id, type Role, publicId } from '#kernel';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { Allow, Scopes, ShowsMoney } from '#platform/http';
import type { Organisation } from '../domain/organisation.ts';
import { type TestHttpApp, type TestIdentity, anHttpApp, anIdentity } from '../testing.ts';
import { MoneyReadsController } from './money-reads.controller.ts';

/** Too long to be in an id by chance. */
const AMOUNT = '4242424242424242';

/** Answers as the ledger's routes do: paths of accounts, and files. */
@Controller('v1')
@Allow('finance', 'merchant', 'influencer')
@Scopes('ledger:read')
@ShowsMoney()
class BooksController {
  @Get('books/:org')
  read(@Param('org') org: string): unknown {
    return {
      items: [
        { path: `org:${org}:prepaid`, balance: { amount: AMOUNT, asset: 'GBPT/2' } },
        { debit: { path: 'platform:fees' } },
      ],
    };
  }

  @Get('books.csv')
  file(): StreamableFile {
    return new StreamableFile(Buffer.from('account,balance\r\n'));
  }

  @Get('books-nobody')
  nobody(): unknown {
    return { path: 'platform:fees', total: '7' };
  }
}

type Read = { path: string; reason: string | null; owners: string[]; is_of_all: boolean; by: { name: string | null } };

describe('the log of reads of other people’s money', () => {
  let database: TestDatabase;
  let identity: TestIdentity;
  let http: TestHttpApp;
  const organisations = new Map<Role, Organisation>();
  const tokens = new Map<Role, string>();
  const idOf = (role: Role): Id<'Organisation'> => organisations.get(role)!.id;

  beforeAll(async () => {
    database = await aDatabase();
    identity = await anIdentity(database);
    http = await anHttpApp(database, { modules: [], controllers: [MoneyReadsController, BooksController] });
    const kinds = { merchant: 'merchant', influencer: 'partner', finance: 'platform', auditor: 'platform' } as const;
    for (const role of ['merchant', 'influencer', 'finance', 'auditor'] as const) {
      const of = await identity.organisation(kinds[role]);
      organisations.set(role, of);
      tokens.set(role, http.tokenOf(await identity.user(of, role)));
    }
  });
  afterAll(async () => {
    await http.close();
    await identity.close();
    await database.close();
  });

  const get = (url: string, role: Role, headers: object = {}) =>
    http.send('GET', url, tokens.get(role), undefined, headers);
  const reads = async (url: string, role: Role): Promise<Read[]> => (await get(url, role)).body['items'] as Read[];

  it('has a row for each look of the platform’s people, which the owner and the auditor see', async () => {
    const url = `/v1/books/${idOf('merchant')}?asset=GBPT/2`;
    expect((await get(url, 'finance', { 'x-reason': 'ticket 17' })).status).toBe(200);
    const [mine] = await reads('/v1/me/money-reads', 'merchant');
    expect(mine).toMatchObject({
      path: url,
      reason: 'ticket 17',
      owners: [publicId('org', idOf('merchant'))],
      is_of_all: false,
      by: { kind: 'user', name: expect.any(String), organisation: publicId('org', idOf('finance')) },
    });
    expect(JSON.stringify(mine)).not.toContain(AMOUNT);
    await expect(reads('/v1/me/money-reads', 'influencer')).resolves.toEqual([]);
    await expect(reads('/v1/money-reads', 'auditor')).resolves.toEqual([mine]);
    await expect(reads(`/v1/money-reads?owner=${publicId('org', idOf('influencer'))}`, 'auditor')).resolves.toEqual([]);
    expect((await get('/v1/money-reads', 'finance')).status).toBe(403);
    expect((await get('/v1/money-reads', 'merchant')).status).toBe(403);
  });

  it('has no row for people who read what is their own, nor for what belongs to the platform', async () => {
    const before = (await reads('/v1/money-reads', 'auditor')).length;
    await get(`/v1/books/${idOf('merchant')}`, 'merchant');
    await get(`/v1/books/${idOf('finance')}`, 'finance');
    await get('/v1/books-nobody', 'finance');
    await expect(reads('/v1/money-reads', 'auditor')).resolves.toHaveLength(before);
  });

  it('shows a file of many accounts to everybody whose money it may hold', async () => {
    await get('/v1/books.csv', 'finance');
    for (const role of ['merchant', 'influencer'] as const) {
      expect((await reads('/v1/me/money-reads', role))[0]).toMatchObject({
        path: '/v1/books.csv',
        is_of_all: true,
        owners: [],
      });
    }
    await get(`/v1/books.csv?owner=${publicId('org', idOf('influencer'))}`, 'finance');
    const [latest] = await reads('/v1/me/money-reads', 'influencer');
    expect(latest).toMatchObject({ is_of_all: false, owners: [publicId('org', idOf('influencer'))] });
    const pages = await get('/v1/money-reads?limit=2', 'auditor');
    const rest = await reads(`/v1/money-reads?cursor=${String(pages.body['next_cursor'])}`, 'auditor');
    expect(rest.map(({ path }) => path)).toEqual([expect.stringContaining('/v1/books/')]);
  });

  it('refuses a reason that is too long before anything is read', async () => {
    const { status, body } = await get(`/v1/books/${idOf('merchant')}`, 'finance', { 'x-reason': 'x'.repeat(301) });
    expect([status, body['code']]).toEqual([422, 'identity.reason_invalid']);
  });

  it('is append-only for the application and for a careless owner', async () => {
    for (const attack of [
      "update identity.money_read set reason = 'other'",
      'delete from identity.money_read',
      'truncate identity.money_read',
    ]) {
      await expect(database.database.query(attack)).rejects.toMatchObject({ code: '42501' });
      await expect(database.ownerQuery(attack)).rejects.toMatchObject({ constraint: 'money_read_is_append_only' });
    }
  });

  it('sends nothing when the look cannot be written down', async () => {
    await database.ownerQuery('revoke insert on identity.money_read from provisio_app');
    try {
      const { status, text } = await get(`/v1/books/${idOf('merchant')}`, 'finance');
      expect(status).toBeGreaterThanOrEqual(500);
      expect(text).not.toContain('prepaid');
      expect((await get('/v1/books.csv', 'finance')).status).toBeGreaterThanOrEqual(500);
      expect((await get(`/v1/books/${idOf('merchant')}`, 'merchant')).status).toBe(200);
    } finally {
      await database.ownerQuery('grant insert on identity.money_read to provisio_app');
    }
  });
});

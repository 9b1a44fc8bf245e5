import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DAY_MS, type EpochMs, FixedClock, type Id, type Role, publicId } from '#kernel';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { PostEntries, accounts } from '../index.ts';
import { RollUpDays } from '../use-cases/roll-up-days/roll-up-days.ts';
import { EntriesController, ReportsController } from '../http.ts';
import { ledgerOverHttp } from '../testing/over-http.ts';
import { aDeposit, aTransfer, anEntry, anOrganisation } from '../testing/some-entries.ts';

const START = Date.UTC(2026, 0, 1);
const day = (n: number): EpochMs => (START + n * DAY_MS + 3_600_000) as EpochMs;

type Item = {
  row: string;
  account: string;
  balance: { amount: string };
  movement: { entry: string; counter: string } | null;
  links: Record<string, string>;
};
type Json = { items: Item[]; next_cursor: string | null; code?: string } & Record<string, unknown>;

describe('reports over HTTP', () => {
  let db: TestDatabase;
  let app: NestFastifyApplication;
  const dataDir = mkdtempSync(path.join(tmpdir(), 'provisio-reports-'));
  const [merchant, payee] = [anOrganisation(), anOrganisation()];
  const owed = accounts.receivable(merchant);

  beforeAll(async () => {
    db = await aDatabase();
    const clock = new FixedClock(day(100));
    app = await ledgerOverHttp({ db, clock, dataDir, controllers: [ReportsController, EntriesController] });
    const sale = (amount: bigint, n: number) =>
      anEntry([aTransfer(owed, accounts.unfunded(payee), amount)], { effectiveAt: day(n) });
    const paid = anEntry([aTransfer(accounts.prepaid(merchant), owed, 250n)], { effectiveAt: day(40) });
    const drafts = [
      { ...aDeposit(merchant, 1_000n), effectiveAt: day(0) },
      sale(100n, 1),
      sale(200n, 5),
      sale(300n, 60),
      paid,
    ];
    await db.unitOfWork.run((tx) => app.get(PostEntries).execute(tx, drafts));
    await app.get(RollUpDays).execute();
    await db.unitOfWork.run((tx) => app.get(PostEntries).execute(tx, [sale(7n, 5)]));
  });
  afterAll(async () => {
    await app.close();
    await db.close();
    rmSync(dataDir, { recursive: true });
  });

  async function get(
    url: string,
    role: Role,
    organisation: Id<'Organisation'> = merchant,
  ): Promise<{ status: number; body: Json; text: string; headers: Record<string, unknown> }> {
    const caller = { kind: 'user', subject: organisation, organisation, roles: [role], scopes: [] };
    const reply = await app.inject({ method: 'GET', url, headers: { 'x-caller': JSON.stringify(caller) } });
    const isJson = String(reply.headers['content-type']).includes('json');
    const none: Json = { items: [], next_cursor: null };
    return {
      status: reply.statusCode,
      body: isJson ? reply.json<Json>() : none,
      text: reply.payload,
      headers: reply.headers,
    };
  }

  const ledgerUrl = `/v1/reports/general-ledger?from=2026-01-02&to=2026-03-31&line=org:receivable`;

  it('draw up the general ledger for finance, page by page, each movement with its entry and leaves', async () => {
    const { body } = await get(ledgerUrl, 'finance');
    expect(body.items.map(({ row, balance }) => [row, balance.amount])).toEqual([
      ['opening', '0'],
      ['movement', '100'],
      ['movement', '300'],
      ['movement', '307'],
      ['movement', '57'],
      ['movement', '357'],
      ['closing', '357'],
    ]);
    expect(body.items[4]).toMatchObject({
      account: owed,
      owner: publicId('org', merchant),
      debits: null,
      credits: { amount: '250', asset: 'GBPT/2' },
      movement: { kind: 'post', counter: accounts.prepaid(merchant), effective_at: new Date(day(40)).toISOString() },
    });
    for (const { movement, links } of body.items.filter(({ row }) => row === 'movement')) {
      expect(links['entry']).toBe(`/v1/entries/${movement!.entry}`);
      expect((await get(links['entry']!, 'finance')).status).toBe(200);
      expect((await get(links['leaves']!, 'finance')).status).toBe(200);
    }
    const paged: Item[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: Json = (await get(`${ledgerUrl}&limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`, 'finance')).body;
      paged.push(...page.items);
      cursor = page.next_cursor;
    }
    expect(paged).toEqual(body.items);
  });

  it('stream the same as CSV', async () => {
    const { text, headers } = await get(ledgerUrl.replace('ledger?', 'ledger.csv?'), 'finance');
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    const lines = text.trimEnd().split('\r\n');
    expect(lines).toHaveLength(8);
    expect(lines[5]!.split(',').slice(-7, -1)).toEqual(['', '', '250', '2.50', '57', '0.57']);
  });

  it('give everybody the statement of their own organisation alone', async () => {
    const url = '/v1/reports/statement?from=2026-01-01&to=2026-12-31';
    const rows = async (role: Role, of: Id<'Organisation'>): Promise<string[]> =>
      (await get(url, role, of)).body.items
        .filter(({ row }) => row === 'closing')
        .map(({ account, balance }) => `${account} ${balance.amount}`);
    await expect(rows('merchant', merchant)).resolves.toEqual([`${accounts.prepaid(merchant)} 750`, `${owed} 357`]);
    await expect(rows('influencer', payee)).resolves.toEqual([`${accounts.unfunded(payee)} 607`]);
    await expect(rows('influencer', anOrganisation())).resolves.toEqual([]);
    const file = await get(url.replace('statement?', 'statement.csv?'), 'influencer', payee);
    expect(file.text).toContain(accounts.unfunded(payee));
    expect(file.text.split('\r\n').filter((line) => line.startsWith('closing'))).toHaveLength(1);
    await expect(get(ledgerUrl, 'merchant')).resolves.toMatchObject({ status: 403 });
  });

  it('age what is owed at a moment, oldest first', async () => {
    const at = `?at=${new Date(day(70)).toISOString()}`;
    const { body } = await get(`/v1/reports/aged-receivables${at}`, 'finance');
    expect(body.items).toMatchObject([
      {
        account: owed,
        open: { amount: '357' },
        buckets: {
          '0-30': { amount: '300' },
          '31-60': { amount: '0' },
          '61-90': { amount: '57' },
          '90+': { amount: '0' },
        },
        oldest_on: '2026-01-06',
      },
    ]);
    const totals = await get(`/v1/reports/aged-receivables/totals${at}`, 'finance');
    expect(totals.body['lines']).toMatchObject([{ line: 'org:receivable', accounts: 1, open: { amount: '357' } }]);
    const { text } = await get(`/v1/reports/aged-receivables.csv${at}`, 'finance');
    expect(text.split('\r\n')[1]).toBe(
      `${owed},GBPT/2,org:receivable,2026-01-06,357,3.57,300,3.00,0,0.00,57,0.57,0,0.00`,
    );
  });

  it('show an account’s balance over time to its owner and to finance', async () => {
    const url = `/v1/accounts/${encodeURIComponent(owed)}/balance-history?asset=GBPT/2&from=2026-01-01&to=2026-03-02&step=month`;
    for (const role of ['merchant', 'finance'] as const) {
      const { body } = await get(url, role);
      expect(body['points']).toMatchObject([
        { on: '2026-01-31', balance: { amount: '307' } },
        { on: '2026-02-28', debits: { amount: '0' }, credits: { amount: '250' }, balance: { amount: '57' } },
        { on: '2026-03-02', balance: { amount: '357' } },
      ]);
    }
    await expect(get(url, 'influencer', payee)).resolves.toMatchObject({
      status: 404,
      body: { code: 'ledger.account_not_found' },
    });
  });

  it.each([
    ['/v1/reports/general-ledger?from=2026-02-01&to=2026-01-01&line=org:receivable', 'http.request_invalid'],
    ['/v1/reports/general-ledger?from=2016-01-01&to=2026-03-01&line=org:receivable', 'http.request_invalid'],
    ['/v1/reports/general-ledger?from=2026-01-01&to=2026-03-01', 'http.request_invalid'],
    ['/v1/reports/general-ledger?from=2026-02-30&to=2026-03-01&line=org:receivable', 'http.request_invalid'],
    ['/v1/reports/general-ledger.csv?from=2026-01-01&to=2026-03-01&account=NO', 'http.request_invalid'],
    [`${ledgerUrl}&cursor=bm8`, 'http.invalid_cursor'],
    [
      `${ledgerUrl}&cursor=${Buffer.from('["9999999999999999999","a","b","opening",null,null]').toString('base64url')}`,
      'http.invalid_cursor',
    ],
    ['/v1/reports/aged-receivables?at=yesterday', 'http.request_invalid'],
    [`/v1/reports/aged-receivables?cursor=${Buffer.from('["A","B",1]').toString('base64url')}`, 'input.invalid'],
  ])('%s is refused', async (url, code) => {
    const { status, body, headers } = await get(url, 'finance');
    expect([status, body.code]).toEqual([422, code]);
    expect(headers['content-type']).toContain('application/problem+json');
  });
});

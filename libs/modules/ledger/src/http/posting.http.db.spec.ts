import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FixedClock, newId, publicId } from '#kernel';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import {
  AccountsController,
  EntriesController,
  HoldsController,
  PeriodsController,
  PostingController,
} from '../http.ts';
import { CheckMoney, PostEntries, accounts } from '../index.ts';
import { ledgerOverHttp } from '../testing/over-http.ts';
import { NOW, aDeposit, anOrganisation } from '../testing/some-entries.ts';

describe('posting over HTTP', () => {
  let db: TestDatabase;
  let app: NestFastifyApplication;
  const dataDir = mkdtempSync(path.join(tmpdir(), 'provisio-posting-'));
  const [merchant, payee] = [anOrganisation(), anOrganisation()];
  const { prepaid, pending, leased } = {
    prepaid: accounts.prepaid(merchant),
    pending: accounts.pending(payee),
    leased: accounts.leased(merchant),
  };

  beforeAll(async () => {
    db = await aDatabase();
    const controllers = [AccountsController, EntriesController, PostingController, HoldsController, PeriodsController];
    app = await ledgerOverHttp({ db, clock: new FixedClock(NOW), dataDir, controllers });
    await db.unitOfWork.run((tx) => app.get(PostEntries).execute(tx, [aDeposit(merchant, 10_000n)]));
  });
  afterAll(async () => {
    await app.close();
    await db.close();
    rmSync(dataDir, { recursive: true });
  });

  type Body = Record<string, unknown> & { results: Record<string, unknown>[]; items: Record<string, unknown>[] };
  async function call(
    method: 'GET' | 'POST',
    url: string,
    payload?: object,
    role = 'finance',
  ): Promise<{ status: number; body: Body }> {
    const subject = '018f0000-0000-7000-8000-000000000001';
    const caller = { kind: 'user', subject, organisation: merchant, roles: [role], scopes: [] };
    const headers = { 'x-caller': JSON.stringify(caller), 'content-type': 'application/json' };
    const reply = await app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
    return { status: reply.statusCode, body: reply.json<Body>() };
  }
  const aNewId = (): string => publicId('en', newId<'Entry'>(NOW));
  const anEntry = (amount: string, more: object = {}): object => ({
    id: aNewId(),
    asset: 'GBPT/2',
    effective_at: '2026-01-01T00:00:00Z',
    metadata: { reason: 'by hand' },
    transfers: [{ debit: prepaid, credit: pending, amount }],
    ...more,
  });
  const balanceOf = async (of: string): Promise<unknown> =>
    (await call('GET', `/v1/accounts/${encodeURIComponent(of)}?asset=GBPT/2`)).body['balance'];

  it('answers a result for each entry, in order, refusals by their names', async () => {
    const entries = [anEntry('100'), anEntry('99999999'), anEntry('1', { asset: 'NOPE/2' }), anEntry('5')];
    const { status, body } = await call('POST', '/v1/entries', { entries });
    expect(status).toBe(200);
    expect(body.results).toMatchObject([
      { outcome: 'posted', replayed: false, transfers: [{ kind: 'post', amount: { amount: '100', asset: 'GBPT/2' } }] },
      { outcome: 'refused', code: 'ledger.insufficient_funds' },
      { outcome: 'refused', code: 'ledger.unknown_asset' },
      { outcome: 'posted' },
    ]);
    expect(await balanceOf(pending)).toEqual({ amount: '105', asset: 'GBPT/2' });
    const again = await call('POST', '/v1/entries', { entries });
    expect(again.body.results.map((result) => result['replayed'])).toEqual([true, undefined, undefined, true]);
    expect(await balanceOf(pending)).toEqual({ amount: '105', asset: 'GBPT/2' });
  });

  it('puts who posted it into what is hashed', async () => {
    const { body } = await call('POST', '/v1/entries', { entries: [anEntry('1')] });
    const { body: read } = await call('GET', `/v1/entries/${String(body.results[0]!['id'])}`);
    expect(read['metadata']).toEqual({ reason: 'by hand', posted_by: expect.stringMatching(/^usr_/) });
  });

  it.each([
    ['no entries', { entries: [] }, 'entries'],
    ['an amount of nothing', { entries: [anEntry('0')] }, 'entries.0.transfers.0.amount'],
    ['an amount of more than 2^63', { entries: [anEntry('9223372036854775808')] }, 'entries.0.transfers.0.amount'],
    [
      'a number for an amount',
      { entries: [anEntry('1', { transfers: [{ debit: prepaid, credit: pending, amount: 1 }] })] },
      'entries.0.transfers.0.amount',
    ],
    [
      'a path that is none',
      { entries: [anEntry('1', { transfers: [{ debit: 'X', credit: pending, amount: '1' }] })] },
      'entries.0.transfers.0.debit',
    ],
    [
      'metadata that says who posted it',
      { entries: [anEntry('1', { metadata: { posted_by: 'me' } })] },
      'entries.0.metadata',
    ],
    ['a member that is not known', { entries: [anEntry('1', { amount: '1' })] }, 'entries.0'],
  ])('refuses %s by field, and nothing is written', async (_what, payload, field) => {
    const { status, body } = await call('POST', '/v1/entries', payload);
    expect(status).toBe(422);
    expect((body['fields'] as { path: string }[] | undefined)?.some((each) => each.path === field)).toBe(true);
  });

  it('holds, takes a part, and lets the rest go; gives another hold up', async () => {
    const hold = { asset: 'GBPT/2', debit: prepaid, credit: leased, amount: '400' };
    const { body: held } = await call('POST', '/v1/holds', { id: aNewId(), ...hold });
    expect(held).toMatchObject({ is_open: true, amount: { amount: '400' } });
    const capture = { id: aNewId(), amount: '150' };
    const taken = await call('POST', `/v1/holds/${String(held['seq'])}/capture`, capture);
    expect(taken.body).toMatchObject({ is_open: false });
    expect((await call('POST', `/v1/holds/${String(held['seq'])}/capture`, capture)).status).toBe(200); // The same again.
    expect(await balanceOf(leased)).toEqual({ amount: '150', asset: 'GBPT/2' });
    const twice = await call('POST', `/v1/holds/${String(held['seq'])}/void`, { id: aNewId() });
    expect([twice.status, twice.body['code']]).toEqual([409, 'ledger.hold_resolved']);
    const { body: other } = await call('POST', '/v1/holds', { id: aNewId(), ...hold });
    expect((await call('POST', `/v1/holds/${String(other['seq'])}/void`, { id: aNewId() })).body).toMatchObject({
      is_open: false,
    });
    expect((await call('GET', '/v1/holds/1')).body['code']).toBe('ledger.hold_not_found');
  });

  it('closes and opens periods, and shows how that came to be', async () => {
    expect((await call('POST', '/v1/periods/close', { until: '2025-12-01' })).body).toMatchObject({
      kind: 'close',
      until: '2025-12-01T00:00:00.000Z',
    });
    const late = anEntry('1', { effective_at: '2025-11-30T23:59:59Z' });
    const refused = await call('POST', '/v1/entries', { entries: [late] });
    expect(refused.body.results).toMatchObject([{ outcome: 'refused', code: 'ledger.period_closed' }]);
    expect((await call('POST', '/v1/periods/reopen', { until: null })).status).toBe(422); // Not without a reason.
    await call('POST', '/v1/periods/reopen', { until: null, reason: 'late invoice' });
    expect((await call('POST', '/v1/entries', { entries: [late] })).body.results).toMatchObject([
      { outcome: 'posted' },
    ]);
    const { body } = await call('GET', '/v1/periods?limit=1');
    expect(body.items).toMatchObject([
      { kind: 'reopen', reason: 'late invoice', moved_by: expect.stringMatching(/^usr_/) },
    ]);
    const next = await call('GET', `/v1/periods?limit=1&cursor=${String(body['next_cursor'])}`);
    expect(next.body.items).toMatchObject([{ kind: 'close' }]);
    expect((await call('GET', '/v1/periods/closed')).body).toEqual({ closed_until: null, zone: 'UTC' });
    expect((await call('POST', '/v1/periods/close', { until: '2025-02-30' })).status).toBe(422);
  });

  it('is for finance alone, and leaves sound books', async () => {
    for (const [method, url] of [
      ['POST', '/v1/entries'],
      ['POST', '/v1/holds'],
      ['POST', '/v1/periods/close'],
    ] as const) {
      expect((await call(method, url, {}, 'influencer')).status).toBe(403);
    }
    expect((await app.get(CheckMoney).execute()).breaks).toEqual([]);
  });
});

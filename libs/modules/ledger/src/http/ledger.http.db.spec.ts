import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type EpochMs, FixedClock, type Id, type Role, publicId, sha256 } from '#kernel';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { parseCheckpoint, parseVerifierKey, rootFromInclusion, verifyCheckpoint, verifyConsistency } from '#verify';
import { PostEntries, type PostedEntry, PublishedBooks, accounts } from '../index.ts';
import { AccountsController, EntriesController, LogController, TrialBalanceController } from '../http.ts';
import { ledgerOverHttp } from '../testing/over-http.ts';
import { VAULT, aDeposit, aTransfer, anEntry, anOrganisation } from '../testing/some-entries.ts';

const NOW = Date.UTC(2026, 0, 1) as EpochMs;

describe('the ledger over HTTP', () => {
  let db: TestDatabase;
  let app: NestFastifyApplication;
  const dataDir = mkdtempSync(path.join(tmpdir(), 'provisio-ledger-'));
  const clock = new FixedClock(NOW);
  const [merchant, payee, other] = [anOrganisation(), anOrganisation(), anOrganisation()];
  const { prepaid, pending } = { prepaid: accounts.prepaid(merchant), pending: accounts.pending(payee) };
  const posted: PostedEntry[] = [];

  beforeAll(async () => {
    db = await aDatabase();
    const controllers = [AccountsController, EntriesController, TrialBalanceController, LogController];
    app = await ledgerOverHttp({ db, clock, dataDir, controllers });
    for (const draft of [
      aDeposit(merchant, 1_000n),
      anEntry(
        [
          aTransfer(prepaid, pending, 100n, { facts: sha256('facts') }),
          aTransfer(prepaid, accounts.pending(other), 7n),
          aTransfer(prepaid, accounts.fees(), 10n),
        ],
        { metadata: { reason: 'commission', receipts: { x: 'y' } } },
      ),
    ]) {
      posted.push(...(await db.unitOfWork.run((tx) => app.get(PostEntries).execute(tx, [draft]))));
      clock.advance(1_000);
    }
  });
  afterAll(async () => {
    await app.close();
    await db.close();
    rmSync(dataDir, { recursive: true });
  });

  type Json = { items: Record<string, unknown>[]; transfers: { seq: string }[]; public_key: string } & Record<
    string,
    unknown
  >;
  const get = async (
    url: string,
    role?: Role,
    organisation: Id<'Organisation'> = merchant,
  ): Promise<{ status: number; body: Json; bytes: Buffer; headers: Record<string, unknown> }> => {
    const headers =
      role === undefined
        ? {}
        : {
            'x-caller': JSON.stringify({
              kind: 'user',
              subject: organisation,
              organisation,
              roles: [role],
              scopes: [],
            }),
          };
    const reply = await app.inject({ method: 'GET', url, headers });
    const isJson = String(reply.headers['content-type']).includes('json');
    return {
      status: reply.statusCode,
      body: isJson ? reply.json<Json>() : { items: [], transfers: [], public_key: '' },
      bytes: reply.rawPayload,
      headers: reply.headers,
    };
  };
  const accountUrl = (of: string): string => `/v1/accounts/${encodeURIComponent(of)}`;

  it('lists every account to finance and their own to others, page by page', async () => {
    const paths = async (url: string, role: Role, organisation?: Id<'Organisation'>): Promise<unknown> =>
      (await get(url, role, organisation)).body.items.map((item) => item['path']);
    await expect(paths('/v1/accounts', 'finance')).resolves.toHaveLength(5);
    await expect(paths('/v1/accounts?prefix=payee:', 'finance')).resolves.toHaveLength(2);
    await expect(paths('/v1/accounts', 'merchant')).resolves.toEqual([prepaid]);
    await expect(paths('/v1/accounts', 'influencer', payee)).resolves.toEqual([pending]);
    const first = await get('/v1/accounts?limit=3', 'finance');
    const second = await get(`/v1/accounts?limit=3&cursor=${String(first.body['next_cursor'])}`, 'finance');
    expect([first.body.items.length, second.body.items.length, second.body['next_cursor']]).toEqual([3, 2, null]);
  });

  it('shows an account and its past balance to its owner and to finance only', async () => {
    const url = `${accountUrl(prepaid)}?asset=GBPT/2`;
    const { body } = await get(url, 'merchant');
    expect(body).toMatchObject({
      path: prepaid,
      line: 'org:prepaid',
      kind: 'liability',
      natural_side: 'credit',
      owner: publicId('org', merchant),
      balance: { amount: '883', asset: 'GBPT/2' },
      debits: { amount: '117' },
      credits: { amount: '1000' },
      transfers: '4',
      last_seq: '4',
      closed_at: null,
    });
    const past = await get(`${accountUrl(prepaid)}/balance?asset=GBPT/2&recorded_at=2026-01-01T00:00:00Z`, 'finance');
    expect(past.body).toMatchObject({ balance: { amount: '1000' }, debits: { amount: '0' } });
    await expect(get(url, 'influencer', payee)).resolves.toMatchObject({
      status: 404,
      body: { code: 'ledger.account_not_found' },
    });
    await expect(get(`${accountUrl(prepaid)}/balance?asset=GBPT/2`, 'influencer', payee)).resolves.toMatchObject({
      status: 404,
    });
    await expect(get(`${accountUrl('platform:gas')}?asset=GBPT/2`, 'finance')).resolves.toMatchObject({ status: 404 });
    await expect(get(`${accountUrl('NO')}?asset=GBPT/2`, 'finance')).resolves.toMatchObject({ status: 422 });
  });

  it('shows entries with the transfers that are the caller’s business', async () => {
    const sale = publicId('en', posted[1]!.id);
    const seqs = async (role: Role, organisation?: Id<'Organisation'>): Promise<unknown> =>
      (await get(`/v1/entries/${sale}`, role, organisation)).body.transfers.map(({ seq }) => seq);
    await expect(seqs('finance', anOrganisation())).resolves.toEqual(['2', '3', '4']);
    await expect(seqs('merchant')).resolves.toEqual(['2', '3', '4']);
    await expect(seqs('influencer', payee)).resolves.toEqual(['2']);
    await expect(get(`/v1/entries/${sale}`, 'influencer', anOrganisation())).resolves.toMatchObject({
      status: 404,
      body: { code: 'ledger.entry_not_found' },
    });
    const { body } = await get(`/v1/entries/${sale}`, 'influencer', payee);
    expect(body).toMatchObject({
      id: sale,
      reason: 'commission',
      metadata: null,
      content_hash: posted[1]!.contentHash,
      recorded_at: '2026-01-01T00:00:01.000Z',
      transfers: [
        {
          seq: '2',
          kind: 'post',
          debit: prepaid,
          credit: pending,
          amount: { amount: '100', asset: 'GBPT/2' },
          refers_to: null,
          facts: sha256('facts').toString('hex'),
        },
      ],
    });
  });

  it('lists entries newest first, filtered by account, page by page', async () => {
    const ids = async (url: string, role: Role, organisation?: Id<'Organisation'>): Promise<unknown> =>
      (await get(url, role, organisation)).body.items.map((item) =>
        posted.findIndex(({ id }) => publicId('en', id) === item['id']),
      );
    await expect(ids('/v1/entries', 'finance')).resolves.toEqual([1, 0]);
    await expect(ids('/v1/entries', 'influencer', payee)).resolves.toEqual([1]);
    await expect(ids(`/v1/entries?account=${accounts.custody(VAULT)}&asset=GBPT/2`, 'finance')).resolves.toEqual([0]);
    await expect(ids(`/v1/entries?account=${accounts.custody(VAULT)}&asset=GBPT/2`, 'merchant')).resolves.toEqual([]);
    const first = await get('/v1/entries?limit=1', 'finance');
    await expect(ids(`/v1/entries?limit=1&cursor=${String(first.body['next_cursor'])}`, 'finance')).resolves.toEqual([
      0,
    ]);
    await expect(get('/v1/entries?account=platform:fees', 'finance')).resolves.toMatchObject({ status: 422 });
  });

  it('gives finance alone the trial balance', async () => {
    const { body } = await get('/v1/trial-balance', 'finance');
    expect(body).toMatchObject({
      seq: '4',
      assets: [{ asset: 'GBPT/2', debits: { amount: '1117' }, credits: { amount: '1117' } }],
    });
    const page = await get('/v1/trial-balance/accounts?line=payee:pending&limit=1', 'finance');
    expect(page.body.items).toHaveLength(1);
    expect(page.body['next_cursor']).not.toBeNull();
    const past = await get('/v1/trial-balance?recorded_at=2026-01-01T00:00:00.000Z', 'finance');
    expect(past.body).toMatchObject({ assets: [{ debits: { amount: '1000' } }] });
    for (const url of ['/v1/trial-balance', '/v1/trial-balance/accounts']) {
      for (const role of ['merchant', 'influencer', 'moderator', 'shopper'] as const) {
        await expect(get(url, role)).resolves.toMatchObject({ status: 403 });
      }
    }
  });

  it('gives the leaves of an entry to finance, and to whose accounts all of it touches', async () => {
    const url = `/v1/entries/${publicId('en', posted[1]!.id)}/leaves`;
    const whole = { content_hash: posted[1]!.contentHash, leaves: [{ seq: '2' }, { seq: '3' }, { seq: '4' }] };
    expect((await get(url, 'finance')).body).toMatchObject(whole);
    for (const role of ['moderator', 'shopper'] as const) {
      await expect(get(url, role)).resolves.toMatchObject({ status: 403 });
    }
    const seen = async (role: Role, organisation: Id<'Organisation'>) => {
      const { body } = await get(url.replace('/leaves', ''), role, organisation);
      return { isWhole: body['is_whole'], leaves: await get(url, role, organisation) };
    };
    const ofMerchant = await seen('merchant', merchant);
    expect(ofMerchant).toMatchObject({ isWhole: true, leaves: { status: 200, body: whole } });
    const ofPayee = await seen('influencer', payee);
    expect(ofPayee).toMatchObject({
      isWhole: false,
      leaves: { status: 403, body: { code: 'ledger.entry_is_shared' } },
    });
  });

  it('serves checkpoint, proofs and tiles to anybody, as the independent verifier accepts them', async () => {
    await expect(get('/v1/log/checkpoint')).resolves.toMatchObject({
      status: 404,
      body: { code: 'ledger.no_checkpoint' },
    });
    await app.get(PublishedBooks).execute();
    const { body } = await get('/v1/log/checkpoint');
    const note = await get('/checkpoint');
    expect(note.bytes.toString()).toBe(body['checkpoint']);
    const checkpoint = parseCheckpoint(note.bytes.toString());
    await expect(verifyCheckpoint(checkpoint, parseVerifierKey(body.public_key))).resolves.toBe('valid');

    const tile = await get('/tile/0/000.p/4');
    expect([tile.status, tile.bytes.length, tile.headers['cache-control']]).toEqual([
      200,
      128,
      'public, max-age=31536000, immutable',
    ]);
    const proofs = (await get('/v1/log/inclusion?seqs=2,4')).body as unknown as { inclusion: Record<string, string[]> };
    for (const seq of [2, 4]) {
      const leaf = tile.bytes.subarray(32 * (seq - 1), 32 * seq);
      const root = rootFromInclusion(
        leaf,
        BigInt(seq - 1),
        4n,
        proofs.inclusion[seq]!.map((hash) => Buffer.from(hash, 'hex')),
      );
      expect(Buffer.from(root ?? []).toString('hex')).toBe(body['root']);
    }
    const { proof } = (await get('/v1/log/consistency?from=1&to=4')).body as unknown as { proof: string[] };
    const first = { size: 1n, root: tile.bytes.subarray(0, 32) };
    expect(
      verifyConsistency(
        first,
        checkpoint,
        proof.map((hash) => Buffer.from(hash, 'hex')),
      ),
    ).toBe(true);
    for (const url of [
      '/tile/0/000',
      '/tile/0/000.p/5',
      '/tile/x',
      '/tile/0/../../v1',
      '/v1/log/inclusion?seqs=5',
      '/v1/log/consistency?from=5',
    ]) {
      const { status, headers } = await get(url);
      // What is not there yet may be there soon: nobody may keep the refusal for a year.
      expect([status, headers['cache-control']]).not.toEqual([404, 'public, max-age=31536000, immutable']);
      expect(status).toBe(404);
    }
    await expect(get('/v1/log/inclusion?seqs=0')).resolves.toMatchObject({ status: 422 });
  });

  it('serves the log as files that anybody may keep: tiles for ever, the head for seconds, both by their ETag', async () => {
    const [head, tile] = [await get('/checkpoint'), await get('/tile/0/000.p/4')];
    expect(head.headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'public, max-age=5',
    });
    expect(tile.headers).toMatchObject({ 'content-type': 'application/octet-stream' });
    for (const [url, { headers }] of [
      ['/checkpoint', head],
      ['/tile/0/000.p/4', tile],
    ] as const) {
      const tag = String(headers['etag']);
      expect(tag).toMatch(/^"[0-9a-f]{32}"$/);
      const again = async (known: string) => {
        const answer = await app.inject({ url, headers: { 'if-none-match': known } });
        return [answer.statusCode, answer.headers.etag, answer.rawPayload.length > 0];
      };
      expect(await again(tag)).toEqual([304, tag, false]);
      expect(await again(`"other", W/${tag}`)).toEqual([304, tag, false]);
      expect(await again('"other"')).toEqual([200, tag, true]);
    }
  });

  it('keeps the key of the log in the data directory, for nobody else to read', () => {
    expect(statSync(path.join(dataDir, 'keys', 'ledger-log.pem')).mode & 0o777).toBe(0o600);
  });
});

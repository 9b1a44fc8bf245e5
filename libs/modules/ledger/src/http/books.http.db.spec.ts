import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FixedClock, type Id, type Role, newId, publicId } from '#kernel';
import { DatabaseUnavailable } from '#platform/database';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { Metrics } from '#platform/telemetry';
import {
  parseCheckpoint,
  parseVerifierKey,
  rootFromInclusion,
  verifyCheckpoint,
  verifyConsistency,
  verifyStatement,
} from '#verify';
import {
  AccountsController,
  BooksController,
  EntriesController,
  HoldsController,
  LogController,
  PeriodsController,
  PostingController,
  ReportsController,
  TrialBalanceController,
} from '../http.ts';
import { type AnchorFact, AnchorReader, type BookAnchor, Books, PublishedBooks, accounts } from '../index.ts';
import { NOW, anOrganisation } from '../testing/some-entries.ts';

const CONTRACT = `0x${'c0'.repeat(20)}`;
const TX = `0x${'7a'.repeat(32)}`;

/** Holds one head of the euro book, pending or final; no other book has a contract. */
class OneAnchor extends AnchorReader {
  head: AnchorFact | undefined;
  isFinal = false;

  override latest(book?: string): Promise<AnchorFact | undefined> {
    return Promise.resolve(book === 'euro' && this.isFinal ? this.head : undefined);
  }
  override of(book: string): Promise<BookAnchor | undefined> {
    if (book !== 'euro') return Promise.resolve(undefined);
    const newest = this.head === undefined ? undefined : { ...this.head, isFinal: this.isFinal };
    return Promise.resolve({
      chainId: 31_337n,
      contract: CONTRACT,
      newest,
      final: this.isFinal ? this.head : undefined,
    });
  }
}

describe('several books over HTTP', () => {
  const databases: TestDatabase[] = [];
  const anchors = new OneAnchor();
  const dataDir = mkdtempSync(path.join(tmpdir(), 'provisio-books-http-'));
  const [merchant, stranger, platform] = [anOrganisation(), anOrganisation(), anOrganisation()];
  const prepaid = accounts.prepaid(merchant);
  let app: NestFastifyApplication;

  beforeAll(async () => {
    for (let at = 0; at < 3; at += 1) databases.push(await aDatabase());
    const [db, euro, island] = databases as [TestDatabase, TestDatabase, TestDatabase];
    app = await (
      await import('../testing/over-http.ts')
    ).ledgerOverHttp({
      db,
      clock: new FixedClock(NOW),
      dataDir,
      anchors,
      books: [
        { name: 'euro', url: euro.ownerUrl, appUrl: euro.appUrl, assets: ['EUR/2'], zone: 'Europe/Rome' },
        { name: 'island', url: island.ownerUrl, appUrl: island.appUrl, assets: ['EUR/2'], region: 'uk' },
      ],
      controllers: [
        AccountsController,
        BooksController,
        EntriesController,
        HoldsController,
        LogController,
        PeriodsController,
        PostingController,
        ReportsController,
        TrialBalanceController,
      ],
    });
  });
  afterAll(async () => {
    const reports = [];
    for (const { name, doors } of app.get(Books).all()) reports.push([name, (await doors.checkMoney.execute()).breaks]);
    await app.close();
    for (const db of databases) await db.close();
    rmSync(dataDir, { recursive: true });
    expect(reports).toEqual([
      ['main', []],
      ['euro', []],
      ['island', []],
    ]);
  });

  type Answer = { status: number; body: Record<string, unknown>; text: string; headers: Record<string, unknown> };
  type As = { role?: Role; organisation?: Id<'Organisation'>; payload?: object };
  async function call(method: 'GET' | 'POST', url: string, as: As | null = {}): Promise<Answer> {
    const subject = '018f0000-0000-7000-8000-000000000001';
    const { role = 'finance', organisation = platform, payload } = as ?? {};
    const caller = { kind: 'user', subject, organisation, roles: [role], scopes: [] };
    const headers = as === null ? {} : { 'x-caller': JSON.stringify(caller) };
    const reply = await app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
    const isJson = String(reply.headers['content-type']).includes('json');
    const body = isJson ? reply.json<Record<string, unknown>>() : {};
    return { status: reply.statusCode, body, text: reply.body, headers: reply.headers };
  }
  const get = (url: string, as?: As | null): Promise<Answer> => call('GET', url, as);
  const post = (url: string, payload: object, as: As = {}): Promise<Answer> => call('POST', url, { ...as, payload });
  const anEntry = (asset: string, amount: string): object => ({
    id: publicId('en', newId<'Entry'>(NOW)),
    asset,
    effective_at: '2026-01-01T00:00:00Z',
    metadata: { reason: 'by hand' },
    transfers: [{ debit: accounts.bank('house'), credit: prepaid, amount }],
  });
  const listed = async (): Promise<Record<string, unknown>[]> =>
    (await get('/v1/ledger/books', null)).body['books'] as Record<string, unknown>[];
  const account = (book: string, more = ''): string =>
    `/v1/accounts/${encodeURIComponent(prepaid)}${more}?asset=EUR/2${book}`;

  it('books each entry in the book of its asset, or of its asset and region, and says in which', async () => {
    const { status, body } = await post('/v1/entries', {
      entries: [anEntry('EUR/2', '100'), anEntry('GBPT/2', '7'), anEntry('EUR/2', '50')],
    });
    expect(status).toBe(200);
    expect(body['results']).toMatchObject([
      { book: 'euro', outcome: 'posted', transfers: [{ seq: '1' }] },
      { book: 'main', outcome: 'posted', transfers: [{ seq: '1' }] },
      { book: 'euro', outcome: 'posted', transfers: [{ seq: '2' }] },
    ]);
    const inUk = await post('/v1/entries', { region: 'uk', entries: [anEntry('EUR/2', '9')] });
    expect(inUk.body['results']).toMatchObject([{ book: 'island', transfers: [{ seq: '1' }] }]);
    const nowhere = await post('/v1/entries', { region: 'mars', entries: [anEntry('EUR/2', '9')] });
    expect(nowhere).toMatchObject({ status: 422, body: { code: 'ledger.no_book_for' } });
  });

  it('lists every book for anybody who verifies: origin, key, zone, size, files and anchor', async () => {
    const [main, euro, island] = await listed();
    expect(main).toMatchObject({ name: 'main', assets: null, region: null, zone: 'UTC', size: '1', published_at: '/' });
    expect(euro).toMatchObject({
      name: 'euro',
      origin: 'provisio.local/book/euro',
      zone: 'Europe/Rome',
      assets: ['EUR/2'],
      size: '2',
      published_size: null,
      published_at: '/books/euro/',
      anchor: {
        chain_id: '31337',
        contract: CONTRACT,
        size: '0',
        state: 'none',
        root: null,
        tx_hash: null,
        block_number: null,
        final_size: '0',
      },
    });
    expect(island).toMatchObject({ name: 'island', region: 'uk', anchor: null });
  });

  it('lists the others while the database of one is away, and names that one', async () => {
    const away = jest.spyOn(app.get(Books).byNameOf('euro'), 'state').mockRejectedValueOnce(new DatabaseUnavailable());
    const { status, body } = await get('/v1/ledger/books', null);
    away.mockRestore();
    expect([status, body['unavailable']]).toEqual([200, ['euro']]);
    expect((body['books'] as { name: string }[]).map(({ name }) => name)).toEqual(['main', 'island']);
    expect((await get('/v1/ledger/books', null)).body['unavailable']).toEqual([]);
  });

  it.each([
    ['', '404'],
    ['&book=main', '404'],
    ['&book=euro', '150'],
    ['&book=island', '9'],
  ])('reads the balance of an account in book %j', async (book, balance) => {
    const { status, body } = await get(account(book));
    if (status === 404) expect([balance, body['code']]).toEqual(['404', 'ledger.account_not_found']);
    else expect(body['balance']).toEqual({ amount: balance, asset: 'EUR/2' });
  });

  it('reads every list and report in the book that is named, and of the main one without a name', async () => {
    const inEuro = async (url: string) => (await get(`${url}${url.includes('?') ? '&' : '?'}book=euro`)).body;
    expect(((await inEuro('/v1/accounts'))['items'] as object[]).length).toBe(2);
    expect(((await inEuro('/v1/entries'))['items'] as object[]).length).toBe(2);
    expect(await inEuro('/v1/trial-balance')).toMatchObject({ seq: '2', assets: [{ asset: 'EUR/2' }] });
    expect((await get('/v1/trial-balance')).body).toMatchObject({ seq: '1', assets: [{ asset: 'GBPT/2' }] });
    expect(((await inEuro('/v1/trial-balance/accounts'))['items'] as object[]).length).toBe(2);
    expect(await inEuro('/v1/periods/closed')).toEqual({ closed_until: null, zone: 'Europe/Rome' });
    expect(await inEuro('/v1/reports/aged-receivables/totals')).toMatchObject({ lines: [] });
    const range = 'from=2025-12-31&to=2026-01-02&line=org:prepaid';
    const rows = (await inEuro(`/v1/reports/general-ledger?${range}`))['items'] as {
      row: string;
      links: Record<string, string>;
    }[];
    expect(rows.map(({ row }) => row)).toEqual(['opening', 'movement', 'movement', 'closing']);
    // Links stay in the book.
    const { entry, leaves } = rows[1]!.links;
    expect((await get(entry!)).status).toBe(200);
    expect((await get(leaves!)).body).toHaveProperty('leaves');
    expect((await get(entry!.replace('?book=euro', ''))).status).toBe(404);
    expect((await get(rows[0]!.links['statement']!)).status).toBe(404); // Before the first head.
    const csv = await get(`/v1/reports/general-ledger.csv?${range}&book=euro`);
    expect(csv.text).toContain('/leaves?book=euro');
    const { headers } = await get('/v1/trial-balance?book=euro', {});
    expect([headers['ledger-source'], headers['ledger-size']]).toEqual(['primary', '2']);
    const history = await inEuro(`${account('', '/balance-history')}&from=2026-01-01&to=2026-01-01`);
    expect(history['points']).toMatchObject([{ balance: { amount: '150' } }]);
  });

  it('shows a merchant and a payee of another book what is theirs, and nobody else’s (404)', async () => {
    const theirs = { role: 'merchant', organisation: merchant } as const;
    expect((await get(account('&book=euro'), theirs)).body['balance']).toEqual({ amount: '150', asset: 'EUR/2' });
    const others = { role: 'merchant', organisation: stranger } as const;
    for (const url of [account('&book=euro'), account('&book=euro', '/balance'), account('&book=euro', '/statement')]) {
      expect(await get(url, others)).toMatchObject({ status: 404, body: { code: 'ledger.account_not_found' } });
    }
    expect((await get('/v1/entries?book=euro', others)).body['items']).toEqual([]);
    const [entry] = (await get('/v1/entries?book=euro', theirs)).body['items'] as [{ id: string; metadata: unknown }];
    expect(entry.metadata).toBeNull();
    expect((await get(`/v1/entries/${entry.id}?book=euro`, others)).status).toBe(404);
    for (const url of ['/v1/trial-balance?book=euro', '/v1/periods?book=euro', '/v1/holds/1?book=euro']) {
      expect((await get(url, theirs)).status).toBe(403);
    }
  });

  it('places and resolves holds in the book of their asset', async () => {
    const id = (): string => publicId('en', newId<'Entry'>(NOW));
    const wished = { id: id(), asset: 'EUR/2', debit: prepaid, credit: accounts.leased(merchant), amount: '30' };
    const { body: hold } = await post('/v1/holds', wished);
    expect(hold).toMatchObject({ book: 'euro', seq: '3', is_open: true });
    expect((await get('/v1/holds/3')).body['code']).toBe('ledger.hold_not_found');
    const captured = await post('/v1/holds/3/capture?book=euro', { id: id(), amount: '10' });
    expect(captured.body).toMatchObject({ book: 'euro', is_open: false });
  });

  it('closes the books of one book alone', async () => {
    const closed = await post('/v1/periods/close?book=euro', { until: '2025-12-01', reason: 'year end' });
    expect(closed.body).toMatchObject({ kind: 'close', until: '2025-11-30T23:00:00.000Z' });
    expect((await get('/v1/periods/closed')).body).toEqual({ closed_until: null, zone: 'UTC' });
    expect(((await get('/v1/periods?book=euro')).body['items'] as object[]).length).toBe(1);
  });

  it.each([
    ['/v1/accounts?book=mars', 'ledger.no_such_book', 404],
    ['/v1/entries?book=mars', 'ledger.no_such_book', 404],
    ['/v1/trial-balance?book=mars', 'ledger.no_such_book', 404],
    ['/v1/reports/aged-receivables?book=mars', 'ledger.no_such_book', 404],
    ['/v1/periods?book=mars', 'ledger.no_such_book', 404],
    ['/v1/holds/1?book=mars', 'ledger.no_such_book', 404],
    ['/v1/log/checkpoint?book=mars', 'ledger.no_such_book', 404],
    ['/books/mars/checkpoint', 'ledger.no_such_book', 404],
    ['/books/mars/tile/0/000.p/1', 'ledger.no_such_book', 404],
    ['/books/..%2Flog/checkpoint', 'ledger.no_such_book', 404],
    ['/v1/accounts?book=', 'ledger.no_such_book', 404],
    ['/v1/accounts?book=__proto__', 'ledger.no_such_book', 404],
    ['/v1/accounts?book=euro&book=main', 'input.invalid', 422],
  ])('refuses %s (%s)', async (url, code, status) => {
    expect(await get(url)).toMatchObject({ status, body: { code } });
  });

  it('publishes each log as files of its own, which a stranger adds up to its signed root', async () => {
    await app.get(PublishedBooks).all();
    const { body } = await get('/v1/log/checkpoint?book=euro', null);
    const head = await get('/books/euro/checkpoint', null);
    expect([head.text, head.headers['cache-control']]).toEqual([body['checkpoint'], 'public, max-age=5']);
    expect(readFileSync(path.join(dataDir, 'blobs', 'books', 'euro', 'checkpoint'), 'utf8')).toContain(
      'provisio.local/book/euro',
    );
    const checkpoint = parseCheckpoint(head.text);
    const [ofMain, ofEuro] = (await listed()).map((each) => String(each['public_key']));
    await expect(verifyCheckpoint(checkpoint, parseVerifierKey(ofEuro!))).resolves.toBe('valid');
    expect(ofMain).not.toBe(ofEuro);
    const tile = await app.inject({ url: `/books/euro/tile/0/000.p/${checkpoint.size}` });
    expect([tile.statusCode, tile.headers['cache-control']]).toEqual([200, 'public, max-age=31536000, immutable']);
    const known = { 'if-none-match': String(tile.headers.etag) };
    expect((await app.inject({ url: `/books/euro/tile/0/000.p/${checkpoint.size}`, headers: known })).statusCode).toBe(
      304,
    );
    const { inclusion } = (await get('/v1/log/inclusion?seqs=2&book=euro', null)).body as {
      inclusion: Record<string, string[]>;
    };
    const proof = inclusion['2']!.map((hash) => Buffer.from(hash, 'hex'));
    const root = rootFromInclusion(tile.rawPayload.subarray(32, 64), 1n, checkpoint.size, proof);
    expect(Buffer.from(root ?? [])).toEqual(Buffer.from(checkpoint.root));
    const grown = (await get('/v1/log/consistency?from=1&book=euro', null)).body as { proof: string[] };
    const hashes = grown.proof.map((hash) => Buffer.from(hash, 'hex'));
    expect(verifyConsistency({ size: 1n, root: tile.rawPayload.subarray(0, 32) }, checkpoint, hashes)).toBe(true);
    expect((await get('/checkpoint', null)).text).not.toBe(head.text);
    expect((await get('/books/main/checkpoint', null)).text).toBe((await get('/checkpoint', null)).text);
  });

  it('says of an anchor which head it is in which block, whether it is pending or final, and draws statements that prove themselves by it', async () => {
    const { size, root } = await app.get(Books).byNameOf('euro').doors.readCheckpoint.execute();
    anchors.head = {
      chainId: 31_337n,
      contract: CONTRACT,
      size,
      root: root.toString('hex'),
      txHash: TX,
      blockNumber: 5n,
    };
    const head = { size: String(size), root: root.toString('hex'), tx_hash: TX, block_number: '5' };
    expect((await listed())[1]).toMatchObject({ anchor: { ...head, state: 'pending', final_size: '0' } });
    expect((await get(account('&book=euro', '/statement'))).body['anchor']).toBeNull();
    anchors.isFinal = true;
    expect((await listed())[1]).toMatchObject({ anchor: { ...head, state: 'final', final_size: String(size) } });
    const { body: statement } = await get(account('&book=euro', '/statement'));
    expect(statement['anchor']).toMatchObject({ contract: CONTRACT, size: String(size) });
    const publicKey = String((await listed())[1]!['public_key']);
    const found = await verifyStatement(statement, { trust: { publicKey } });
    expect(found.steps.filter(({ status }) => status === 'failed')).toEqual([]);
    const [main] = await listed();
    const other = await verifyStatement(statement, { trust: { publicKey: String(main!['public_key']) } });
    expect(other.outcome).toBe('failed');
  });

  it('raises the alarm for the book whose files were changed, and publishes the others (ledger.published_log_differs)', async () => {
    const file = (...of: string[]): string => path.join(dataDir, 'blobs', ...of, 'checkpoint');
    copyFileSync(file('log'), file('books', 'euro'));
    await post('/v1/entries', { entries: [anEntry('EUR/2', '1'), anEntry('GBPT/2', '1')] });
    await expect(app.get(PublishedBooks).all()).rejects.toMatchObject({ code: 'ledger.published_log_differs' });
    const [main] = await listed();
    expect(main!['published_size']).toBe(main!['size']);
    expect((await get('/v1/log/checkpoint?book=euro')).body['code']).toBe('ledger.published_log_differs');
    expect(await app.get(Metrics).text()).toContain('ledger_published_log_differs{book="euro"} 1');
    await expect(app.get(PublishedBooks).execute('euro')).rejects.toMatchObject({
      code: 'ledger.published_log_differs',
    });
  });
});

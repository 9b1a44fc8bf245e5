import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseCheckpoint, parseVerifierKey, verifyCheckpoint, verifyStatement } from '#verify';
import { type EpochMs, newId, parsePublicId, publicId } from '#kernel';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { chainAccess } from '../../apps/cli/src/chain-access.ts';
import { eventually } from '../support/eventually.ts';
import { aDataDir, cli, type Ended, Product, removeDataDir } from '../support/product.ts';
import { at, itemsOf, textAt } from '../support/rest.ts';
import { type Person, Platform } from '../support/some-people.ts';

// A second book in a database of its own: posted to by REST, published, anchored, verified by a stranger, audited by the command line.

type Listed = {
  readonly name: string;
  readonly origin: string;
  readonly public_key: string;
  readonly zone: string;
  readonly size: string;
  readonly published_at: string;
  readonly anchor: {
    readonly contract: string;
    readonly state: string;
    readonly root: string | null;
    readonly tx_hash: string | null;
    readonly block_number: string | null;
    readonly final_size: string;
  } | null;
};

let dataDir: string;
let euroDb: TestDatabase;
let product: Product | undefined;
let platform: Platform;
let shop: Person;
let account: string;

const environment = (more: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  LEDGER_BOOKS: JSON.stringify([{ name: 'euro', url: euroDb.ownerUrl, appUrl: euroDb.appUrl, assets: ['EUR/2'] }]),
  BOOK_TIME_ZONE: 'Europe/Berlin',
  SETTLEMENT_ANCHOR_EVERY_SECONDS: '1',
  ...more,
});
const run = (...args: string[]): Promise<Ended> => cli(dataDir, args, '', environment());
const listed = async (): Promise<{ main: Listed; euro: Listed }> => {
  const [main, euro] = at(await platform.api.read('/v1/ledger/books'), 'books') as Listed[];
  return { main: main!, euro: euro! };
};
const deposit = (asset: string, amount: string): object => ({
  id: publicId('en', newId<'Entry'>(Date.now() as EpochMs)),
  asset,
  effective_at: new Date().toISOString(),
  metadata: { reason: 'paid in' },
  transfers: [{ debit: 'custody:bank:house', credit: account, amount }],
});
const writeStatement = async (): Promise<{ file: string; statement: unknown }> => {
  const url = `/v1/accounts/${encodeURIComponent(account)}/statement?asset=EUR/2&book=euro`;
  const [statement, file] = [await shop.rest.read(url), path.join(dataDir, 'statement.json')];
  await writeFile(file, JSON.stringify(statement));
  return { file, statement };
};

beforeAll(async () => {
  [dataDir, euroDb] = [await aDataDir('books'), await aDatabase()];
  product = await Product.start({ dataDir, env: environment() });
  platform = await Platform.of(product);
  shop = await platform.join('merchant', 'Aurora Home');
  account = `org:${parsePublicId('org', shop.organisation)}:prepaid`;
  const entries = [deposit('EUR/2', '12500'), deposit('EUR/2', '300'), deposit('GBPT/2', '7')];
  const { results } = (await platform.ada.rest.make('/v1/entries', { entries })) as { results: object[] };
  expect(results).toMatchObject([
    { outcome: 'posted', book: 'euro', transfers: [{ seq: '1' }] },
    { outcome: 'posted', book: 'euro', transfers: [{ seq: '2' }] },
    { outcome: 'posted', book: 'main' },
  ]);
}, 360_000);

afterAll(async () => {
  await product?.stop();
  await euroDb.close();
  await removeDataDir(dataDir);
}, 180_000);

describe('a book in a database of its own', () => {
  it('is published and anchored by the schedule in files and a contract of its own', async () => {
    const { main, euro } = await eventually(
      listed,
      (now) => now.euro.anchor?.state === 'final' && now.main.anchor !== null,
      {
        timeoutMs: 120_000,
      },
    );
    expect([main.zone, euro.zone]).toEqual(['Europe/Berlin', 'Europe/Berlin']);
    expect(BigInt(euro.anchor?.final_size ?? 0)).toBeGreaterThanOrEqual(2n);
    expect(euro.anchor?.contract).not.toBe(main.anchor?.contract);
    expect(euro.anchor?.root).toMatch(/^[0-9a-f]{64}$/);
    const onChain = await chainAccess(product!.rpcUrl, undefined).ethReceipt!(euro.anchor?.tx_hash ?? '');
    expect(onChain).toMatchObject({ succeeded: true, blockNumber: BigInt(euro.anchor?.block_number ?? -1) });
    const note = await (await fetch(new URL(`${euro.published_at}checkpoint`, platform.api.url))).text();
    const head = parseCheckpoint(note);
    expect(head.origin).toBe(euro.origin);
    await expect(verifyCheckpoint(head, parseVerifierKey(euro.public_key))).resolves.toBe('valid');
    await expect(verifyCheckpoint(head, parseVerifierKey(main.public_key))).resolves.not.toBe('valid');
  }, 150_000);

  it('proves a merchant’s account to a stranger who trusts its key and its contract, and nothing else', async () => {
    const { main, euro } = await listed();
    const { file, statement } = await writeStatement();
    const trust = { contract: euro.anchor!.contract, publicKey: euro.public_key };
    const access = chainAccess(product!.rpcUrl, platform.api.url, 'euro');
    const report = await verifyStatement(statement, { ...access, trust });
    // Nothing is wrong and everything is final; that it is the end of the account is said by the first daily balances, which
    // are there from the minute on in which their job runs.
    const isEndSaid = at(statement, 'balances') !== null;
    const outcome = isEndSaid ? 'complete' : 'pending';
    expect([report.outcome, report.steps.filter(({ status }) => status !== 'ok')]).toEqual([outcome, []]);
    const wrong = { ...trust, contract: main.anchor!.contract };
    expect((await verifyStatement(statement, { ...access, trust: wrong })).outcome).toBe('failed');
    const said = await run('verify', file, '--key', euro.public_key, '--contract', trust.contract);
    expect([said.code, said.stderr]).toEqual([isEndSaid ? 0 : 3, '']);
    expect((await run('verify', file, '--key', main.public_key)).code).toBe(1);
  }, 120_000);

  it('is audited against its own anchor by the command line, from the database and from an export', async () => {
    const { main, euro } = await listed();
    const audited = await run('audit', '--book', 'euro');
    expect([audited.code, audited.stdout]).toEqual([0, expect.stringContaining(euro.anchor!.contract)]);
    expect(audited.stdout).toContain('the whole history holds');
    const file = path.join(dataDir, 'euro.jsonl');
    expect((await run('export', '--format', 'jsonl', '--out', file, '--book', 'euro')).code).toBe(0);
    const fromExport = ['audit', '--export', file, '--rpc', product!.rpcUrl, '--key', euro.public_key, '--contract'];
    expect(await run(...fromExport, euro.anchor!.contract)).toMatchObject({ code: 0, stderr: '' });
    expect(await run(...fromExport, main.anchor!.contract)).toMatchObject({ code: 1 });
    const nowhere = await run('audit', '--book', 'mars');
    expect([nowhere.code, nowhere.stderr.trim().split('\n').at(-1)]).toEqual([1, 'there is no book mars']);
  }, 240_000);

  it('logs who of the platform reads whose money in it', async () => {
    const auditor = await platform.hire('Aud Berg', 'auditor');
    const url = `/v1/accounts/${encodeURIComponent(account)}?asset=EUR/2&book=euro`;
    expect(textAt(await auditor.rest.read(url), 'balance.amount')).toBe('12800');
    const reads = itemsOf(await shop.rest.read('/v1/me/money-reads'));
    expect(reads.map((read) => textAt(read, 'path'))).toContain(url);
  }, 60_000);

  it('shows who changes a row behind the triggers, and the main book still holds', async () => {
    await euroDb.ownerQuery('alter table ledger.transfer disable trigger user');
    await euroDb.ownerQuery('update ledger.transfer set amount = amount + 1 where seq = 2');
    const audited = await run('audit', '--book', 'euro');
    expect([audited.code, audited.stderr]).toEqual([1, expect.stringContaining('FIRST WRONG')]);
    const reconciled = await run('reconcile');
    expect([reconciled.code, reconciled.stderr]).toEqual([1, expect.stringContaining('✗ book euro:')]);
    expect(await run('audit')).toMatchObject({ code: 0 });
  }, 240_000);

  it('refuses a start in another time zone by a sentence (ledger.book_zone_fixed)', async () => {
    await product?.stop();
    product = undefined;
    const late = Product.launch({ dataDir, env: environment({ BOOK_TIME_ZONE: 'UTC' }) });
    const { code, stderr } = await late.ended;
    expect(code).not.toBe(0);
    expect(stderr).toContain('has entries by days in Europe/Berlin, which cannot become UTC');
  }, 240_000);
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HDNodeWallet, type TypedDataDomain, type TypedDataField, Wallet } from 'ethers';
import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Client } from 'pg';
import { parsePublicId } from '#kernel';
import { verifyReceipt } from '#verify';
import { chainAccess } from '../../apps/cli/src/chain-access.ts';
import { eventually } from '../support/eventually.ts';
import { aDataDir, cli, Product, removeDataDir } from '../support/product.ts';
import { amountAt, at, itemsOf, Rest, textAt } from '../support/rest.ts';
import { type Person, Platform } from '../support/some-people.ts';
import { depositOnChain, tokensOf } from '../support/wallets.ts';

// One story from the first person of an empty product to money in a wallet, over REST alone; besides it only the
// command line, the link that a shopper follows, the chain's own JSON-RPC, and wallets that sign. The steps build on
// each other and run in order.

const TABLE = [
  { category: '*', tier: '*', bps: 500 },
  { category: 'home', tier: 'gold', bps: 1_000 },
];
const LONG_AGO = '2024-01-01T00:00:00.000Z';
const gbpt = (amount: string): { amount: string; asset: string } => ({ amount, asset: 'GBPT/2' });
const patient = { timeoutMs: 120_000, everyMs: 100 };

let dataDir: string;
let product: Product;
let platform: Platform;
let [aurora, fox]: Person[] = [];
let [mia, noah]: Person[] = [];

beforeAll(async () => {
  dataDir = await aDataDir('thin-path');
  product = await Product.start({ dataDir });
  platform = await Platform.of(product);
  aurora = await platform.join('merchant', 'Aurora Home');
  fox = await platform.join('merchant', 'Paper Fox');
  mia = await platform.join('partner', 'Mia Laine');
  noah = await platform.join('partner', 'Noah Quill');
}, 360_000);

afterAll(async () => {
  await (product as Product | undefined)?.stop();
  await removeDataDir(dataDir);
}, 180_000);

/** A program of `merchant` in which `partner` is gold, with a link of theirs. */
async function offer(
  merchant: Person,
  partner: Person,
  name: string,
  maturationDays: number,
): Promise<{ program: string; code: string }> {
  const terms = { name, settlement_asset: 'GBPT/2', maturation_days: maturationDays, fee_bps: 1_000 };
  const program = textAt(await merchant.rest.make('/v1/programs', terms), 'id');
  await merchant.rest.make(`/v1/programs/${program}/rule-versions`, { from: LONG_AGO, table: TABLE });
  const enrolment = { partner: partner.organisation, tier: 'gold', from: LONG_AGO };
  await merchant.rest.make(`/v1/programs/${program}/enrolments`, enrolment);
  const link = await partner.rest.make('/v1/links', { program, url: 'https://shop.example/lamps?ref=1' });
  return { program, code: textAt(link, 'code') };
}

/** Follows a link as a shopper's browser does; answers the click's id. */
async function follow(code: string): Promise<string> {
  const { status, headers } = await new Rest(product.url).get(`/l/${code}`);
  expect(status).toBe(302);
  const target = new URL(headers.get('location') ?? '');
  expect(`${target.origin}${target.pathname}`).toBe('https://shop.example/lamps');
  const click = target.searchParams.get('pv_click') ?? '';
  expect(headers.get('set-cookie')).toContain(`pv_click=${click};`);
  return click;
}

function anOrder(externalId: string, click: string): Record<string, unknown> {
  return {
    external_id: externalId,
    currency: 'GBP/2',
    customer_ref: 'customer-7',
    click,
    placed_at: new Date().toISOString(),
    lines: [
      { sku: 'LAMP-7', category: 'home/lighting', quantity: '3', unit_price: '1999', discount: '97' },
      { sku: 'BOOK-1', category: 'books', quantity: 1, unit_price: '1250' },
    ],
  };
}

/** The commissions of one order, by line, once there are any that `holds` accepts. */
function commissionsOf(person: Person, order: string, state: string): Promise<readonly unknown[]> {
  return eventually(
    async () => {
      const items = itemsOf(await person.rest.read('/v1/commissions?limit=200'));
      return items
        .filter((item) => at(item, 'order') === order)
        .toSorted((a, b) => (at(a, 'line') as number) - (at(b, 'line') as number));
    },
    (items) => items.length > 0 && items.every((item) => at(item, 'state') === state),
    patient,
  );
}

const earningsOf = async ({ rest }: Person): Promise<unknown> =>
  at(await rest.read('/v1/earnings/summary'), 'summaries.0');

async function prepaidOf({ rest, organisation }: Person): Promise<bigint> {
  const accounts = itemsOf(await rest.read('/v1/accounts'));
  const prepaid = accounts.find(
    (account) => at(account, 'line') === 'org:prepaid' && at(account, 'owner') === organisation,
  );
  return prepaid === undefined ? 0n : amountAt(prepaid, 'balance');
}

async function deposit(merchant: Person, amount: bigint, account: number): Promise<void> {
  const before = await prepaidOf(merchant);
  await depositOnChain(product.rpcUrl, await merchant.rest.read('/v1/settlement/contracts'), amount, account);
  await eventually(
    () => prepaidOf(merchant),
    (now) => now > before,
    patient,
  );
}

describe('the thin path', () => {
  let click: string;
  let soon: { program: string; code: string };
  let later: { program: string; code: string };
  let order: string;
  let second: string;
  let run: string;
  let receiptFile: string;
  const wallet = Wallet.createRandom();

  it('lets a merchant deposit on the chain with a wallet of its own', async () => {
    await deposit(aurora!, 100_000n, 4);
    expect(await prepaidOf(aurora!)).toBe(100_000n);
  });

  it('records a click before the shopper is sent on', async () => {
    soon = await offer(aurora!, mia!, 'Matures at once', 0);
    later = await offer(aurora!, mia!, 'Matures in two weeks', 14);
    click = await follow(soon.code);
    expect(itemsOf(await mia!.rest.read('/v1/clicks'))).toMatchObject([{ id: click, code: soon.code }]);
  });

  it('accepts an order once, however often it is sent', async () => {
    const sent = anOrder('A-1', click);
    const first = await aurora!.rest.post('/v1/orders', sent);
    expect(first).toMatchObject({
      status: 201,
      body: { external_id: 'A-1', lines: [{ base: { amount: '5900' } }, {}] },
    });
    order = textAt(first.body, 'id');
    const again = await aurora!.rest.post('/v1/orders', sent);
    expect(again).toMatchObject({ status: 200, body: { id: order } });
    const other = await aurora!.rest.post('/v1/orders', { ...sent, customer_ref: 'somebody else' });
    expect(other).toMatchObject({ status: 409, body: { code: 'orders.order_id_reused' } });
    expect(other.headers.get('content-type')).toContain('application/problem+json');
    expect(other.body).toMatchObject({ type: '/problems/orders.order_id_reused', request_id: expect.any(String) });
  });

  it('answers a retry with the same Idempotency-Key from its store', async () => {
    const sent = anOrder('A-2', click);
    const key = { 'idempotency-key': randomUUID() };
    const first = await aurora!.rest.post('/v1/orders', sent, key);
    const again = await aurora!.rest.post('/v1/orders', sent, key);
    expect([first.status, again.status]).toEqual([201, 201]);
    second = textAt(first.body, 'id');
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(again.body).toEqual(first.body);
    const other = await aurora!.rest.post('/v1/orders', anOrder('A-3', click), key);
    expect(other).toMatchObject({ status: 422, body: { code: 'http.idempotency_key_reused' } });
  });

  it('prices each line by the rule version in force and lets it mature', async () => {
    const [lamp, book] = await commissionsOf(mia!, order, 'payable');
    await commissionsOf(mia!, second, 'payable'); // It may mature seconds later, and what follows counts what is pending.
    expect(lamp).toMatchObject({
      matched: { category: 'home', tier: 'gold', bps: 1_000 },
      base: gbpt('5900'),
      amount: gbpt('590'),
      fee: gbpt('59'),
    });
    expect(book).toMatchObject({ matched: { category: '*', bps: 500 }, amount: gbpt('62'), fee: gbpt('6') });
  });

  it('keeps what has not matured pending', async () => {
    const placed = await aurora!.rest.make('/v1/orders', anOrder('B-1', await follow(later.code)));
    const [lamp] = await commissionsOf(mia!, textAt(placed, 'id'), 'pending');
    expect(lamp).toMatchObject({ program: later.program, amount: gbpt('590') });
    expect(await earningsOf(mia!)).toMatchObject({ pending: gbpt('652') });
  });

  it('takes back exactly the refunded part, refund after refund, at the original rate', async () => {
    const before = amountAt(await earningsOf(mia!), 'payable');
    const now = new Date().toISOString();
    const refund = (externalId: string, amount: string): Promise<unknown> =>
      aurora!.rest.make(`/v1/orders/${order}/refunds`, {
        external_id: externalId,
        at: now,
        lines: [{ line: 1, amount }],
      });
    await refund('R-1', '1001');
    await refund('R-2', '949');
    await refund('R-2', '949'); // the same again is no second refund
    // 590 × 1950 / 5900 = 195; the first alone took floor(100.1) = 100.
    const after = await eventually(
      async () => amountAt(await earningsOf(mia!), 'payable'),
      (now) => now === before - 195n,
      patient,
    );
    expect(after).toBe(before - 195n);
    const tooMuch = await aurora!.rest.post(`/v1/orders/${order}/refunds`, {
      external_id: 'R-3',
      at: now,
      lines: [{ line: 1, amount: '3951' }],
    });
    expect(tooMuch).toMatchObject({ status: 409, body: { code: 'orders.refund_exceeds_line' } });
    expect(itemsOf(await mia!.rest.read(`/v1/commissions?program=${soon.program}`))).toEqual(
      expect.arrayContaining([expect.objectContaining({ order, line: 1, reversed: gbpt('195'), amount: gbpt('590') })]),
    );
  });

  it('keeps a sale that its merchant has not funded unpayable until a deposit comes', async () => {
    const { code } = await offer(fox!, noah!, 'No money yet', 0);
    const placed = textAt(await fox!.rest.make('/v1/orders', anOrder('F-1', await follow(code))), 'id');
    await commissionsOf(noah!, placed, 'unfunded');
    expect(await earningsOf(noah!)).toMatchObject({ unfunded: gbpt('652'), payable: gbpt('0') });
    await deposit(fox!, 1_000n, 5);
    await commissionsOf(noah!, placed, 'payable');
    expect(await earningsOf(noah!)).toMatchObject({ unfunded: gbpt('0'), payable: gbpt('652') });
    await eventually(
      () => prepaidOf(fox!),
      (left) => left === 1_000n - 652n - 65n,
      patient,
    );
  });

  it('binds a wallet by its signature, and by no other', async () => {
    const challenge = await mia!.rest.make('/v1/wallet/challenge', { address: wallet.address });
    const message = textAt(challenge, 'message');
    const forged = await mia!.rest.send('PUT', '/v1/wallet', {
      message,
      signature: await Wallet.createRandom().signMessage(message),
    });
    expect(forged).toMatchObject({ status: 422, body: { code: 'identity.wallet_signature_wrong' } });
    await mia!.rest.set('/v1/wallet', { message, signature: await wallet.signMessage(message) });
    expect(await mia!.rest.read('/v1/wallet')).toMatchObject({ version: 1 });
    expect(textAt(await mia!.rest.read('/v1/wallet'), 'address').toLowerCase()).toBe(wallet.address.toLowerCase());
  });

  it('pays by a run that one person proposes and another approves', async () => {
    const { ada, ben } = platform;
    const proposed = await ada.rest.make('/v1/payout-runs', { minimum: gbpt('1') });
    run = textAt(proposed, 'id');
    expect(proposed).toMatchObject({ state: 'proposed', payees: 1, left_out: 1 });
    const lines = itemsOf(await ada.rest.read(`/v1/payout-runs/${run}/payouts`));
    expect(lines).toEqual(
      expect.arrayContaining([expect.objectContaining({ payee: noah!.organisation, left_out: 'no_wallet' })]),
    );
    const same = await ada.rest.post(`/v1/payout-runs/${run}/approve`, {});
    expect(same).toMatchObject({ status: 403, body: { code: 'payouts.maker_is_checker' } });
    const approved = await ben.rest.make(`/v1/payout-runs/${run}/approve`, {});
    expect(approved).toMatchObject({
      approved_by: expect.any(String),
      listed: at(proposed, 'listed'),
      booked: at(proposed, 'listed'),
    });
    expect(amountAt(await earningsOf(mia!), 'payable')).toBe(0n);
    const posted = await eventually(
      () => ada.rest.read(`/v1/payout-runs/${run}`),
      (now) => at(now, 'state') === 'posted',
      patient,
    );
    expect(posted).toMatchObject({ posted_as: '1' });
  });

  it('pays the wallet on the chain by a claim that it signed, and books it when it is final', async () => {
    const { claim } = (await eventually(
      () => mia!.rest.read('/v1/claims'),
      (state) => at(state, 'claim') !== null,
      patient,
    )) as { claim: Record<string, unknown> };
    const { domain, types, message } = claim['typed_data'] as {
      domain: TypedDataDomain;
      types: Record<string, TypedDataField[]>;
      message: Record<string, unknown>;
    };
    // A wallet knows the domain's own type; ethers wants to be told the others only.
    const signature = await wallet.signTypedData(domain, { ClaimTo: types['ClaimTo'] ?? [] }, message);
    const body = { epoch: claim['epoch'], to: claim['wallet'], deadline: claim['deadline'], signature };
    const elsewhere = await mia!.rest.post('/v1/claims', { ...body, to: HDNodeWallet.createRandom().address });
    expect(elsewhere).toMatchObject({ status: 422, body: { code: 'settlement.claim_signature_wrong' } });
    const sent = await mia!.rest.make('/v1/claims', body);
    const id = textAt(sent, 'id');
    await eventually(
      () => mia!.rest.read(`/v1/claims/${id}`),
      (now) => at(now, 'state') === 'final',
      patient,
    );
    const due = amountAt(claim, 'claimable');
    const state = await eventually(
      () => mia!.rest.read('/v1/claims'),
      (now) => amountAt(now, 'paid') === due,
      patient,
    );
    expect(state).toMatchObject({ paid: gbpt(String(due)), on_its_way: gbpt('0') });
    expect(await tokensOf(product.rpcUrl, await mia!.rest.read('/v1/settlement/contracts'), wallet.address)).toBe(due);
    await eventually(
      () => platform.ada.rest.read(`/v1/payout-runs/${run}`),
      (now) => at(now, 'state') === 'settled',
      patient,
    );
    expect(await earningsOf(mia!)).toMatchObject({ paid: gbpt(String(due)), settling: gbpt('0') });
  });

  it('proves the commission up to the chain to a stranger (exit code 0)', async () => {
    const [commission] = await commissionsOf(mia!, order, 'payable');
    const bundle = await mia!.rest.read(`/v1/commissions/${textAt(commission, 'id')}/receipt`);
    receiptFile = path.join(dataDir, 'receipt.json');
    await writeFile(receiptFile, JSON.stringify(bundle));
    const proven = await cli(dataDir, ['verify', receiptFile]);
    expect(proven).toMatchObject({ code: 0, stdout: expect.stringContaining('FINAL') });
  });

  it('believes no receipt in which one character differs', async () => {
    const access = chainAccess(product.rpcUrl, product.url);
    const text = await readFile(receiptFile, 'utf8');
    expect((await verifyReceipt(JSON.parse(text), access)).outcome).toBe('final');
    const believed: string[] = [];
    for (const [name, forged] of oneCharacterElsewhere(JSON.parse(text))) {
      const { outcome } = await verifyReceipt(forged, access);
      if (outcome !== 'failed') believed.push(`${name}: ${outcome}`);
    }
    expect(believed).toEqual([]);
    const [, last] = oneCharacterElsewhere(JSON.parse(text)).at(-1) ?? [];
    await writeFile(`${receiptFile}.forged`, JSON.stringify(last));
    const refused = await cli(dataDir, ['verify', `${receiptFile}.forged`]);
    expect(refused).toMatchObject({ code: 1, stdout: expect.stringContaining('FAILED') });
  }, 360_000);

  it('finds ledger and chain in agreement, to the unit', async () => {
    const chain = await platform.ada.rest.read('/v1/reconciliation');
    expect(chain).toMatchObject({ is_whole: true });
    const trial = await platform.ada.rest.read('/v1/trial-balance');
    expect(textAt(trial, 'assets.0.debits.amount')).toBe(textAt(trial, 'assets.0.credits.amount'));
    const done = await cli(dataDir, ['reconcile']);
    expect(done).toMatchObject({ code: 0, stdout: expect.stringContaining('everything holds') });
  });

  it('shows when somebody inside has changed one byte of history', async () => {
    const inside = new Client({ connectionString: product.ownerUrl });
    await inside.connect();
    // The owner of the database can switch every guard off. The hashes remain.
    await inside.query('set session_replication_role = replica');
    const seq = textAt(JSON.parse(await readFile(receiptFile, 'utf8')), 'leaves.0.seq');
    await inside.query('update ledger.transfer set amount = amount + 1 where seq = $1', [seq]);
    await inside.end();
    const done = await cli(dataDir, ['reconcile']);
    expect(done).toMatchObject({ code: 1, stdout: expect.stringContaining('SOMETHING DOES NOT HOLD') });
    expect(done.stderr).toContain(seq);
    const commission = textAt(JSON.parse(await readFile(receiptFile, 'utf8')), 'receipt.commission');
    const [item] = (await commissionsOf(mia!, order, 'payable')).filter((each) => at(each, 'line') === 1);
    expect(parsePublicId('cm', textAt(item, 'id'))).toBe(commission);
    const forged = path.join(dataDir, 'forged-inside.json');
    await writeFile(forged, JSON.stringify(await mia!.rest.read(`/v1/commissions/${textAt(item, 'id')}/receipt`)));
    expect(await cli(dataDir, ['verify', forged])).toMatchObject({ code: 1 });
  });
});

/** `document` again and again, each time with the last character of one of its values replaced; named by its path. */
function oneCharacterElsewhere(document: unknown, above = ''): [name: string, forged: unknown][] {
  if (typeof document === 'string') {
    if (document === '') return [[above, 'a']];
    const last = document.slice(-1);
    return [[above, `${document.slice(0, -1)}${last === '0' ? '1' : '0'}`]];
  }
  if (typeof document === 'number') return [[above, document + 1]];
  if (typeof document === 'boolean') return [[above, !document]];
  if (Array.isArray(document)) {
    return document.flatMap((item, index) =>
      oneCharacterElsewhere(item, `${above}.${index}`).map(([name, forged]): [string, unknown] => [
        name,
        document.with(index, forged),
      ]),
    );
  }
  return Object.entries(document ?? {}).flatMap(([key, value]) =>
    oneCharacterElsewhere(value, `${above}.${key}`).map(([name, forged]): [string, unknown] => [
      name,
      { ...(document as object), [key]: forged },
    ]),
  );
}

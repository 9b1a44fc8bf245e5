import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type TypedDataDomain, type TypedDataField, Wallet } from 'ethers';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { eventually } from '../support/eventually.ts';
import { aDataDir, cli, Product, removeDataDir } from '../support/product.ts';
import { amountAt, at, itemsOf, Rest, textAt } from '../support/rest.ts';
import { type Person, Platform } from '../support/some-people.ts';
import { depositOnChain, tokensOf } from '../support/wallets.ts';

// An advertiser's money on its way: through an ad beside a post to the platform and to the post's author, who earns by
// the sale of the post's product, too, and is paid both on the chain. Over REST alone, besides the command line, the
// addresses that a shopper's browser opens, the chain's JSON-RPC, and wallets. The steps run in order.

// Three processes of the verifier and a replay of the books within one step each.
jest.setTimeout(360_000);

const LONG_AGO = '2024-01-01T00:00:00.000Z';
/** What an impression in the feed must bring: with no rival, what it costs. 4 minor units. */
const FLOOR_NANOS = 40_000_000;
const SHARE_BPS = 5_000;
const gbpt = (amount: string): { amount: string; asset: string } => ({ amount, asset: 'GBPT/2' });
const patient = { timeoutMs: 120_000, everyMs: 100 };

describe('the whole story', () => {
  let dataDir: string;
  let product: Product;
  let platform: Platform;
  let [shop, advertiser, mia]: Person[] = [];
  let [sam, moa]: Person[] = [];
  let [program, campaign, tagPath]: string[] = [];
  let ad: unknown;
  let adClick: string;
  let commission: string;
  let entry: string;
  const wallet = Wallet.createRandom();

  beforeAll(async () => {
    dataDir = await aDataDir('whole-story');
    const env = { ADS_MATURATION_DAYS: '0', ADS_FEED_FLOOR_NANOS: String(FLOOR_NANOS) };
    product = await Product.start({ dataDir, env });
    platform = await Platform.of(product);
    shop = await platform.join('merchant', 'Aurora Home');
    advertiser = await platform.join('merchant', 'Tern and Tide');
    mia = await platform.join('partner', 'Mia Laine');
    sam = await platform.hire('Sam Reed', 'shopper');
    moa = await platform.hire('Moa Lind', 'moderator');
  }, 720_000);
  afterAll(async () => {
    await (product as Product | undefined)?.stop();
    await removeDataDir(dataDir);
  }, 180_000);

  const balanceOf = async ({ rest, organisation }: Person, line: string): Promise<bigint> => {
    const accounts = itemsOf(await rest.read('/v1/accounts'));
    const found = accounts.find((each) => at(each, 'line') === line && at(each, 'owner') === organisation);
    return found === undefined ? 0n : amountAt(found, 'balance');
  };
  const fund = async (who: Person, amount: bigint, account: number): Promise<void> => {
    await depositOnChain(product.rpcUrl, await who.rest.read('/v1/settlement/contracts'), amount, account);
    await eventually(
      () => balanceOf(who, 'org:prepaid'),
      (now) => now === amount,
      patient,
    );
  };
  /** What a stranger makes of a bundle. */
  const verified = async (name: string, bundle: unknown): Promise<{ code: number | null; stdout: string }> => {
    const file = path.join(dataDir, `${name}.json`);
    await writeFile(file, JSON.stringify(bundle));
    return cli(dataDir, ['verify', file]);
  };

  it('begins with money on the chain, of the shop and of an advertiser', async () => {
    await fund(shop!, 50_000n, 4);
    await fund(advertiser!, 10_000n, 5);
  });

  it('has a program whose share of ads finance sets, and a merchant cannot (programs.ad_share_is_the_platforms)', async () => {
    const terms = { name: 'Lamps', settlement_asset: 'GBPT/2', maturation_days: 0, fee_bps: 1_000 };
    program = textAt(await shop!.rest.make('/v1/programs', terms), 'id');
    const table = [{ category: '*', tier: '*', bps: 1_000 }];
    const version = { from: LONG_AGO, table, ad_share_bps: SHARE_BPS };
    const refused = await shop!.rest.post(`/v1/programs/${program}/rule-versions`, version);
    expect(refused).toMatchObject({ status: 403, body: { code: 'programs.ad_share_is_the_platforms' } });
    const made = await platform.ada.rest.make(`/v1/programs/${program}/rule-versions`, version);
    expect(made).toMatchObject({ ad_share_bps: SHARE_BPS, terms: { ad_share_bps: SHARE_BPS } });
    const enrolment = { partner: mia!.organisation, tier: 'gold', from: LONG_AGO };
    await shop!.rest.make(`/v1/programs/${program}/enrolments`, enrolment);
    await shop!.rest.make('/v1/products', { products: [{ sku: 'LAMP', name: 'Lamp', category: 'home/lighting' }] });
  });

  it('has a campaign, whose creative plays once a moderator approved it', async () => {
    const draft = {
      name: 'Spring',
      asset: 'GBPT/2',
      model: 'cpm',
      bid_nanos: '90000000',
      budget: gbpt('5000'),
      targeting: { include: { placement: ['feed'], category: ['home'] } },
      cap: { impressions: 1, hours: 24 },
    };
    campaign = textAt(await advertiser!.rest.make('/v1/campaigns', draft), 'id');
    const content = {
      format: 'banner',
      image_url: 'https://tern.example/spring.png',
      width: 300,
      height: 250,
      alt: 'A sofa by the sea',
    };
    const creative = { content, landing_url: 'https://tern.example/spring', categories: [] };
    const made = await advertiser!.rest.make(`/v1/campaigns/${campaign}/creatives`, creative);
    const decision = `/v1/creatives/${textAt(made, 'id')}/decision`;
    const own = await advertiser!.rest.post(decision, { state: 'approved' });
    expect(own.status).toBe(403);
    expect(await moa!.rest.make(decision, { state: 'approved' })).toMatchObject({ state: 'approved' });
    await advertiser!.rest.make(`/v1/campaigns/${campaign}/activate`, {});
  });

  it('shows a shopper the ad beside a post, once (the campaign’s cap)', async () => {
    for (const nth of ['first', 'second', 'third', 'fourth', 'fifth']) {
      const tags = [{ program, sku: 'LAMP', url: 'https://shop.example/lamp' }];
      const made = await mia!.rest.make('/v1/posts', { body: `A warm light, the ${nth} one #lamps`, tags });
      expect(at(made, 'state')).toBe('shown');
    }
    const feed = await eventually(
      () => sam!.rest.read('/v1/feed?limit=5'),
      (body) => (at(body, 'ads') as unknown[]).length === 1,
      patient,
    );
    ad = at(feed, 'ads.0');
    expect(ad).toMatchObject({
      kind: 'ad',
      label: 'Ad',
      sponsor: 'tern.example',
      advertiser: advertiser!.organisation,
      content: { format: 'banner', image_url: 'https://tern.example/spring.png', width: 300, height: 250 },
    });
    const beside = itemsOf(feed).find((item) => at(item, 'post') === textAt(ad, 'beside'));
    expect(at(beside, 'position')).toBe(at(ad, 'position'));
    tagPath = textAt(beside, 'tags.0.path');
    expect(at(await sam!.rest.read('/v1/feed?limit=5'), 'ads')).toEqual([]);
  });

  it('counts what the shopper sees and clicks, and bills it once', async () => {
    const browser = new Rest(product.url);
    expect((await browser.get(textAt(ad, 'impression_url'))).status).toBe(200);
    expect((await browser.get(textAt(ad, 'impression_url'))).status).toBe(409);
    const { status, headers } = await browser.get(textAt(ad, 'click_url'));
    const page = new URL(headers.get('location') ?? '');
    expect([status, `${page.origin}${page.pathname}`]).toEqual([302, 'https://tern.example/spring']);
    adClick = page.searchParams.get('pv_ad') ?? '';
    const forged = await browser.get(`${textAt(ad, 'click_url').slice(0, -4)}AAAA`);
    expect(forged).toMatchObject({ status: 422, body: { code: 'ads.event_token_invalid' } });
    const report = await eventually(
      () => advertiser!.rest.read(`/v1/campaigns/${campaign}/report`),
      (body) => at(body, 'items.0.clicks') === '1' && at(body, 'items.0.impressions') === '1', // Two topics.
      patient,
    );
    const line = { placement: 'feed', impressions: '1', clicks: '1', spent_nanos: String(FLOOR_NANOS) };
    expect(report).toMatchObject({ spent_nanos: String(FLOOR_NANOS), items: [line] });
    const charges = await eventually(
      async () => itemsOf(await advertiser!.rest.read(`/v1/campaigns/${campaign}/charges`)),
      (all) => all.length > 0,
      patient,
    );
    expect(charges).toMatchObject([{ amount: gbpt('4') }]);
    entry = textAt(charges[0], 'entry');
  });

  it('counts an order that names the ad as its conversion, once, and of its advertiser alone', async () => {
    const lines = [{ sku: 'SOFA', category: 'home', quantity: 1, unit_price: '45000' }];
    const order = { currency: 'GBP/2', ad_click: adClick, placed_at: new Date().toISOString(), lines };
    await advertiser!.rest.make('/v1/orders', { ...order, external_id: 'T-1' });
    await advertiser!.rest.make('/v1/orders', { ...order, external_id: 'T-2' });
    await shop!.rest.make('/v1/orders', { ...order, external_id: 'X-1' });
    await advertiser!.rest.make('/v1/orders', {
      ...order,
      external_id: 'T-3',
      ad_click: `${adClick.slice(0, -4)}AAAA`,
    });
    const report = await eventually(
      () => advertiser!.rest.read(`/v1/campaigns/${campaign}/report`),
      (body) => at(body, 'items.0.conversions') === '1',
      patient,
    );
    expect(report).toMatchObject({ spent_nanos: String(FLOOR_NANOS), items: [{ conversions: '1' }] });
  });

  it('gives the author half of the ad, and a commission for the order by the post’s tag', async () => {
    const [share] = itemsOf(await mia!.rest.read('/v1/ad-earnings'));
    expect(share).toMatchObject({ campaign, entry, amount: gbpt('2') });
    const { status, headers } = await new Rest(product.url).get(tagPath ?? '');
    expect(status).toBe(302);
    const click = new URL(headers.get('location') ?? '').searchParams.get('pv_click');
    const lines = [{ sku: 'LAMP', quantity: 1, unit_price: '12000' }];
    const order = { external_id: 'A-1', currency: 'GBP/2', click, placed_at: new Date().toISOString(), lines };
    await shop!.rest.make('/v1/orders', order);
    const found = await eventually(
      () => mia!.rest.read('/v1/commissions'),
      (page) => at(page, 'items.0.state') === 'payable',
      patient,
    );
    expect(amountAt(found, 'items.0.amount')).toBe(1_200n);
    commission = textAt(found, 'items.0.id');
    await eventually(
      () => mia!.rest.read('/v1/earnings/summary'),
      (body) => amountAt(body, 'summaries.0.payable') === 1_202n,
      patient,
    );
    expect(itemsOf(await mia!.rest.read('/v1/ad-earnings'))).toMatchObject([{ state: 'payable' }]);
  });

  it('pays both by one run of two people, and one claim of the author’s wallet', async () => {
    const { message } = (await mia!.rest.make('/v1/wallet/challenge', { address: wallet.address })) as {
      message: string;
    };
    await mia!.rest.set('/v1/wallet', { message, signature: await wallet.signMessage(message) });
    const { ada, ben } = platform;
    const proposed = await ada.rest.make('/v1/payout-runs', { minimum: gbpt('1') });
    expect(amountAt(proposed, 'listed')).toBe(1_202n);
    const run = textAt(proposed, 'id');
    expect(await ada.rest.post(`/v1/payout-runs/${run}/approve`, {})).toMatchObject({ status: 403 });
    await ben.rest.make(`/v1/payout-runs/${run}/approve`, {});
    const { claim } = (await eventually(
      () => mia!.rest.read('/v1/claims'),
      (state) => at(state, 'claim') !== null,
      patient,
    )) as { claim: Record<string, unknown> };
    const {
      domain,
      types,
      message: typed,
    } = claim['typed_data'] as {
      domain: TypedDataDomain;
      types: Record<string, TypedDataField[]>;
      message: Record<string, unknown>;
    };
    const signature = await wallet.signTypedData(domain, { ClaimTo: types['ClaimTo'] ?? [] }, typed);
    await mia!.rest.make('/v1/claims', {
      epoch: claim['epoch'],
      to: claim['wallet'],
      deadline: claim['deadline'],
      signature,
    });
    await eventually(
      () => mia!.rest.read('/v1/claims'),
      (state) => amountAt(state, 'paid') === 1_202n,
      patient,
    );
    const contracts = await mia!.rest.read('/v1/settlement/contracts');
    expect(await tokensOf(product.rpcUrl, contracts, wallet.address)).toBe(1_202n);
  });

  it('proves all three amounts to a stranger: the charge, the author’s share of it, the author’s commission', async () => {
    const bundle = await eventually(
      () => advertiser!.rest.read(`/v1/ad-charges/${entry}/receipt`),
      (body) => at(body, 'anchor') !== null,
      patient,
    );
    const charge = await verified('charge', bundle);
    expect(charge).toMatchObject({ code: 0, stdout: expect.stringContaining('FINAL: the charge is proven') });
    expect(charge.stdout).toContain('0.04 GBPT, paid by advertiser');
    const share = await verified('share', await mia!.rest.read(`/v1/ad-charges/${entry}/receipt`));
    expect(share).toMatchObject({ code: 0, stdout: expect.stringContaining('of it 0.02 GBPT for payee') });
    const earned = await verified('commission', await mia!.rest.read(`/v1/commissions/${commission}/receipt`));
    expect(earned).toMatchObject({ code: 0, stdout: expect.stringContaining('12.00 GBPT for payee') });
    const cheaper = JSON.stringify(bundle).replace(`"price_nanos":"${FLOOR_NANOS}"`, '"price_nanos":"39000000"');
    expect(await verified('cheaper', JSON.parse(cheaper))).toMatchObject({ code: 1 });
    const elsewhere = await sam!.rest.get(`/v1/ad-charges/${entry}/receipt`);
    expect(elsewhere.status).toBe(403);
    const others = await shop!.rest.get(`/v1/ad-charges/${entry}/receipt`);
    expect(others).toMatchObject({ status: 404, body: { code: 'ads.charge_not_found' } });
  });

  it('leaves books that reconcile', async () => {
    const { code, stdout, stderr } = await cli(dataDir, ['reconcile']);
    expect([code, stdout + stderr]).toEqual([0, expect.stringContaining('everything holds')]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { alone } from '../support/alone.ts';
import { eventually } from '../support/eventually.ts';
import { aDataDir, cli, Product, removeDataDir } from '../support/product.ts';
import { at, itemsOf, textAt } from '../support/rest.ts';
import { serviceUrl } from '../support/services.ts';
import { type Person, Platform } from '../support/some-people.ts';

const PATIENCE = { timeoutMs: 120_000 };

describeSearch('memory', undefined);
const elasticsearch = serviceUrl('elasticsearch');
if (elasticsearch !== undefined) describeSearch('Elasticsearch', elasticsearch);

/** The same story on either engine. */
function describeSearch(engine: string, url: string | undefined): void {
  describe(`search in ${engine}, as a shopper sees it`, () => {
    let dataDir: string;
    let product: Product | undefined;
    let [shop, mia, sam, moa]: Person[] = [];
    let post = '';
    let leave: (() => Promise<void>) | undefined;
    const env: Record<string, string> = url === undefined ? {} : { SEARCH_URL: url };

    beforeAll(async () => {
      if (url !== undefined) {
        leave = await alone('services');
        await removeIndexes(url); // Of a run before, over another database.
      }
      dataDir = await aDataDir('search');
      product = await Product.start({ dataDir, env });
      const platform = await Platform.of(product);
      shop = await platform.join('merchant', 'Aurora Home');
      mia = await platform.join('partner', 'Mia Laine');
      sam = await platform.hire('Sam Reed', 'shopper');
      moa = await platform.hire('Moa Lind', 'moderator');
    }, 1_200_000);
    afterAll(async () => {
      await product?.stop();
      await leave?.();
      await removeDataDir(dataDir);
    }, 180_000);

    const as = (person: Person | undefined) => {
      if (person === undefined) throw new Error('the person has not joined');
      return person.rest;
    };
    const listAt = (body: unknown, path: string): readonly unknown[] => (at(body, path) ?? []) as readonly unknown[];
    const skusIn = (body: unknown): string[] => itemsOf(body).map((item) => textAt(item, 'sku'));

    it('finds products a moment after they were told, by words, beginnings and category, page by page', async () => {
      const lamps = Array.from({ length: 5 }, (_, nr) => ({
        sku: `LAMP-${nr}`,
        name: `${nr === 3 ? 'Brass desk' : 'Paper'} lamp`,
        category: 'home/lighting',
      }));
      const shelf = { sku: 'SHELF', name: 'Étagère en chêne', category: 'home/storage' };
      await as(shop).make('/v1/products', { products: [...lamps, shelf] });
      const found = await eventually(
        () => as(sam).read('/v1/search/products?q=brass+LAMPS'),
        (body) => itemsOf(body).length === 1,
        PATIENCE,
      );
      expect(at(found, 'items.0')).toMatchObject({
        sku: 'LAMP-3',
        name: 'Brass desk lamp',
        merchant_name: 'Aurora Home',
      });
      expect(skusIn(await as(sam).read('/v1/search/products?q=etagere'))).toEqual(['SHELF']);
      expect(skusIn(await as(sam).read('/v1/search/products?q=pap'))).toHaveLength(4);
      expect(skusIn(await as(sam).read('/v1/search/products?category=home/storage'))).toEqual(['SHELF']);
      const first = await as(sam).read('/v1/search/products?q=lamp&limit=3');
      const cursor = textAt(first, 'next_cursor');
      const second = await as(sam).read(`/v1/search/products?q=lamp&limit=3&cursor=${cursor}`);
      expect(new Set([...skusIn(first), ...skusIn(second)]).size).toBe(5);
      expect(at(second, 'next_cursor')).toBeNull();
    });

    it('explores posts by their words and products, and a removed one is gone at once', async () => {
      const terms = { name: 'Lamps', settlement_asset: 'GBPT/2', maturation_days: 0 };
      const program = textAt(await as(shop).make('/v1/programs', terms), 'id');
      const table = [{ category: '*', tier: '*', bps: 1_000 }];
      await as(shop).make(`/v1/programs/${program}/rule-versions`, { from: '2024-01-01T00:00:00.000Z', table });
      const enrolment = { partner: mia?.organisation, tier: 'gold', from: '2024-01-01T00:00:00.000Z' };
      await as(shop).make(`/v1/programs/${program}/enrolments`, enrolment);
      const tags = [{ program, sku: 'LAMP-3', url: 'https://shop.example/lamp' }];
      post = textAt(await as(mia).make('/v1/posts', { body: 'A warm light for long evenings #cosy', tags }), 'id');
      const explored = await eventually(
        () => as(sam).read('/v1/explore?q=brass+lamp'),
        (body) => listAt(body, 'posts').length === 1,
        PATIENCE,
      );
      expect([textAt(explored, 'posts.0.post'), textAt(explored, 'posts.0.author_name')]).toEqual([post, 'Mia Laine']);
      expect(textAt(explored, 'products.0.sku')).toBe('LAMP-3');
      const newest = await as(sam).read('/v1/explore?category=home/lighting&limit=2');
      expect([listAt(newest, 'posts').length, listAt(newest, 'products').length]).toEqual([1, 2]);
      const more = await as(sam).read(
        `/v1/explore?category=home/lighting&limit=2&cursor=${textAt(newest, 'next_cursor')}`,
      );
      expect([listAt(more, 'posts').length, listAt(more, 'products').length]).toEqual([0, 2]);

      await as(sam).make(`/v1/posts/${post}/reports`, { reason: 'spam', details: '' });
      const caseId = textAt(await as(moa).read('/v1/moderation/queue'), 'items.0.id');
      const verdict = { outcome: 'remove', reason: 'the same text again' };
      await as(moa).make(`/v1/moderation/cases/${caseId}/decisions`, verdict);
      expect(listAt(await as(sam).read('/v1/explore?q=cosy'), 'posts')).toEqual([]);
    });

    it('shows a sponsored product above what was found, labelled, and charges its click', async () => {
      const money = { amount: '5000', asset: 'GBPT/2' };
      await as(shop).make('/v1/test-deposits', { amount: money, reference: 'search' });
      const targeting = { include: { placement: ['search'], keyword: ['desk lamp', 'lamp'] } };
      const terms = {
        name: 'Lamps in search',
        asset: 'GBPT/2',
        model: 'cpc',
        bid_nanos: '200000000',
        budget: money,
        targeting,
      };
      const campaign = textAt(await as(shop).make('/v1/campaigns', terms), 'id');
      const content = { format: 'product', sku: 'LAMP-3' };
      const draft = { content, landing_url: 'https://shop.example/lamp' };
      const creative = textAt(await as(shop).make(`/v1/campaigns/${campaign}/creatives`, draft), 'id');
      await as(moa).make(`/v1/creatives/${creative}/decision`, { state: 'approved' });
      await as(shop).make(`/v1/campaigns/${campaign}/activate`, {});
      const answer = await eventually(
        () => as(sam).read('/v1/search/products?q=Desk+Lamps'),
        (body) => listAt(body, 'sponsored').length === 1,
        PATIENCE,
      );
      expect(at(answer, 'sponsored.0')).toMatchObject({
        kind: 'ad',
        label: 'Sponsored',
        advertiser: shop?.organisation,
        sku: 'LAMP-3',
        title: 'Brass desk lamp',
      });
      expect(skusIn(answer)).toEqual(['LAMP-3']);
      expect(listAt(await as(sam).read('/v1/search/products?q=etagere'), 'sponsored')).toEqual([]);
      const click = await as(sam).get(textAt(answer, 'sponsored.0.click_url'));
      expect([click.status, click.headers.get('location')]).toEqual([
        302,
        expect.stringContaining('shop.example/lamp'),
      ]);
      const report = await eventually(
        () => as(shop).read(`/v1/campaigns/${campaign}/report`),
        (body) => itemsOf(body).some((line) => at(line, 'clicks') === '1'),
        PATIENCE,
      );
      expect(textAt(report, 'items.0.placement')).toBe('search');
      expect(BigInt(textAt(report, 'spent_nanos'))).toBeGreaterThan(0n);
    });

    it('refuses what cannot be searched for, by field', async () => {
      const wrong: [query: string, field: string][] = [
        [`q=${'x'.repeat(10_000)}`, 'q'],
        ['q=lamp&limit=0', 'limit'],
        ['q=lamp&limit=51', 'limit'],
        ['category=Home', 'category'],
      ];
      for (const [query, field] of wrong) {
        for (const route of ['search/products', 'explore']) {
          const { status, body } = await as(sam).get(`/v1/${route}?${query}`);
          expect([route, status, at(body, 'fields.0.path')]).toEqual([route, 422, field]);
        }
      }
      const badCursor = Buffer.from('["x","y"]').toString('base64url');
      for (const cursor of ['nonsense', badCursor]) {
        for (const route of ['search/products', 'explore']) {
          const { status } = await as(sam).get(`/v1/${route}?q=lamp&cursor=${cursor}`);
          expect([route, status]).toEqual([route, 422]);
        }
      }
      expect(skusIn(await as(sam).read(`/v1/search/products?q=${encodeURIComponent('%"*:(){} or 1=1 --')}`))).toEqual(
        [],
      );
    });

    it('is rebuilt by the command line, and is a part of readiness', async () => {
      const { code, stdout } = await cli(dataDir, ['search', 'rebuild'], '', env);
      const says = url === undefined ? 'in memory' : 'products: 6 indexed\nposts: 0 indexed\ncampaigns: 1 indexed';
      expect([code, stdout]).toEqual([0, expect.stringContaining(says)]);
      expect(at(await as(sam).read('/health/ready'), 'checks.search')).toBe(true);
      expect(skusIn(await as(sam).read('/v1/search/products?q=etagere'))).toEqual(['SHELF']);
    });

    it('finds the merchant’s own campaigns by name and creative', async () => {
      const found = await as(shop).read('/v1/search/campaigns?q=lamps+brass&state=active');
      expect(itemsOf(found).map((item) => textAt(item, 'name'))).toEqual(['Lamps in search']);
      expect(itemsOf(await as(shop).read('/v1/search/campaigns?q=shelves'))).toEqual([]);
    });
  });
}

async function removeIndexes(url: string): Promise<void> {
  const listed = (await (await fetch(`${url}/_cat/indices/provisio-*?format=json`)).json()) as { index: string }[];
  for (const { index } of listed) await fetch(`${url}/${index}`, { method: 'DELETE' });
}

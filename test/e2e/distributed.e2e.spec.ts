import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash, randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { anS3BlobStore } from '#platform/blob-store/testing';
import { aRedisCache } from '#platform/cache/testing';
import { aTestNode, type TestNode } from '#platform/chain/testing';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { alone } from '../support/alone.ts';
import { eventually } from '../support/eventually.ts';
import { notRun } from '../support/not-run.ts';
import { aDataDir, cli, Product, removeDataDir } from '../support/product.ts';
import { amountAt, at, itemsOf, textAt } from '../support/rest.ts';
import { serviceUrl } from '../support/services.ts';
import { type Person, Platform } from '../support/some-people.ts';

// The product over the second engine of every port at once: each is asked for what only it can know.

const PATIENCE = { timeoutMs: 120_000 };

const [postgres, kafka, redis] = [serviceUrl('postgres'), serviceUrl('kafka'), serviceUrl('redis')];
const [elasticsearch, s3] = [serviceUrl('elasticsearch'), serviceUrl('s3')];

const urls = { postgres, kafka, redis, elasticsearch, s3 };
const unnamed = Object.entries(urls).flatMap(([name, url]) => (url === undefined ? [name] : []));

if (unnamed.length === 0) describeIt(urls as Urls);
else {
  it('runs where all of its services are named', () => {
    notRun('the product in mode distributed', `TEST_SERVICES does not name ${unnamed.join(', ')}`);
    expect(unnamed).not.toEqual([]);
  });
}

type Urls = Readonly<Record<'postgres' | 'kafka' | 'redis' | 'elasticsearch' | 's3', string>>;

function describeIt(urls: Urls): void {
  describe('a product in mode distributed', () => {
    const [bucket, cacheUrl] = [`product-${randomUUID()}`, `${urls.redis}/9`];
    let leave: (() => Promise<void>) | undefined;
    let dataDir: string;
    let node: TestNode;
    let db: TestDatabase;
    let product: Product | undefined;
    let platform: Platform;
    let [shop, mia, sam]: Person[] = [];

    beforeAll(async () => {
      leave = await alone('services');
      dataDir = await aDataDir('distributed');
      node = await aTestNode();
      db = await aDatabase({ ownerUrl: urls.postgres });
      const env = {
        PROVISIO_MODE: 'distributed',
        DATABASE_URL: db.ownerUrl,
        DATABASE_APP_URL: db.appUrl,
        KAFKA_BROKERS: urls.kafka,
        REDIS_URL: `${urls.redis}/8`,
        CACHE_URL: cacheUrl,
        SEARCH_URL: urls.elasticsearch,
        BLOB_STORE_URL: `${urls.s3}/${bucket}`,
        CHAIN_RPC_URL: node.rpcUrl,
      };
      product = await Product.start({ dataDir, env });
      platform = await Platform.of(product);
      shop = await platform.join('merchant', 'Aurora Home');
      mia = await platform.join('partner', 'Mia Laine');
      sam = await platform.hire('Sam Reed', 'shopper');
    }, 1_800_000);
    afterAll(async () => {
      await product?.stop();
      await leave?.();
      await db.close();
      await node.stop();
      await removeDataDir(dataDir);
    }, 180_000);

    const as = (person: Person | undefined) => {
      if (person === undefined) throw new Error('the person has not joined');
      return person.rest;
    };

    it('is ready when each of its services answers, by name', async () => {
      const ready = await platform.api.read('/health/ready');
      const all = ['database', 'kafka', 'redis', 'cache', 'search', 'blobs', 'chain'];
      expect(at(ready, 'checks')).toEqual(Object.fromEntries(all.map((name) => [name, true])));
    });

    it('keeps a picture in S3, and gives it out', async () => {
      const picture = await sharp({ create: { width: 64, height: 64, channels: 3, background: 'teal' } })
        .png()
        .toBuffer();
      const made = await as(mia).upload('/v1/media', Buffer.from(picture), 'image/png');
      const [path] = itemsOf({ items: at(made, 'renditions') }).map((rendition) => textAt(rendition, 'url'));
      const shown = await fetch(new URL(path ?? '', platform.api.url));
      expect([shown.status, shown.headers.get('content-type')]).toEqual([200, expect.stringMatching(/^image\//)]);
      const store = await anS3BlobStore(urls.s3, bucket);
      const key = new URL(path ?? '', platform.api.url).pathname.slice(1);
      expect((await store.get(key))?.bytes).toEqual(Buffer.from(await shown.arrayBuffer()));
      await store.close();
    });

    it('finds a product in Elasticsearch that Kafka has told it of', async () => {
      const words = `lamp ${randomUUID().slice(0, 8)}`;
      await as(shop).make('/v1/products', { products: [{ sku: 'LAMP', name: words, category: 'home/lighting' }] });
      const found = await eventually(
        () => as(sam).read(`/v1/search/products?q=${encodeURIComponent(words)}`),
        (body) => itemsOf(body).length === 1,
        PATIENCE,
      );
      expect(textAt(found, 'items.0.name')).toBe(words);
    });

    it('prices an order by the click that Kafka has told it of', async () => {
      const terms = { name: 'Lamps', settlement_asset: 'GBPT/2', maturation_days: 0 };
      const program = textAt(await as(shop).make('/v1/programs', terms), 'id');
      const [from, table] = ['2024-01-01T00:00:00.000Z', [{ category: '*', tier: '*', bps: 1_000 }]];
      await as(shop).make(`/v1/programs/${program}/rule-versions`, { from, table });
      await as(shop).make(`/v1/programs/${program}/enrolments`, { partner: mia?.organisation, tier: 'gold', from });
      const link = { program, url: 'https://shop.example/lamp' };
      const code = textAt(await as(mia).make('/v1/links', link), 'code');
      const { headers } = await as(sam).get(`/l/${code}`);
      const click = new URL(headers.get('location') ?? '').searchParams.get('pv_click');
      const lines = [{ sku: 'LAMP', quantity: 1, unit_price: '10000' }];
      const order = { external_id: 'A-1', currency: 'GBP/2', click, placed_at: new Date().toISOString(), lines };
      await as(shop).make('/v1/orders', order);
      const page = await eventually(
        () => as(mia).read('/v1/commissions'),
        (body) => itemsOf(body).length === 1,
        PATIENCE,
      );
      expect(amountAt(page, 'items.0.amount')).toBe(1_000n);
    });

    it('counts sign-ins in Redis, and asks who guesses too often to wait', async () => {
      const email = `${randomUUID()}@people.example`;
      const guess = { email, password: 'wrong' };
      for (let attempt = 0; attempt < 10; attempt += 1) await platform.api.post('/v1/sign-in', guess);
      const { status, headers, body } = await platform.api.post('/v1/sign-in', guess);
      expect([status, at(body, 'code')]).toEqual([429, 'identity.too_many_attempts']);
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(600);
      const { cache } = await aRedisCache(cacheUrl, 'provisio');
      const counted = await cache.space('identity.sign_in').get(createHash('sha256').update(email).digest('hex'));
      expect(counted).toBe('11');
      await cache.close();
    });

    it('leaves books that reconcile, and stops with everything that is its own', async () => {
      const { code, stdout, stderr } = await cli(dataDir, ['reconcile'], '', product?.env);
      expect([code, stdout + stderr]).toEqual([0, expect.any(String)]);
      expect(await product?.stop()).toMatchObject({ code: 0, left: [] });
    }, 180_000);
  });
}

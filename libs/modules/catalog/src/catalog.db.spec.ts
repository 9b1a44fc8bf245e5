import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FixedClock, RandomIdSource, epochMs } from '#kernel';
import { FindOrganisation, type Organisation } from '#modules/identity';
import { type TestIdentity, anIdentity } from '#modules/identity/testing';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { PgOutbox } from '#platform/outbox';
import { ProductStore } from './storage/product.store.ts';
import { FindProducts } from './use-cases/find-products/find-products.ts';
import { UpsertProducts } from './use-cases/upsert-products/upsert-products.ts';

describe('products on PostgreSQL', () => {
  const clock = new FixedClock(epochMs(1_770_000_000_000));
  let database: TestDatabase;
  let identity: TestIdentity;
  let upsert: UpsertProducts;
  let find: FindProducts;
  let shop: Organisation;

  beforeAll(async () => {
    database = await aDatabase();
    identity = await anIdentity(database, { clock });
    const store = new ProductStore(database.database, new RandomIdSource(clock));
    upsert = new UpsertProducts(database.unitOfWork, store, identity.get(FindOrganisation), clock, new PgOutbox());
    find = new FindProducts(store);
    shop = await identity.organisation('merchant');
  });
  afterAll(async () => {
    await identity.close();
    await database.close();
  });

  const product = (sku: string, category = 'home') => ({ sku, name: `Name of ${sku}`, category });

  it('adds, updates and leaves alone in one go', async () => {
    await upsert.execute(shop.id, [product('a'), product('b')]);
    clock.advance(1000);
    await expect(upsert.execute(shop.id, [product('a'), product('b', 'home/decor'), product('c')])).resolves.toEqual({
      count: 3,
    });
    const found = await find.execute(shop.id, ['a', 'b', 'c', 'd']);
    const told = ['a', 'b', 'c'].map((sku) => found.get(sku));
    expect(told.map((one) => [one?.category, (one?.updatedAt ?? 0) - clock.now()])).toEqual([
      ['home', -1000],
      ['home/decor', 0],
      ['home', 0],
    ]);
    expect(found.size).toBe(3);
  });

  it('keeps merchants apart', async () => {
    const other = await identity.organisation('merchant');
    await upsert.execute(other.id, [product('a', 'toys')]);
    expect((await find.execute(shop.id, ['a'])).get('a')?.category).toBe('home');
    await expect(find.list(other.id, undefined, 10)).resolves.toHaveLength(1);
  });

  it('pages by sku without gap or twin', async () => {
    const large = await identity.organisation('merchant');
    await upsert.execute(
      large.id,
      Array.from({ length: 25 }, (_, index) => product(`sku-${index}`)),
    );
    const seen: string[] = [];
    for (
      let page = await find.list(large.id, undefined, 10);
      page.length > 0;
      page = await find.list(large.id, seen.at(-1), 10)
    ) {
      seen.push(...page.map(({ sku }) => sku));
    }
    expect(new Set(seen).size).toBe(25);
    expect(seen).toHaveLength(25);
  });

  it('lets two bulks in opposite order through', async () => {
    const skus = Array.from({ length: 200 }, (_, index) => `both-${index}`);
    const bulks = Array.from({ length: 8 }, (_, index) => (index % 2 === 0 ? skus : skus.toReversed()));
    await Promise.all(
      bulks.map((bulk, index) =>
        upsert.execute(
          shop.id,
          bulk.map((sku) => product(sku, `c${index}`)),
        ),
      ),
    );
    expect((await find.execute(shop.id, skus)).size).toBe(200);
  });

  it('refuses an organisation that is no merchant (catalog.not_a_merchant) and one that is none', async () => {
    const partner = await identity.organisation('partner');
    await expect(upsert.execute(partner.id, [product('a')])).rejects.toMatchObject({ code: 'catalog.not_a_merchant' });
    const nobody = new RandomIdSource(clock).next<'Organisation'>();
    await expect(upsert.execute(nobody, [product('a')])).rejects.toMatchObject({
      code: 'identity.organisation_not_found',
    });
  });
});

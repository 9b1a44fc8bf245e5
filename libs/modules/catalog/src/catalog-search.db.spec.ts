import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FixedClock, type Id, RandomIdSource, epochMs } from '#kernel';
import { FindOrganisation, type Organisation } from '#modules/identity';
import { type TestIdentity, anIdentity } from '#modules/identity/testing';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { PgOutbox } from '#platform/outbox';
import type { SearchIndex } from '#platform/search-index';
import { aMemorySearchIndex } from '#platform/search-index/testing';
import { categoryPath } from './domain/product.ts';
import { ProductsChangedV1 } from './events.ts';
import { ProductStore } from './storage/product.store.ts';
import { ProductIndex } from './use-cases/search-products/product-index.ts';
import { type ProductSearch, SearchProducts } from './use-cases/search-products/search-products.ts';
import { UpsertProducts } from './use-cases/upsert-products/upsert-products.ts';

describe('search among products', () => {
  const clock = new FixedClock(epochMs(1_770_000_000_000));
  let database: TestDatabase;
  let identity: TestIdentity;
  let upsert: UpsertProducts;
  let store: ProductStore;
  let memory: SearchIndex;
  let index: ProductIndex;
  let search: SearchProducts;
  let [shop, other]: Organisation[] = [];

  beforeAll(async () => {
    database = await aDatabase();
    identity = await anIdentity(database, { clock });
    store = new ProductStore(database.database, new RandomIdSource(clock));
    const organisations = identity.get(FindOrganisation);
    upsert = new UpsertProducts(database.unitOfWork, store, organisations, clock, new PgOutbox());
    memory = aMemorySearchIndex();
    index = new ProductIndex(memory, store);
    search = new SearchProducts(memory, store, organisations);
    [shop, other] = [await identity.organisation('merchant'), await identity.organisation('merchant')];
    await index.fillIfNew();
  });
  afterAll(async () => {
    await identity.close();
    await database.close();
  });

  const told = async (): Promise<Id<'Product'>[]> => {
    const rows = await database.ownerQuery<{ body: unknown }>('select body from platform.outbox order by 1');
    await database.ownerQuery('delete from platform.outbox');
    const bodies = rows.map(({ body }) => ProductsChangedV1.parse(typeof body === 'string' ? JSON.parse(body) : body));
    return bodies.flatMap(({ products }) => products as Id<'Product'>[]);
  };
  const sell = async (of: Organisation | undefined, sku: string, name: string, category = 'home'): Promise<void> => {
    if (of === undefined) throw new Error('there is no shop');
    await upsert.execute(of.id, [{ sku, name, category }]);
  };
  const find = async (query: Partial<ProductSearch>): Promise<string[]> =>
    (await search.execute({ limit: 10, ...query })).products.map(({ product: { sku } }) => sku);

  it('tells what is new or changed, and nothing of what was told before', async () => {
    await sell(shop, 'L1', 'Brass desk lamp', 'home/lighting');
    await expect(told()).resolves.toHaveLength(1);
    await sell(shop, 'L1', 'Brass desk lamp', 'home/lighting');
    await expect(told()).resolves.toEqual([]);
  });

  it('finds by name, category, sku and merchant, with the words of the table', async () => {
    await sell(other, 'O-77', 'Oak desk', 'home/office');
    await index.refresh(await told());
    await index.rebuild();
    await expect(find({ text: 'desks' })).resolves.toEqual(['O-77', 'L1']);
    await expect(find({ text: 'desk', category: categoryPath('home/lighting') })).resolves.toEqual(['L1']);
    await expect(find({ text: 'desk', category: categoryPath('home') })).resolves.toHaveLength(2);
    await expect(find({ text: 'o-77' })).resolves.toEqual(['O-77']);
    await expect(find({ text: 'bras' })).resolves.toEqual(['L1']);
    await expect(find({ merchantId: other?.id })).resolves.toEqual(['O-77']);
    const { products } = await search.execute({ text: 'lamp', limit: 10 });
    expect(products[0]).toMatchObject({
      merchantId: shop?.id,
      merchantName: shop?.name,
      product: { name: 'Brass desk lamp' },
    });
  });

  it('follows a change once, whatever order and how often it is told', async () => {
    await sell(shop, 'L1', 'Copper lamp', 'home/lighting');
    const first = await told();
    await sell(shop, 'L1', 'Silver lamp', 'home/lighting');
    const second = await told();
    for (const ids of [second, first, second]) await index.refresh(ids);
    await expect(find({ text: 'silver' })).resolves.toEqual(['L1']);
    await expect(find({ text: 'copper' })).resolves.toEqual([]);
    const [{ version } = { version: 0 }] = await store.read(second);
    await expect(
      memory.write(index.index, [{ kind: 'put', id: second[0] ?? '', version, document: {} }]),
    ).resolves.toEqual({
      applied: 0,
      stale: 1,
    });
  });

  it('is made anew from the table, all of it', async () => {
    if (shop === undefined) throw new Error('there is no shop');
    const drafts = Array.from({ length: 1_201 }, (_, at) => ({
      sku: `many-${at}`,
      name: `Tile ${at}`,
      category: 'tiles',
    }));
    await upsert.execute(shop.id, drafts);
    await expect(told()).resolves.toHaveLength(1_201);
    await memory.close();
    await expect(find({ text: 'tile' })).rejects.toMatchObject({ code: 'search_index.lost' });
    await expect(index.fillIfNew()).resolves.toBe(1_203);
    await expect(find({ text: 'tile 1200' })).resolves.toEqual(['many-1200']);
    await expect(index.fillIfNew()).resolves.toBe(0);
  });
});

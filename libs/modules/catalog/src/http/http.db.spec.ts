import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROLES, type Role, publicId } from '#kernel';
import type { Organisation } from '#modules/identity';
import { type TestHttpApp, type TestIdentity, anHttpApp, anIdentity } from '#modules/identity/testing';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { CatalogModule } from '../catalog.module.ts';
import { ProductsController } from './products.controller.ts';
import { ShownProductsController } from './shown-products.controller.ts';

describe('products over HTTP', () => {
  let database: TestDatabase;
  let identity: TestIdentity;
  let http: TestHttpApp;
  let shop: Organisation;
  let token: (role: Role) => string;

  beforeAll(async () => {
    database = await aDatabase();
    identity = await anIdentity(database);
    http = await anHttpApp(database, {
      modules: [CatalogModule],
      controllers: [ProductsController, ShownProductsController],
    });
    shop = await identity.organisation('merchant');
    const platform = await identity.organisation('platform');
    const merchant = await identity.user(shop, 'merchant');
    const finance = await identity.user(platform, 'finance');
    token = (role) => http.tokenOf({ ...(role === 'merchant' ? merchant : finance), roles: [role] });
  });
  afterAll(async () => {
    await http.close();
    await identity.close();
    await database.close();
  });

  const products = [
    { sku: 'A', name: 'Lamp', category: 'home/lighting' },
    { sku: 'B', name: 'Vase', category: 'home/decor' },
  ];

  it.each(['GET', 'POST'] as const)('%s lets in merchants and finance and nobody else', async (method) => {
    const body = method === 'POST' ? {} : undefined;
    await expect(http.send(method, '/v1/products', undefined, body)).resolves.toMatchObject({ status: 401 });
    for (const role of ROLES) {
      const { status } = await http.send(method, '/v1/products', token(role), body);
      expect([role, status === 403]).toEqual([role, role !== 'merchant' && role !== 'finance']);
    }
  });

  it('takes a feed as CSV or JSON with a result for each row', async () => {
    const csv = 'sku,name,category\nF1,Rug,home\nF2,,home\n';
    const reply = await http.app.inject({
      method: 'POST',
      url: '/v1/products/feed',
      headers: { authorization: `Bearer ${token('merchant')}`, 'content-type': 'text/csv' },
      payload: csv,
    });
    expect({ status: reply.statusCode, body: reply.json<object>() }).toMatchObject({
      status: 200,
      body: {
        accepted: 1,
        refused: 1,
        rows: [
          { row: 1, sku: 'F1', outcome: 'accepted', problem: null },
          { row: 2, sku: 'F2', outcome: 'refused', problem: { field: 'name' } },
        ],
      },
    });
    const items = [{ sku: 'F3', name: 'Mat', category: 'home' }, { sku: 'F4' }];
    await expect(http.send('POST', '/v1/products/feed', token('merchant'), { items })).resolves.toMatchObject({
      status: 200,
      body: { accepted: 1, superseded: 0, refused: 1 },
    });
    const stored = await http.send('GET', '/v1/products?limit=200', token('merchant'));
    expect((stored.body['items'] as { sku: string }[]).map(({ sku }) => sku)).toEqual(
      expect.arrayContaining(['F1', 'F3']),
    );
    const finance = await http.send('POST', '/v1/products/feed', token('finance'), { items });
    expect(finance).toMatchObject({ status: 422, body: { code: 'input.invalid' } });
    const broken = await http.app.inject({
      method: 'POST',
      url: '/v1/products/feed',
      headers: { authorization: `Bearer ${token('merchant')}`, 'content-type': 'text/csv' },
      payload: 'a,b\n1,2\n',
    });
    expect(broken.json<object>()).toMatchObject({ status: 422, code: 'catalog.feed_not_readable' });
    await database.ownerQuery(`delete from catalog.product where sku like 'F%'`);
  });

  it('takes products in bulk and pages through them', async () => {
    await expect(http.send('POST', '/v1/products', token('merchant'), { products })).resolves.toMatchObject({
      status: 200,
      body: { count: 2 },
    });
    const first = await http.send('GET', '/v1/products?limit=1', token('merchant'));
    expect(first.body).toMatchObject({ items: [{ sku: 'A', category: 'home/lighting' }] });
    const second = await http.send(
      'GET',
      `/v1/products?limit=1&cursor=${String(first.body['next_cursor'])}`,
      token('merchant'),
    );
    expect(second.body).toMatchObject({ items: [{ sku: 'B' }], next_cursor: null });
  });

  it('serves finance for the merchant it names, and no merchant for another', async () => {
    const merchant = publicId('org', shop.id);
    await expect(http.send('GET', `/v1/products?merchant=${merchant}`, token('finance'))).resolves.toMatchObject({
      status: 200,
    });
    await expect(http.send('GET', '/v1/products', token('finance'))).resolves.toMatchObject({ status: 422 });
    const other = publicId('org', (await identity.organisation('merchant')).id);
    await expect(http.send('GET', `/v1/products?merchant=${other}`, token('merchant'))).resolves.toMatchObject({
      status: 404,
    });
  });

  it('names the row and field that is wrong', async () => {
    const wrong = { products: [...products, { sku: 'C', name: 'Cup', category: 'Home' }] };
    await expect(http.send('POST', '/v1/products', token('merchant'), wrong)).resolves.toMatchObject({
      status: 422,
      body: { fields: [{ path: 'products.2.category' }] },
    });
  });

  it('shows one product with who sells it to everybody who is signed in', async () => {
    const url = `/v1/merchants/${publicId('org', shop.id)}/products/S%2F1`;
    await expect(http.send('GET', url, token('shopper'))).resolves.toMatchObject({
      status: 404,
      body: { code: 'catalog.product_unknown' },
    });
    const slashed = { sku: 'S/1', name: 'Shade', category: 'home/lighting' };
    await http.send('POST', '/v1/products', token('merchant'), { products: [slashed] });
    const shown = { ...slashed, merchant: publicId('org', shop.id), merchant_name: shop.name };
    for (const role of ROLES) {
      await expect(http.send('GET', url, token(role))).resolves.toMatchObject({ status: 200, body: shown });
    }
    await expect(http.send('GET', url, undefined)).resolves.toMatchObject({ status: 401 });
    const nobody = publicId('org', '018f0000-0000-7000-8000-000000000001');
    await expect(http.send('GET', `/v1/merchants/${nobody}/products/S%2F1`, token('shopper'))).resolves.toMatchObject({
      status: 404,
    });
  });
});

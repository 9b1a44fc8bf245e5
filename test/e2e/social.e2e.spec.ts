import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../support/eventually.ts';
import { cli, aDataDir, Product, removeDataDir } from '../support/product.ts';
import { amountAt, at, itemsOf, textAt } from '../support/rest.ts';
import { type Person, Platform } from '../support/some-people.ts';

const PATIENCE = { timeoutMs: 120_000 };

describe('a post, from its author to its money', () => {
  let dataDir: string;
  let product: Product | undefined;
  let [shop, mia, sam, moa, max]: Person[] = [];
  let [post, path, caseId] = ['', '', ''];

  beforeAll(async () => {
    dataDir = await aDataDir('social');
    product = await Product.start({ dataDir });
    const platform = await Platform.of(product);
    shop = await platform.join('merchant', 'Aurora Home');
    mia = await platform.join('partner', 'Mia Laine');
    sam = await platform.hire('Sam Reed', 'shopper');
    moa = await platform.hire('Moa Lind', 'moderator');
    max = await platform.hire('Max Berg', 'moderator');
  }, 360_000);
  afterAll(async () => {
    await product?.stop();
    await removeDataDir(dataDir);
  }, 180_000);

  const as = (person: Person | undefined) => {
    if (person === undefined) throw new Error('the person has not joined');
    return person.rest;
  };

  it('is in a shopper’s feed a moment after it was written', async () => {
    const terms = { name: 'Lamps', settlement_asset: 'GBPT/2', maturation_days: 0 };
    const program = textAt(await as(shop).make('/v1/programs', terms), 'id');
    const table = [{ category: '*', tier: '*', bps: 1_000 }];
    await as(shop).make(`/v1/programs/${program}/rule-versions`, { from: '2024-01-01T00:00:00.000Z', table });
    const enrolment = { partner: mia?.organisation, tier: 'gold', from: '2024-01-01T00:00:00.000Z' };
    await as(shop).make(`/v1/programs/${program}/enrolments`, enrolment);
    await as(shop).make('/v1/products', { products: [{ sku: 'LAMP', name: 'Lamp', category: 'home/lighting' }] });
    const tags = [{ program, sku: 'LAMP', url: 'https://shop.example/lamp' }];
    const made = await as(mia).make('/v1/posts', { body: 'A warm light for long evenings #lamps', tags });
    [post, path] = [textAt(made, 'id'), textAt(made, 'tags.0.path')];
    expect(at(made, 'state')).toBe('shown');
    const feed = await eventually(
      () => as(sam).read('/v1/feed'),
      (body) => itemsOf(body).length === 1,
      PATIENCE,
    );
    expect([textAt(feed, 'items.0.post'), textAt(feed, 'items.0.tags.0.path')]).toEqual([post, path]);
    const context = textAt(feed, 'context');
    const action = { context, actions: [{ post, kind: 'tag_click' }] };
    expect((await as(sam).post('/v1/feed/actions', action)).status).toBe(204);
    const again = await as(sam).post('/v1/feed/actions', action);
    expect([again.status, at(again.body, 'code')]).toEqual([409, 'feed.action_replayed']);
    const stolen = await as(mia).post('/v1/feed/actions', action);
    expect([stolen.status, at(stolen.body, 'code')]).toEqual([403, 'feed.context_forged']);
  });

  it('is priced for a sale by its link, also when it was removed meanwhile', async () => {
    const { headers } = await as(sam).get(path);
    const click = new URL(headers.get('location') ?? '').searchParams.get('pv_click');
    await as(sam).make(`/v1/posts/${post}/reports`, { reason: 'spam', details: '' });
    const queue = await as(moa).read('/v1/moderation/queue');
    caseId = textAt(queue, 'items.0.id');
    const verdict = { outcome: 'remove', reason: 'the same text again' };
    expect(at(await as(moa).make(`/v1/moderation/cases/${caseId}/decisions`, verdict), 'post.state')).toBe('removed');
    // Removed now; an order that was on its way is priced all the same, and waits.
    const lines = [{ sku: 'LAMP', quantity: 1, unit_price: '10000' }];
    const order = { external_id: 'A-1', currency: 'GBP/2', click, placed_at: new Date().toISOString(), lines };
    await as(shop).make('/v1/orders', order);
    const found = await eventually(
      () => as(mia).read('/v1/commissions'),
      (page) => itemsOf(page).length === 1,
      PATIENCE,
    );
    expect(amountAt(found, 'items.0.amount')).toBe(1_000n);
    await eventually(
      () => as(sam).get(`/v1/posts/${post}`),
      ({ status }) => status === 404,
      PATIENCE,
    );
  });

  it('is back on an appeal that another moderator decides', async () => {
    expect((await as(mia).post(`/v1/moderation/cases/${caseId}/appeal`, { text: 'my own words' })).status).toBe(204);
    const verdict = { outcome: 'allow', reason: 'their own words' };
    const own = await as(moa).post(`/v1/moderation/cases/${caseId}/decisions`, verdict);
    expect([own.status, at(own.body, 'code')]).toEqual([403, 'social.needs_another_moderator']);
    const decided = await as(max).make(`/v1/moderation/cases/${caseId}/decisions`, verdict);
    expect([at(decided, 'state'), at(decided, 'post.state')]).toEqual(['closed', 'shown']);
    expect(itemsOf({ items: at(decided, 'decisions') })).toHaveLength(2);
    expect((await as(sam).get(`/v1/posts/${post}`)).status).toBe(200);
  });

  it('leaves books that reconcile', async () => {
    const { code, stdout, stderr } = await cli(dataDir, ['reconcile']);
    expect([code, stdout + stderr]).toEqual([0, expect.any(String)]);
  });
});

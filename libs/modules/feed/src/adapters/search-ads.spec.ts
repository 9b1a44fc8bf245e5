import { describe, expect, it } from '@jest/globals';
import { type EpochMs, FixedClock, type Id, newId } from '#kernel';
import type { Served, ServeAds, ServeRequest } from '#modules/ads';
import { type CategoryPath, type FoundProducts, type SearchProducts, categoryPath } from '#modules/catalog';
import type { Config } from '#platform/config';
import { PrometheusMetrics } from '#platform/telemetry';
import { aLogger } from '#platform/telemetry/testing';
import { SearchShop } from '../use-cases/search-shop/search-shop.ts';
import { keywordsOf, SearchAds } from './search-ads.ts';

const clock = new FixedClock(Date.UTC(2026, 0, 10, 13) as EpochMs);
const id = <Kind extends string>(): Id<Kind> => newId<Kind>(clock.now());
const shopper = id<'User'>();
const lamp = { format: 'product', sku: 'L1', title: 'Lamp', category: 'home/lighting', imageUrl: null, sponsor: '' };

/** A search that finds one lamp, over an auction that does `serve`. */
function aShop(serve: (request: ServeRequest) => Promise<Partial<Served>>) {
  const { logger, lines } = aLogger();
  const serveAds = { execute: serve } as unknown as ServeAds;
  const ads = new SearchAds(serveAds, new PrometheusMetrics(), logger, { publicUrl: undefined } as unknown as Config);
  const found = {
    products: [{ product: { category: 'home/lighting' as CategoryPath } }],
    next: undefined,
  } as unknown as FoundProducts;
  const products = { execute: () => Promise.resolve(found) } as unknown as SearchProducts;
  return { shop: new SearchShop(products, ads, clock), found, lines };
}

describe('the ad slots of a product search', () => {
  it('ask for native ads by what was typed and what was found, and carry the addresses of their events', async () => {
    const asked: ServeRequest[] = [];
    const { shop } = aShop((request) => {
      asked.push(request);
      const ad = { advertiserId: id<'Organisation'>(), domain: 'shop.example', content: lamp };
      return Promise.resolve({ auctionId: id<'Auction'>(), ads: [{ ad, token: 'tok' }] } as unknown as Served);
    });
    const { sponsored } = await shop.execute({ text: 'Desk Lamps', limit: 10 }, shopper);
    expect(sponsored).toMatchObject([{ sku: 'L1', sponsor: 'shop.example', impressionUrl: '/a/i?t=tok' }]);
    expect(asked).toMatchObject([
      {
        placement: 'search',
        slots: 2,
        person: shopper,
        facts: { format: ['native'], category: ['home', 'home/lighting'] },
      },
    ]);
    expect(asked[0]?.facts.keyword).toEqual(expect.arrayContaining(['desk lamps', 'lamps', 'lamp']));
  });

  it('ask by the category that was asked for, and on the first page only', async () => {
    const asked: ServeRequest[] = [];
    const { shop } = aShop((request) => {
      asked.push(request);
      return Promise.resolve({ auctionId: id<'Auction'>(), ads: [] });
    });
    await shop.execute({ category: categoryPath('garden'), limit: 10 }, shopper);
    await shop.execute({ category: categoryPath('garden'), limit: 10, after: [1, 'x'] }, shopper);
    expect(asked.map(({ facts: { category, keyword } }) => [category, keyword])).toEqual([[['garden'], []]]);
  });

  it('stay empty where the auction fails or hangs: the search answers as it would', async () => {
    const failing = aShop(() => Promise.reject(new Error('the market is gone')));
    const answer = await failing.shop.execute({ text: 'lamp', limit: 10 }, shopper);
    expect(answer).toEqual({ ...failing.found, sponsored: [] });
    expect(failing.lines).toMatchObject([{ event: 'feed.search_ads_failed' }]);
    const hanging = aShop(() => new Promise<never>(() => undefined));
    await expect(hanging.shop.execute({ text: 'lamp', limit: 10 }, shopper)).resolves.toEqual({
      ...hanging.found,
      sponsored: [],
    });
  });

  it('know at most 64 keywords, each once, whatever was typed', () => {
    expect(keywordsOf('Brass  desk Lamps')).toEqual(expect.arrayContaining(['brass desk lamps', 'brass desk', 'lamp']));
    const many = keywordsOf(Array.from({ length: 100 }, (_, at) => `w${at}`).join(' '));
    expect([many.length, new Set(many).size]).toEqual([64, 64]);
    expect(keywordsOf('…')).not.toContain('');
  });
});

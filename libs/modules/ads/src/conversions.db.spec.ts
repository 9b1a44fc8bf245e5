import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DAY_MS, type EpochMs, formatInstant, newId } from '#kernel';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { type TestAds, aRequest, anAdPlatform } from './testing/an-ad-platform.ts';
import { CountConversions } from './use-cases/count-conversions/count-conversions.ts';

describe('conversions of ads on PostgreSQL', () => {
  let db: TestDatabase;
  let ads: TestAds;
  let count: CountConversions;
  let token: string;

  beforeAll(async () => {
    db = await aDatabase();
    ads = await anAdPlatform(db);
    count = new CountConversions(ads.tokenKey, ads.billEvents);
    await ads.campaign();
    await ads.publish.execute();
    const edge = ads.edge(ads.worker().log);
    await edge.market.keepUp();
    const { ads: served } = await edge.serve.execute(aRequest());
    token = served[0]?.token ?? '';
    await edge.market.close();
  });
  afterAll(async () => {
    await ads.close();
    await db.close();
  });

  const order = (adClick: string | null, merchant: string = ads.advertiser.id, at = ads.clock.now()): string =>
    JSON.stringify({
      event: 'orders.order_accepted.v1',
      order: {
        id: newId(at),
        merchant_id: merchant,
        external_id: 'T-1',
        currency: 'GBP/2',
        customer_ref: null,
        click_id: null,
        coupon: null,
        ad_click: adClick,
        placed_at: formatInstant(at),
        accepted_at: formatInstant(at),
        lines: [],
      },
    });
  const counted = async (...bodies: string[]): Promise<bigint> => {
    await db.unitOfWork.run((tx) => count.execute(tx, bodies));
    const [row] = await db.ownerQuery<{ sum: bigint }>(
      'select coalesce(sum(conversions), 0)::int8 as sum from ads.daily',
    );
    return row?.sum ?? -1n;
  };

  it('count nothing for an order without an ad, of another merchant, with a forged ad, or too late', async () => {
    const stranger = newId<'Organisation'>(ads.clock.now());
    const late = (ads.clock.now() + 31 * DAY_MS) as EpochMs;
    const forged = `${token.slice(0, -4)}AAAA`;
    await expect(
      counted(order(null), order(token, stranger), order(forged), order('no token'), order(token, undefined, late)),
    ).resolves.toBe(0n);
  });

  it('count an order that names the ad once, however often it comes, and charge nothing', async () => {
    await expect(counted(order(token), order(token))).resolves.toBe(1n);
    await expect(counted(order(token))).resolves.toBe(1n);
    await expect(ads.check.execute()).resolves.toMatchObject({ isSound: true });
    const bills = await db.ownerQuery('select from ads.bill');
    expect(bills).toEqual([]);
  });
});

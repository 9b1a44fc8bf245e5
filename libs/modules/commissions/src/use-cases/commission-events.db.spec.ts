import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DAY_MS, type EpochMs, type Minor } from '#kernel';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { CommissionsEvent } from '../events.ts';
import { type TestShop, aShop } from '../testing/a-shop.ts';

describe('what commissions tell', () => {
  let db: TestDatabase;
  let shop: TestShop;

  beforeAll(async () => {
    db = await aDatabase();
    shop = await aShop(db);
    await shop.click((shop.clock.now() - DAY_MS) as EpochMs);
  });
  afterAll(async () => {
    await shop.close();
    await db.close();
  });

  const told = (): CommissionsEvent[] => shop.told.take().map((body) => CommissionsEvent.parse(JSON.parse(body)));
  const accept = async (externalIds: readonly string[]) => {
    const drafts = externalIds.map((externalId) => shop.order(externalId, [{}]));
    const results = await shop.orders.acceptOrders.execute(shop.merchant.id, drafts);
    return results.flatMap((result) => (result.outcome === 'accepted' ? [result.order.id] : []));
  };

  it('tells a sale, its funding, a refund and its maturing once each, with the amounts that the ledger has', async () => {
    const [order] = await accept(['told']);
    const bodies = shop.outbox.take();
    await shop.apply(bodies);
    await shop.apply(bodies); // the same event again
    const partner = { order_id: order, partner_id: shop.partner.id, asset: 'GBPT/2' };
    expect(told()).toMatchObject([
      {
        event: 'commissions.earned.v1',
        merchant_id: shop.merchant.id,
        conversions: [{ ...partner, external_id: 'told', state: 'unfunded', lines: [{ amount: '100', fee: '10' }] }],
      },
    ]);

    await shop.deposit(1_000n);
    await shop.promote.execute(shop.merchant.id);
    expect(told()).toMatchObject([{ event: 'commissions.funded.v1', conversions: [{ ...partner }] }]);

    const lines = [{ lineNo: 1, amount: 250n as Minor }];
    const refund = { orderId: order!, externalId: 'refund', at: shop.clock.now(), lines };
    await shop.orders.recordRefunds.execute(shop.merchant.id, [refund]);
    await shop.apply();
    expect(told()).toMatchObject([
      {
        event: 'commissions.reversed.v1',
        reversals: [{ ...partner, taken_from: 'pending', lines: [{ amount: '25', fee: '2' }] }],
      },
    ]);

    shop.clock.advance(15 * DAY_MS);
    await shop.mature.execute();
    await shop.mature.execute();
    expect(told()).toMatchObject([
      { event: 'commissions.matured.v1', conversions: [{ ...partner, lines: [{ amount: '75', fee: '8' }] }] },
    ]);
  });

  it('tells many orders of one merchant in few events', async () => {
    await shop.click((shop.clock.now() - DAY_MS) as EpochMs);
    await accept(Array.from({ length: 230 }, (_, at) => `bulk-${at}`));
    await shop.apply();
    const sizes = told().map((event) => ('conversions' in event ? event.conversions.length : 0));
    expect(sizes).toEqual([100, 100, 30]);
  });
});

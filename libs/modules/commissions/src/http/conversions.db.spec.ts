import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Caller, DAY_MS, type EpochMs, type Id, newId, publicId } from '#kernel';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { ConversionViewStore } from '../storage/conversion-view.store.ts';
import { type TestShop, aShop } from '../testing/a-shop.ts';
import { CompareModels } from '../use-cases/compare-models/compare-models.ts';
import { ListConversions } from '../use-cases/list-conversions/list-conversions.ts';
import { ConversionsController } from './conversions.controller.ts';

type Shown = { readonly order: string; readonly amount: unknown };
type Page = { readonly items: readonly Shown[]; readonly next_cursor: string | null };

describe('conversions', () => {
  let db: TestDatabase;
  let shop: TestShop;
  let routes: ConversionsController;

  beforeAll(async () => {
    db = await aDatabase();
    shop = await aShop(db);
    const { attribution, orders } = shop;
    const list = new ListConversions(new ConversionViewStore(db.database));
    const { findJourney, listCoupons } = attribution;
    routes = new ConversionsController(list, new CompareModels(list, orders.findOrders, findJourney, listCoupons));
  });
  afterAll(async () => {
    await shop.close();
    await db.close();
  });

  const callerOf = (role: 'influencer' | 'merchant' | 'finance', organisation: Id<'Organisation'>): Caller => ({
    kind: 'user',
    subject: newId<'User'>(shop.clock.now()),
    organisation,
    roles: [role],
    scopes: [],
  });
  const sell = async (externalId: string, values: object = {}): Promise<Id<'Order'>> => {
    const draft = shop.order(externalId, [{}, { sku: 'toy', category: 'toys' }], values);
    const [result] = await shop.orders.acceptOrders.execute(shop.merchant.id, [draft]);
    if (result?.outcome !== 'accepted') throw new Error('the order is new');
    await shop.apply();
    return result.order.id;
  };

  it('are listed by order with the sums of their lines, each organisation its own', async () => {
    await shop.click((shop.clock.now() - DAY_MS) as EpochMs);
    const ids = [await sell('c-1'), await sell('c-2'), await sell('c-3')];
    const merchant = callerOf('merchant', shop.merchant.id);
    const seen: Shown[] = [];
    for (let cursor: string | undefined; ;) {
      const page = (await routes.list({ limit: 2, cursor }, merchant)) as Page;
      seen.push(...page.items);
      if (page.next_cursor === null) break;
      cursor = page.next_cursor;
    }
    expect(seen.map(({ order }) => order).toSorted()).toEqual(ids.map((id) => publicId('or', id)).toSorted());
    expect(seen[0]).toMatchObject({
      partner: publicId('org', shop.partner.id),
      state: 'unfunded',
      commissions: 2,
      amount: { amount: '150', asset: 'GBPT/2' },
      fee: { amount: '15' },
      coupon: null,
    });
    await expect(routes.one(ids[0]!, callerOf('influencer', shop.partner.id))).resolves.toMatchObject({
      order: publicId('or', ids[0]!),
    });
    for (const stranger of [callerOf('influencer', shop.merchant.id), callerOf('merchant', shop.partner.id)]) {
      await expect(routes.one(ids[0]!, stranger)).rejects.toMatchObject({ code: 'commissions.conversion_not_found' });
      await expect(routes.compare(ids[0]!, stranger)).rejects.toMatchObject({
        code: 'commissions.conversion_not_found',
      });
    }
  });

  it('are shared by every model to the cent, beside what settled, with the evidence of an overwrite', async () => {
    const { attribution, clock, programs, program, merchant, identity } = shop;
    const bea = await identity.organisation('partner');
    const from = (clock.now() - 20 * DAY_MS) as EpochMs;
    await programs.enrol.execute({ programId: program.id, partnerId: bea.id, tier: 'gold', from }, 'system');
    const linkOfBea = await attribution.createLink.execute({
      programId: program.id,
      partnerId: bea.id,
      url: 'https://shop.example/',
    });
    await attribution.createCoupon.execute({
      merchantId: merchant.id,
      programId: program.id,
      partnerId: bea.id,
      code: 'BEA',
      from,
    });
    const customerRef = 'torn';
    const clickOfBea = newId<'Click'>(from);
    await attribution.recordClicks.execute([{ id: clickOfBea, linkId: linkOfBea.id, at: from, customerRef }]);
    for (const days of [3, 2]) await shop.click((clock.now() - days * DAY_MS) as EpochMs, customerRef);
    const partner = publicId('org', shop.partner.id);
    const other = publicId('org', bea.id);
    const of = (amount: string) => ({ amount, asset: 'GBPT/2' });

    const byClick = await sell('m-1', { customerRef });
    await expect(routes.compare(byClick, callerOf('merchant', merchant.id))).resolves.toMatchObject({
      total: of('150'),
      settled: { partner, by: 'click', amount: of('150') },
      models: [
        { model: 'last_click', shares: [{ partner, touches: 1, amount: of('150') }] },
        { model: 'first_click', shares: [{ partner: other, touches: 1, amount: of('150') }] },
        {
          model: 'linear',
          shares: [
            { partner: other, touches: 1, amount: of('50') },
            { partner, touches: 2, amount: of('100') },
          ],
        },
      ],
      touches: [{ kind: 'click', id: publicId('clk', clickOfBea) }, { kind: 'click' }, { kind: 'click' }],
      overwrite: null,
    });

    const byCoupon = await sell('m-2', { customerRef, coupon: 'bea' });
    await expect(routes.compare(byCoupon, callerOf('finance', newId(clock.now())))).resolves.toMatchObject({
      settled: { partner: other, by: 'coupon' },
      touches: [{}, {}, {}, { kind: 'coupon', partner: other }],
      overwrite: {
        policy: 'coupon_wins',
        coupon_partner: other,
        click_partner: partner,
        ms_before_order: 2 * DAY_MS - 1_000,
      },
    });
  });
});

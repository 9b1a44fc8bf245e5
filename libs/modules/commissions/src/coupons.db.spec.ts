import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Caller, DAY_MS, type EpochMs, newId } from '#kernel';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { verifyReceipt } from '#verify';
import { type TestShop, aShop } from './testing/a-shop.ts';

describe('a sale that a coupon brought', () => {
  let db: TestDatabase;
  let shop: TestShop;

  beforeAll(async () => {
    db = await aDatabase();
    shop = await aShop(db);
  });
  afterAll(async () => {
    await expect(shop.ledger.checkMoney.execute()).resolves.toMatchObject({ isSound: true, breaks: [] });
    await shop.close();
    await db.close();
  });

  it('earns its partner a commission whose receipt names the coupon, and verifies', async () => {
    const { merchant, partner, program, clock } = shop;
    const from = (clock.now() - DAY_MS) as EpochMs;
    const draft = { merchantId: merchant.id, programId: program.id, partnerId: partner.id, code: 'Mia10', from };
    const coupon = await shop.attribution.createCoupon.execute(draft);
    await shop.deposit(1_000n);
    const orders = [shop.order('with-coupon', [{}], { customerRef: undefined, coupon: 'mIA10' })];
    await shop.orders.acceptOrders.execute(merchant.id, orders);
    await shop.apply();
    const payee: Caller = {
      kind: 'user',
      subject: newId<'User'>(clock.now()),
      organisation: partner.id,
      roles: ['influencer'],
      scopes: [],
    };
    const [view] = await shop.list.execute(payee, { limit: 10 });
    expect(view).toMatchObject({
      state: 'pending',
      terms: { brought: { by: 'coupon', id: coupon.id, code: 'Mia10' } },
      line: { amount: 100n },
    });
    const bundle = JSON.parse(JSON.stringify(await shop.buildReceipt.execute(payee, view!.line.commissionId))) as {
      receipt: object;
    };
    expect(bundle.receipt).toMatchObject({ coupon: { id: coupon.id, code: 'Mia10' } });
    expect(bundle.receipt).not.toHaveProperty('click');
    const report = await verifyReceipt(bundle);
    expect(report.steps.filter(({ status }) => status === 'failed')).toEqual([]);
  });

  it('is the same order again with the same coupon, and a conflict with another', async () => {
    const again = (coupon: string) =>
      shop.orders.acceptOrders.execute(shop.merchant.id, [
        { ...shop.order('repeat', [{}], { customerRef: undefined, coupon }), placedAt: 1_700_000_000_000 as EpochMs },
      ]);
    await expect(again('Mia10')).resolves.toMatchObject([{ outcome: 'accepted' }]);
    await expect(again('Mia10')).resolves.toMatchObject([{ outcome: 'replayed' }]);
    await expect(again('Mia20')).resolves.toMatchObject([
      { outcome: 'refused', error: { code: 'orders.order_id_reused' } },
    ]);
  });
});

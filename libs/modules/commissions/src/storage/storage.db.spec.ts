import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DAY_MS, type EpochMs } from '#kernel';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { type TestShop, aShop } from '../testing/a-shop.ts';

describe('tables of commissions, for the application role', () => {
  let db: TestDatabase;
  let shop: TestShop;

  beforeAll(async () => {
    db = await aDatabase();
    shop = await aShop(db);
    await shop.click((shop.clock.now() - DAY_MS) as EpochMs);
    await shop.orders.acceptOrders.execute(shop.merchant.id, [shop.order('o-1', [{}])]);
    await shop.apply();
  });
  afterAll(async () => {
    await shop.close();
    await db.close();
  });

  const asApplication = (sql: string) => db.unitOfWork.run((tx) => tx.query(sql));
  /** Copies the one commission to another line with one column changed. */
  const forged = (columns: string): Promise<unknown> =>
    asApplication(`
      insert into commissions.commission (id, order_id, line_no, sku, category, quantity, unit_price, discount, line_base, base,
        matched_category, matched_tier, bps, fee_bps, amount, fee, transfer_at, fee_transfer_at, receipt_hash)
      select gen_random_uuid(), order_id, 2, sku, category, quantity, unit_price, discount, line_base, base,
        matched_category, matched_tier, bps, fee_bps, ${columns}, transfer_at, fee_transfer_at, receipt_hash
      from commissions.commission`);

  it.each([
    ['an amount above the rate', 'amount + 1, fee', 'commission_is_base_times_rate'],
    ['an amount below the rate', 'amount - 1, 9', 'commission_is_base_times_rate'],
    ['another fee', 'amount, fee + 1', 'commission_fee_is_share_of_amount'],
    ['no fee where there is one', 'amount, 0', 'commission_fee_has_a_transfer'],
  ])('refuse %s', async (_what, columns, constraint) => {
    await expect(forged(columns)).rejects.toMatchObject({ constraint });
  });

  it.each([
    ['a reversal without its refund', 'reversed = 1', 'commission_reversal_is_prorated'],
    ['a refund without its reversal', 'refunded = 500, fee_reversed = 5', 'commission_reversal_is_prorated'],
    ['a fee kept back', 'refunded = 500, reversed = 50', 'commission_fee_reversal_is_prorated'],
    ['more than the base', 'refunded = 1001, reversed = 100, fee_reversed = 10', 'commission_refunds_stay_within_base'],
  ])('refuse %s', async (_what, change, constraint) => {
    await expect(asApplication(`update commissions.commission set ${change}`)).rejects.toMatchObject({ constraint });
  });

  it.each([
    ['to price again', 'update commissions.commission set amount = amount'],
    ['to move a conversion to another partner', 'update commissions.conversion set partner_id = merchant_id'],
    ['to move its maturing', 'update commissions.conversion set matures_at = now()'],
    ['to forget an order', 'delete from commissions.priced_order'],
    ['to forget a refund', 'delete from commissions.refund'],
    ['to rewrite a reversal', 'update commissions.reversal set amount = 0'],
  ])('give no right %s', async (_what, sql) => {
    await expect(asApplication(sql)).rejects.toMatchObject({ code: '42501' });
  });

  it('refuse a pending conversion that nobody funded', async () => {
    await expect(asApplication(`update commissions.conversion set state = 'pending'`)).rejects.toMatchObject({
      constraint: 'conversion_pending_is_funded',
    });
  });
});

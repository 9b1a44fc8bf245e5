import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DAY_MS, type EpochMs, type Id, asset, minor, newId } from '#kernel';
import { orderIdOf } from '#modules/orders';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { type TestShop, aShop } from './testing/a-shop.ts';
import type { ChainSale } from './use-cases/offset-double-payments/offset-double-payments.ts';

describe('an order is paid by the ledger or on chain, never by both', () => {
  let db: TestDatabase;
  let shop: TestShop;
  let number = 0;

  beforeAll(async () => {
    db = await aDatabase();
    shop = await aShop(db);
    await shop.click((shop.clock.now() - 2 * DAY_MS) as EpochMs);
    await shop.deposit(1_000_000n);
  });
  afterAll(async () => {
    expect(await shop.ledger.checkMoney.execute()).toMatchObject({ isSound: true, breaks: [] });
    expect((await shop.check.execute()).breaks).toEqual([]);
    await shop.close();
    await db.close();
  });

  const mine = (part: string) => shop.balance(`payee:${shop.partner.id}:${part}`);
  const prepaid = () => shop.balance(`org:${shop.merchant.id}:prepaid`);
  const draft = () => shop.order(`o-${(number += 1)}`, [{}]);
  const idOf = ({ externalId, placedAt }: ReturnType<typeof draft>) =>
    orderIdOf(shop.merchant.id, externalId, placedAt);
  const accept = (order: ReturnType<typeof draft>) => shop.orders.acceptOrders.execute(shop.merchant.id, [order]);
  /** An order of 1,000 that earns 100 and a fee of 10, booked. */
  const booked = async (): Promise<Id<'Order'>> => {
    await shop.click((shop.clock.now() - DAY_MS) as EpochMs);
    const order = draft();
    await accept(order);
    await shop.apply();
    return idOf(order);
  };
  const choose = (orderId: Id<'Order'>, merchantId = shop.merchant.id) =>
    db.unitOfWork.run((tx) => shop.choosePath.forChain(tx, { merchantId, orderId }));
  const seen = (orderId: Id<'Order'>) => db.unitOfWork.run((tx) => shop.choosePath.sawDouble(tx, orderId, 1));
  const final = (orderId: Id<'Order'>, values: Partial<ChainSale> = {}) =>
    db.unitOfWork.run((tx) =>
      shop.offsetDoublePayments.execute(tx, {
        orderId,
        lineNo: 1,
        merchantId: shop.merchant.id,
        payeeId: shop.partner.id,
        asset: asset('GBPT/2'),
        commission: minor(100n),
        at: shop.clock.now(),
        ...values,
      }),
    );
  const outcomeOf = async (orderId: Id<'Order'>) =>
    (
      await db.ownerQuery<{ outcome: string }>('select outcome from commissions.priced_order where order_id = $1', [
        orderId,
      ])
    )[0];
  const doubleOf = async (orderId: Id<'Order'>) =>
    (
      await db.ownerQuery<{ state: string; taken_back: string | null }>(
        'select state, taken_back from commissions.double_payment where order_id = $1',
        [orderId],
      )
    )[0];

  it('leaves an order to the chain that was taken for it before it came', async () => {
    const order = draft();
    await expect(choose(idOf(order))).resolves.toBe('chain');
    const before = [await mine('pending'), await prepaid()];
    await accept(order);
    await shop.apply();
    expect([await mine('pending'), await prepaid()]).toEqual(before);
    expect(await outcomeOf(idOf(order))).toEqual({ outcome: 'settled_on_chain' });
    // What the chain then tells changes nothing here.
    await final(idOf(order));
    expect(await doubleOf(idOf(order))).toBeUndefined();
  });

  it('gives the chain no order that is booked', async () => {
    const orderId = await booked();
    await expect(choose(orderId)).resolves.toBe('epoch');
    await expect(choose(orderId)).resolves.toBe('epoch');
  });

  it('lets no other merchant take an order away', async () => {
    const order = draft();
    await expect(choose(idOf(order), newId<'Organisation'>(shop.clock.now()))).resolves.toBe('chain');
    const before = await mine('pending');
    await accept(order);
    await shop.apply();
    expect((await mine('pending')) - before).toBe(100n);
  });

  it('lets one of two win that choose at the same moment', async () => {
    for (let round = 0; round < 5; round += 1) {
      const order = draft();
      await accept(order);
      const [path] = await Promise.all([choose(idOf(order)), shop.apply()]);
      const outcome = (await outcomeOf(idOf(order)))?.outcome;
      expect([path, outcome]).toEqual(path === 'chain' ? ['chain', 'settled_on_chain'] : ['epoch', 'earned']);
    }
  });

  it('is what PostgreSQL holds by itself', async () => {
    const orderId = await booked();
    const asApplication = (sql: string) => db.unitOfWork.run((tx) => tx.query(sql));
    await expect(
      asApplication(
        `insert into commissions.conversion_path values ('${shop.merchant.id}', '${orderId}', 'chain', now())`,
      ),
    ).rejects.toMatchObject({ constraint: 'conversion_path_pkey' });
    await expect(asApplication(`update commissions.conversion_path set path = 'chain'`)).rejects.toMatchObject({
      code: '42501',
    });
    const order = draft();
    await choose(idOf(order));
    await asApplication(`insert into commissions.priced_order values ('${idOf(order)}', 'earned', now())`);
    const copied = `merchant_id, partner_id, program_id, tier, external_id, currency, placed_at, click_id, link_id,
      link_code, click_at, asset, peg_numerator, peg_denominator, rule_version_id, matures_at`;
    await expect(
      asApplication(`insert into commissions.conversion (order_id, ${copied}, entry_id, first_seq, state, funded_at, created_at)
        select '${idOf(order)}', ${copied}, gen_random_uuid(), first_seq, state, funded_at, now()
        from commissions.conversion where order_id = '${orderId}'`),
    ).rejects.toMatchObject({ constraint: 'conversion_path_is_taken' });
  });

  describe('when the chain pays what is booked', () => {
    const DAYS = 15 * DAY_MS;

    it('stops it from maturing at once, and takes it back when the payment is final', async () => {
      const orderId = await booked();
      await seen(orderId);
      shop.clock.advance(DAYS);
      await shop.mature.execute();
      const before = [await mine('pending'), await mine('payable'), await prepaid()];
      expect(await doubleOf(orderId)).toEqual({ state: 'review', taken_back: null });
      await final(orderId);
      expect([await mine('pending'), await mine('payable'), await prepaid()]).toEqual([
        (before[0] ?? 0n) - 100n,
        before[1],
        (before[2] ?? 0n) + 110n,
      ]);
      // The same event again changes nothing, nor does maturing.
      await final(orderId);
      await shop.mature.execute();
      expect(await mine('pending')).toBe((before[0] ?? 0n) - 100n);
      expect((await doubleOf(orderId))?.state).toBe('offset');
    });

    it('takes no more back than the chain paid: a partner keeps the larger, not the smaller', async () => {
      const orderId = await booked();
      const before = await mine('pending');
      await final(orderId, { commission: minor(7n) });
      expect(before - (await mine('pending'))).toBe(7n);
      shop.clock.advance(DAYS);
      const payable = await mine('payable');
      await shop.mature.execute();
      expect((await mine('payable')) - payable).toBe(93n);
    });

    it('takes it out of payable, and what is gone from there is owed', async () => {
      const orderId = await booked();
      shop.clock.advance(DAYS);
      await shop.mature.execute();
      const before = await mine('payable');
      await final(orderId);
      expect(before - (await mine('payable'))).toBe(100n);
    });

    it('takes nothing back for what went to somebody else, and lets it mature', async () => {
      const orderId = await booked();
      await seen(orderId);
      const before = await mine('pending');
      await final(orderId, { payeeId: undefined });
      expect(await mine('pending')).toBe(before);
      expect((await doubleOf(orderId))?.state).toBe('other_payee');
      shop.clock.advance(DAYS);
      await shop.mature.execute();
      expect(before - (await mine('pending'))).toBe(100n);
    });

    it('lets it mature when the payment goes away before it is final', async () => {
      const orderId = await booked();
      await seen(orderId);
      await db.unitOfWork.run((tx) => shop.choosePath.doubleGone(tx, orderId, 1));
      const before = await mine('pending');
      shop.clock.advance(DAYS);
      await shop.mature.execute();
      expect(before - (await mine('pending'))).toBe(100n);
      // And when it comes back, it is taken out of where the money is then.
      await seen(orderId);
      const payable = await mine('payable');
      await final(orderId);
      expect(payable - (await mine('payable'))).toBe(100n);
    });
  });
});

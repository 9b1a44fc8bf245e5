import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DAY_MS, type EpochMs, type Id, type Minor, SeededRandom, newId } from '#kernel';
import { accounts } from '#modules/ledger';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { type TestShop, aShop } from './testing/a-shop.ts';

const HOUR = 3_600_000;
const STEPS = 300;

/** A line as the naive model keeps it: what was bought, at which rate, and how much of it was refunded. */
type ModelLine = { readonly base: bigint; readonly bps: bigint; refunded: bigint };
type ModelOrder = { readonly id: Id<'Order'>; readonly earns: boolean; readonly lines: ModelLine[] };

// A season of trade in random order: whatever happens when, commissions and ledger agree to the unit, and both with a
// model that only knows what was bought and refunded.
describe.each([1, 2, 3])('a season of trade, seed %i', (seed) => {
  let db: TestDatabase;
  let shop: TestShop;
  let random: SeededRandom;
  const orders: ModelOrder[] = [];
  let number = 0;

  beforeAll(async () => {
    db = await aDatabase();
    shop = await aShop(db);
    random = new SeededRandom(seed);
  });
  afterAll(async () => {
    await shop.close();
    await db.close();
  });

  const pick = (below: number): number => random.between(0, below - 1);

  const buy = async (): Promise<void> => {
    const earns = pick(4) > 0;
    if (earns) await shop.click((shop.clock.now() - HOUR) as EpochMs);
    const goods = Array.from({ length: 1 + pick(4) }, () => {
      const { category, bps } =
        pick(2) === 0 ? { category: 'home/decor', bps: 1_000n } : { category: 'toys', bps: 500n };
      return { category, bps, quantity: BigInt(1 + pick(9)), unitPrice: BigInt(pick(5_000)) as Minor };
    });
    const lines = goods.map(({ category, quantity, unitPrice }) => ({
      category,
      quantity,
      unitPrice,
    }));
    const values = earns ? {} : { customerRef: 'stranger' };
    const [result] = await shop.orders.acceptOrders.execute(shop.merchant.id, [
      shop.order(`o${(number += 1)}`, lines, values),
    ]);
    if (result?.outcome !== 'accepted') throw new Error('the order is new');
    const model = goods.map(({ quantity, unitPrice, bps }) => ({
      base: quantity * unitPrice,
      bps,
      refunded: 0n,
    }));
    orders.push({ id: result.order.id, earns, lines: model });
  };

  const refund = async (): Promise<void> => {
    const order = orders[pick(Math.max(orders.length, 1))];
    const lineNo = 1 + pick(order?.lines.length ?? 1);
    const line = order?.lines[lineNo - 1];
    if (order === undefined || line === undefined || line.refunded === line.base) return;
    const left = line.base - line.refunded;
    const amount = pick(3) === 0 ? left : 1n + (left * BigInt(pick(1_000))) / 1_000n;
    const draft = { orderId: order.id, externalId: `r${(number += 1)}`, at: shop.clock.now() };
    const lines = [{ lineNo, amount: (amount > left ? left : amount) as Minor }];
    const [result] = await shop.orders.recordRefunds.execute(shop.merchant.id, [{ ...draft, lines }]);
    if (result?.outcome !== 'recorded') throw new Error('the refund is within the line');
    line.refunded += lines[0]?.amount ?? 0n;
  };

  /** Takes a part of what is payable out, as a payout run does. */
  const payOut = async (): Promise<void> => {
    const path = `payee:${shop.partner.id}:`;
    const payable = await shop.balance(`${path}payable`);
    if (payable === 0n) return;
    const to = `${path}settling:31337-5fbdb2315678afecb367f032d93f642f64180aa3`;
    const transfer = { debit: `${path}payable` as never, credit: to as never, amount: ((payable + 1n) / 2n) as Minor };
    const entry = {
      id: newId<'Entry'>(shop.clock.now()),
      asset: shop.program.settlementAsset,
      effectiveAt: shop.clock.now(),
    };
    await db.unitOfWork.run((tx) =>
      shop.ledger.postEntries.execute(tx, [{ ...entry, transfers: [transfer], metadata: { reason: 'run' } }]),
    );
  };

  const steps: readonly (() => Promise<unknown>)[] = [
    buy,
    buy,
    buy,
    refund,
    refund,
    () => shop.apply(),
    () => shop.deposit(BigInt(1 + pick(4_000))),
    () => shop.promote.execute(shop.merchant.id),
    () => shop.mature.execute(),
    payOut,
    () => Promise.resolve(shop.clock.advance(pick(3) * DAY_MS)),
  ];

  it('agrees with the model and the ledger after every few steps', async () => {
    for (let step = 1; step <= STEPS; step += 1) {
      shop.clock.advance(1_000);
      await steps[pick(steps.length)]?.();
      if (step % 25 !== 0) continue;
      await expect(shop.check.execute()).resolves.toEqual({ isSound: true, breaks: [] });
    }
    await shop.apply();
    await expect(shop.check.execute()).resolves.toEqual({ isSound: true, breaks: [] });
    await expect(shop.ledger.checkMoney.execute()).resolves.toMatchObject({ isSound: true, breaks: [] });

    const lines = orders.filter(({ earns }) => earns).flatMap((order) => order.lines);
    const left = lines.map(({ base, bps, refunded }) => {
      const commission = (base * bps) / 10_000n;
      const fee = (commission * 1_000n) / 10_000n;
      const back = (amount: bigint): bigint => (base === 0n ? 0n : amount - (amount * refunded) / base);
      return { commission: back(commission), fee: back(fee) };
    });
    const [sums] = await db.ownerQuery<{ commission: string; fee: string }>(
      'select sum(amount - reversed)::text as commission, sum(fee - fee_reversed)::text as fee from commissions.commission',
    );
    expect(sums).toEqual({
      commission: left.reduce((sum, { commission }) => sum + commission, 0n).toString(),
      fee: left.reduce((sum, { fee }) => sum + fee, 0n).toString(),
    });
  }, 60_000);

  it('lets orders, refunds, deposits, promotion and maturing run at once', async () => {
    for (let round = 0; round < 12; round += 1) {
      for (let at = 0; at < 6; at += 1) await buy();
      await shop.apply();
      for (let at = 0; at < 12; at += 1) await refund();
      shop.clock.advance(5 * DAY_MS);
      const { merchant, mature, promote } = shop;
      await Promise.all([
        shop.apply(),
        mature.execute(),
        promote.execute(merchant.id),
        shop.deposit(BigInt(1 + pick(30_000))),
        promote.executeForAll(),
        mature.execute(),
        payOut().catch((error: unknown) => expect(error).toMatchObject({ code: 'ledger.insufficient_funds' })),
      ]);
    }
    await expect(shop.check.execute()).resolves.toEqual({ isSound: true, breaks: [] });
    await expect(shop.ledger.checkMoney.execute()).resolves.toMatchObject({ isSound: true, breaks: [] });
  }, 60_000);

  it('notices one minor unit too many, and where', async () => {
    const { merchant, partner, clock } = shop;
    await shop.deposit(1n);
    const transfer = {
      debit: accounts.prepaid(merchant.id),
      credit: accounts.pending(partner.id),
      amount: 1n as Minor,
    };
    const entry = { id: newId<'Entry'>(clock.now()), asset: shop.program.settlementAsset, effectiveAt: clock.now() };
    await db.unitOfWork.run((tx) =>
      shop.ledger.postEntries.execute(tx, [{ ...entry, transfers: [transfer], metadata: { reason: 'stray' } }]),
    );
    const { isSound, breaks } = await shop.check.execute();
    expect([isSound, breaks.map(({ account, expected, found }) => [account, found - expected])]).toEqual([
      false,
      [[accounts.pending(partner.id), 1n]],
    ]);
  });
});

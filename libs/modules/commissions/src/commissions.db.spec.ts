import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Caller, DAY_MS, type EpochMs, type Id, type Minor, newId } from '#kernel';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { verifyReceipt } from '#verify';
import type { CommissionView } from './storage/commission-view.store.ts';
import { type TestShop, aShop } from './testing/a-shop.ts';

describe('commissions on PostgreSQL', () => {
  let db: TestDatabase;
  let shop: TestShop;
  let payee: Caller;
  let number = 0;

  beforeAll(async () => {
    db = await aDatabase();
    shop = await aShop(db);
    payee = callerOf('influencer', shop.partner.id);
    await shop.click((shop.clock.now() - 2 * DAY_MS) as EpochMs);
  });
  afterAll(async () => {
    const report = await shop.ledger.checkMoney.execute();
    expect(report).toMatchObject({ isSound: true, breaks: [] });
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
  const path = (part: string): string => `payee:${shop.partner.id}:${part}`;
  const org = (part: string): string => `org:${shop.merchant.id}:${part}`;
  /** Balances that a sale touches. */
  const money = async (): Promise<Record<string, bigint>> => ({
    prepaid: await shop.balance(org('prepaid')),
    receivable: await shop.balance(org('receivable')),
    recovering: await shop.balance(org('recovering')),
    unfunded: await shop.balance(path('unfunded')),
    pending: await shop.balance(path('pending')),
    payable: await shop.balance(path('payable')),
    owed: await shop.balance(path('receivable')),
    fees: await shop.balance('platform:fees'),
  });
  /** What `work` changed in those balances. */
  const change = async (work: () => Promise<unknown>): Promise<Record<string, bigint>> => {
    const before = await money();
    await work();
    const after = await money();
    const moved = Object.entries(after).map(([name, value]) => [name, value - (before[name] ?? 0n)] as const);
    return Object.fromEntries(moved.filter(([, by]) => by !== 0n));
  };
  const accept = async (lines: Parameters<TestShop['order']>[1], values: Parameters<TestShop['order']>[2] = {}) => {
    const [result] = await shop.orders.acceptOrders.execute(shop.merchant.id, [
      shop.order(`o-${(number += 1)}`, lines, values),
    ]);
    if (result?.outcome !== 'accepted') throw new Error('the order is new');
    return result.order.id;
  };
  const refund = async (orderId: Id<'Order'>, lines: [lineNo: number, amount: bigint][]) => {
    const draft = {
      orderId,
      externalId: `r-${(number += 1)}`,
      at: shop.clock.now(),
      lines: lines.map(([lineNo, amount]) => ({ lineNo, amount: amount as Minor })),
    };
    const [result] = await shop.orders.recordRefunds.execute(shop.merchant.id, [draft]);
    expect(result).toMatchObject({ outcome: 'recorded' });
  };
  const commissionsOf = async (orderId: Id<'Order'>): Promise<CommissionView[]> =>
    (await shop.list.execute(payee, { limit: 200 })).filter(({ terms }) => terms.orderId === orderId);

  it('books a sale that is not funded as money that the merchant owes', async () => {
    const orderId = await accept([{ unitPrice: 1_530n as Minor }], { placedAt: (shop.clock.now() - 5_000) as EpochMs });
    await expect(change(() => shop.apply())).resolves.toEqual({ receivable: 168n, unfunded: 153n, fees: 15n });
    const [commission] = await commissionsOf(orderId);
    expect(commission).toMatchObject({ state: 'unfunded', line: { amount: 153n, fee: 15n, base: 1_530n } });
  });

  it('promotes what waits, oldest first and whole, when the merchant has deposited', async () => {
    await accept([{ unitPrice: 10_000n as Minor }]);
    await accept([{ unitPrice: 100n as Minor }], { placedAt: shop.clock.now() });
    await shop.apply();
    await shop.deposit(1_000n);
    // 168 is covered; 1,100 is not, and the younger 11 does not pass it.
    await expect(change(() => shop.promote.execute(shop.merchant.id))).resolves.toEqual({
      prepaid: -168n,
      receivable: -168n,
      unfunded: -153n,
      pending: 153n,
    });
    await shop.deposit(10_000n);
    await expect(shop.promote.executeForAll()).resolves.toBe(2);
    expect(await money()).toMatchObject({ receivable: 0n, unfunded: 0n });
  });

  it('books a funded sale line by line out of the prepaid money, each at its own clause', async () => {
    const lines = [
      { unitPrice: 999n as Minor, quantity: 3n, discount: 7n as Minor },
      { sku: 'toy', category: 'toys', unitPrice: 333n as Minor },
      { sku: 'gift', category: 'free/gifts', unitPrice: 500n as Minor },
    ];
    const orderId = await accept(lines);
    await expect(change(() => shop.apply())).resolves.toEqual({
      prepaid: -299n - 29n - 16n - 1n,
      pending: 299n + 16n,
      fees: 29n + 1n,
    });
    const found = await commissionsOf(orderId);
    expect(found.map(({ line, state }) => [line.lineNo, line.amount, line.fee, line.matched.bps, state])).toEqual([
      [1, 299n, 29n, 1_000, 'pending'],
      [2, 16n, 1n, 500, 'pending'],
    ]);
  });

  it('earns nothing for an order that nobody brought, and for one that came before its click', async () => {
    await accept([{}], { customerRef: 'stranger' });
    await accept([{}], { placedAt: (shop.clock.now() - 3 * DAY_MS) as EpochMs });
    await accept([{}], { customerRef: undefined });
    await expect(change(() => shop.apply())).resolves.toEqual({});
  });

  it('takes the same event twice as once', async () => {
    const orderId = await accept([{}]);
    await refund(orderId, [[1, 500n]]);
    const bodies = shop.outbox.take();
    await expect(change(() => shop.apply(bodies))).resolves.toEqual({ prepaid: -55n, pending: 50n, fees: 5n });
    await expect(change(() => shop.apply(bodies))).resolves.toEqual({});
    await expect(change(() => shop.apply([...bodies, ...bodies]))).resolves.toEqual({});
  });

  it('reverses partial refunds out of pending so that they add up to the commission', async () => {
    const orderId = await accept([{ unitPrice: 1_000n as Minor }]);
    await shop.apply();
    const steps: Record<string, bigint>[] = [];
    for (const amount of [333n, 333n, 334n]) {
      await refund(orderId, [[1, amount]]);
      steps.push(await change(() => shop.apply()));
    }
    expect(steps).toEqual([
      { prepaid: 33n + 3n, pending: -33n, fees: -3n },
      { prepaid: 33n + 3n, pending: -33n, fees: -3n },
      { prepaid: 34n + 4n, pending: -34n, fees: -4n },
    ]);
    await expect(commissionsOf(orderId)).resolves.toMatchObject([
      { state: 'reversed', reversed: 100n, feeReversed: 10n },
    ]);
  });

  it('books nothing for a refund that takes back less than one unit', async () => {
    const orderId = await accept([{ unitPrice: 100n as Minor }]);
    await shop.apply();
    await refund(orderId, [[1, 5n]]);
    await expect(change(() => shop.apply())).resolves.toEqual({});
    await refund(orderId, [[1, 5n]]);
    await expect(change(() => shop.apply())).resolves.toEqual({ prepaid: 1n, pending: -1n });
  });

  it('reverses an unfunded sale against what the merchant owes', async () => {
    const orderId = await accept([{ unitPrice: 5_000_000n as Minor }]);
    await expect(change(() => shop.apply())).resolves.toEqual({
      receivable: 550_000n,
      unfunded: 500_000n,
      fees: 50_000n,
    });
    await refund(orderId, [[1, 5_000_000n]]);
    await expect(change(() => shop.apply())).resolves.toEqual({
      receivable: -550_000n,
      unfunded: -500_000n,
      fees: -50_000n,
    });
  });

  it('applies a refund that comes before its order right after it', async () => {
    const orderId = await accept([{ unitPrice: 1_000n as Minor }]);
    await refund(orderId, [[1, 400n]]);
    const [order = '', early = ''] = shop.outbox.take();
    await expect(change(() => shop.apply([early]))).resolves.toEqual({});
    await expect(change(() => shop.apply([early]))).resolves.toEqual({});
    await expect(change(() => shop.apply([order]))).resolves.toEqual({ prepaid: -66n, pending: 60n, fees: 6n });
    await expect(change(() => shop.apply([order, early]))).resolves.toEqual({});
  });

  it('books nothing for a refund of an order that nobody brought', async () => {
    const orderId = await accept([{}], { customerRef: 'stranger' });
    await refund(orderId, [[1, 1_000n]]);
    await expect(change(() => shop.apply())).resolves.toEqual({});
  });

  it('matures what is left once its days are over, and then takes refunds out of payable', async () => {
    const kept = await accept([{ unitPrice: 1_000n as Minor }]);
    const halved = await accept([{ unitPrice: 2_000n as Minor }]);
    await shop.apply();
    await refund(halved, [[1, 1_000n]]);
    await shop.apply();
    shop.clock.advance(13 * DAY_MS);
    await expect(shop.mature.execute()).resolves.toBe(0);
    shop.clock.advance(2 * DAY_MS);
    const pending = await shop.balance(path('pending'));
    await expect(change(() => shop.mature.execute())).resolves.toEqual({ pending: -pending, payable: pending });
    await expect(shop.mature.execute()).resolves.toBe(0);
    await expect(commissionsOf(kept)).resolves.toMatchObject([{ state: 'payable' }]);
    await refund(kept, [[1, 1_000n]]);
    await expect(change(() => shop.apply())).resolves.toEqual({ prepaid: 110n, payable: -100n, fees: -10n });
  });

  it('has the payee owe what was paid out before it was refunded', async () => {
    const orderId = await accept([{ unitPrice: 1_000n as Minor }], {
      clickId: await shop.click((shop.clock.now() - 5_000) as EpochMs),
    });
    await shop.apply();
    shop.clock.advance(15 * DAY_MS);
    await shop.mature.execute();
    const payable = await shop.balance(path('payable'));
    await payOut(payable - 30n);
    await refund(orderId, [[1, 1_000n]]);
    await expect(change(() => shop.apply())).resolves.toEqual({
      payable: -30n,
      prepaid: 30n + 10n,
      owed: 70n,
      recovering: 70n,
      fees: -10n,
    });
  });

  /** Moves payable money into a vault, as a payout run does. */
  const payOut = async (amount: bigint): Promise<void> => {
    const settling = path('settling:31337-5fbdb2315678afecb367f032d93f642f64180aa3');
    const transfer = { debit: path('payable') as never, credit: settling as never, amount: amount as Minor };
    const id = newId<'Entry'>(shop.clock.now());
    const entry = {
      id,
      asset: shop.program.settlementAsset,
      effectiveAt: shop.clock.now(),
      metadata: { reason: 'run' },
    };
    await db.unitOfWork.run((tx) => shop.ledger.postEntries.execute(tx, [{ ...entry, transfers: [transfer] }]));
  };

  it('does nothing when the transaction fails behind it, and everything when the batch comes again', async () => {
    await shop.click((shop.clock.now() - DAY_MS) as EpochMs);
    await accept([{}, { sku: 'second' }]);
    const bodies = shop.outbox.take();
    const crashed = change(() =>
      db.unitOfWork.run(async (tx) => {
        await shop.applyOrderEvents.execute(tx, bodies);
        throw new Error('the process dies before the commit');
      }),
    );
    await expect(crashed).rejects.toThrow('the process dies');
    await expect(change(() => shop.apply(bodies))).resolves.toEqual({ prepaid: -220n, pending: 200n, fees: 20n });
  });

  it('lets a refund and maturation of the same order meet: the money moves once', async () => {
    const orderIds = [];
    for (let at = 0; at < 5; at += 1) orderIds.push(await accept([{ unitPrice: 1_000n as Minor }]));
    await shop.apply();
    shop.clock.advance(15 * DAY_MS);
    for (const orderId of orderIds) await refund(orderId, [[1, 250n]]);
    const bodies = shop.outbox.take();
    const moved = await change(() =>
      Promise.all([shop.apply(bodies), shop.mature.execute(), shop.mature.execute()]).then(() => shop.mature.execute()),
    );
    expect(moved['fees']).toBe(-10n);
    expect((moved['pending'] ?? 0n) + (moved['payable'] ?? 0n)).toBe(-125n);
  });

  it('tells the payee the five states of money, as the ledger has them', async () => {
    const [summary] = await shop.summarise.execute(shop.partner.id);
    const { unfunded, pending, payable, settling, paid, receivable } = summary ?? {};
    const balances = await money();
    expect({ unfunded, pending, payable, receivable }).toEqual({
      unfunded: balances['unfunded'],
      pending: balances['pending'],
      payable: balances['payable'],
      receivable: 70n,
    });
    expect(settling).toBeGreaterThan(0n);
    expect(paid).toBe(0n);
  });

  it('shows a commission to its partner, its merchant and finance, and to nobody else (commissions.commission_not_found)', async () => {
    const [view] = await shop.list.execute(payee, { limit: 1 });
    const commissionId = view?.line.commissionId as Id<'Commission'>;
    await expect(shop.list.one(payee, commissionId)).resolves.toBeDefined();
    await expect(shop.list.one(callerOf('merchant', shop.merchant.id), commissionId)).resolves.toBeDefined();
    await expect(shop.list.one(callerOf('finance', newId(shop.clock.now())), commissionId)).resolves.toBeDefined();
    for (const stranger of [callerOf('influencer', shop.merchant.id), callerOf('merchant', shop.partner.id)]) {
      await expect(shop.list.one(stranger, commissionId)).rejects.toMatchObject({
        code: 'commissions.commission_not_found',
      });
    }
  });

  it('pages through all commissions without gap or twin', async () => {
    const all = await shop.list.execute(payee, { limit: 1_000 });
    const seen: string[] = [];
    let after: { placedAt: EpochMs; orderId: Id<'Order'>; lineNo: number } | undefined;
    for (;;) {
      const page = await shop.list.execute(payee, { limit: 3, after });
      seen.push(...page.map(({ line }) => line.commissionId));
      const last = page.at(-1);
      if (last === undefined) break;
      after = { placedAt: last.terms.placedAt, orderId: last.terms.orderId, lineNo: last.line.lineNo };
    }
    expect(seen).toEqual(all.map(({ line }) => line.commissionId));
  });

  it('builds receipts that a stranger can check, in every state and with lines that share an entry', async () => {
    await shop.click((shop.clock.now() - DAY_MS) as EpochMs);
    await accept([{}]);
    await accept([
      { unitPrice: 90_000_000n as Minor },
      { sku: 'b', category: 'toys', quantity: 7n, unitPrice: 33n as Minor },
    ]);
    await shop.apply();
    const all = await shop.list.execute(payee, { limit: 200 });
    expect(new Set(all.map(({ state }) => state))).toEqual(new Set(['unfunded', 'pending', 'payable', 'reversed']));
    for (const { line } of all) {
      const report = await verifyReceipt(await shop.buildReceipt.execute(payee, line.commissionId));
      const told = report.steps.map(({ name, status, sentence }) =>
        status === 'ok' ? name : `${name} ${status}: ${sentence}`,
      );
      // Nothing is anchored here, so the last step cannot be finished.
      const last = expect.stringMatching(/^anchor pending/);
      expect(told).toEqual([
        'form',
        'receipt',
        'rule',
        'arithmetic',
        'booking',
        'entry',
        'inclusion',
        'checkpoint',
        last,
      ]);
    }
  });

  it('adds up: what merchants were charged is what partners and the platform got', async () => {
    const [sums] = await db.ownerQuery<{ charged: string; booked: string }>(
      `select (select sum(amount - reversed + fee - fee_reversed) from commissions.commission)::text as charged,
         (select sum(case a.path when 'platform:fees' then a.credits - a.debits else 0 end)
            + sum(case when a.line in ('payee:unfunded', 'payee:pending', 'payee:payable', 'payee:settling') then a.credits - a.debits else 0 end)
            - sum(case a.line when 'payee:receivable' then a.debits - a.credits else 0 end) from ledger.account a)::text as booked`,
    );
    expect(sums?.booked).toBe(sums?.charged);
  });
});

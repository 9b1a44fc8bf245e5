import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DAY_MS, type EpochMs, type Minor, newId } from '#kernel';
import { SETTLEMENT_TOPIC } from '#modules/settlement/events';
import { type EventConsumers, PgEventConsumers, PgEventLog } from '#platform/event-log';
import { DatabaseUnavailable, PgSession } from '#platform/database';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { PrometheusMetrics } from '#platform/telemetry';
import { aLogger } from '#platform/telemetry/testing';
import type { ApplyOrderEvents } from '../use-cases/apply-order-events/apply-order-events.ts';
import { type TestShop, aShop } from '../testing/a-shop.ts';
import { CommissionsConsumers } from './commissions-consumers.ts';

const ORDERS = 120;

describe('consumers of commissions on the event log', () => {
  let db: TestDatabase;
  let shop: TestShop;
  const sessions: PgSession[] = [];
  const logs: PgEventLog[] = [];

  beforeAll(async () => {
    db = await aDatabase();
    shop = await aShop(db);
    await shop.click((shop.clock.now() - DAY_MS) as EpochMs);
  });
  afterAll(async () => {
    await Promise.all(logs.map((log) => log.close()));
    await Promise.all(sessions.map((session) => session.close()));
    await shop.close();
    await db.close();
  });

  /** A process of its own: its session, its log, its consumers. `apply` may be one that fails. */
  const aProcess = (apply: Pick<ApplyOrderEvents, 'execute'> = shop.applyOrderEvents) => {
    const session = new PgSession(db.appUrl);
    const { logger } = aLogger();
    const log = new PgEventLog({ ...db, session, logger, partitions: 4, batchSize: 25 });
    sessions.push(session);
    logs.push(log);
    const options = { log, unitOfWork: db.unitOfWork, database: db.database, logger, metrics: new PrometheusMetrics() };
    const consumers: EventConsumers = new PgEventConsumers({ ...options, firstPauseMs: 1 });
    const worker = new CommissionsConsumers(
      consumers,
      apply as ApplyOrderEvents,
      shop.promote,
      shop.reviewLinks,
      shop.offsetDoublePayments,
    );
    return { log, consumers, worker };
  };

  /** Accepts orders of 1,000 each and refunds a quarter of every third, and appends what was told. */
  const trade = async (log: PgEventLog, from: number): Promise<void> => {
    const drafts = Array.from({ length: ORDERS }, (_, at) =>
      shop.order(`${from + at}`, [{}, { sku: 'toy', category: 'toys' }]),
    );
    const results = await shop.orders.acceptOrders.execute(shop.merchant.id, drafts);
    const ids = results.flatMap((result) => (result.outcome === 'accepted' ? [result.order.id] : []));
    const refunds = ids
      .filter((_, at) => at % 3 === 0)
      .map((orderId) => ({
        orderId,
        externalId: `refund of ${orderId}`,
        at: shop.clock.now(),
        lines: [{ lineNo: 1, amount: 250n as Minor }],
      }));
    await shop.orders.recordRefunds.execute(shop.merchant.id, refunds);
    const records = shop.outbox.events.splice(0).map(({ key, body }) => ({ key, body: JSON.stringify(body) }));
    for (let at = 0; at < records.length; at += 40) await log.append('orders', records.slice(at, at + 40));
  };

  /** What `ORDERS` orders and their refunds come to. */
  const expectTotals = async (rounds: bigint): Promise<void> => {
    const orders = BigInt(ORDERS) * rounds;
    const refunds = orders / 3n;
    expect({
      receivable: await shop.balance(`org:${shop.merchant.id}:receivable`),
      unfunded: await shop.balance(`payee:${shop.partner.id}:unfunded`),
      fees: await shop.balance('platform:fees'),
    }).toEqual({
      receivable: orders * 165n - refunds * 27n,
      unfunded: orders * 150n - refunds * 25n,
      fees: orders * 15n - refunds * 2n,
    });
    await expect(shop.ledger.checkMoney.execute()).resolves.toMatchObject({ isSound: true, breaks: [] });
  };

  it('prices every order once when two processes share the topic', async () => {
    const [first, second] = [aProcess(), aProcess()];
    const stops = [await first.worker.start(), await second.worker.start()];
    await trade(first.log, 0);
    await Promise.all([first.consumers.idle(), second.consumers.idle()]);
    await Promise.all(stops.map((stop) => stop()));
    await expectTotals(1n);
  });

  it('loses and doubles nothing when batches fail before their commit, again and again', async () => {
    const seen = new Set<string>();
    const failing: Pick<ApplyOrderEvents, 'execute'> = {
      async execute(tx, bodies) {
        await shop.applyOrderEvents.execute(tx, bodies);
        const batch = bodies[0] ?? '';
        if (seen.has(batch)) return;
        seen.add(batch);
        throw new DatabaseUnavailable(); // Everything is written and posted, and the commit never comes.
      },
    };
    const crashing = aProcess(failing);
    const stop = await crashing.worker.start();
    await trade(crashing.log, 1_000);
    await crashing.consumers.idle();
    await stop();
    expect(seen.size).toBeGreaterThan(3);
    await expect(db.ownerQuery('select from platform.dead_letter')).resolves.toEqual([]);
    await expectTotals(2n);
  });

  it('pays what waits when a deposit settles', async () => {
    const { log, consumers, worker } = aProcess();
    const stop = await worker.start();
    await shop.deposit(1_000_000n);
    const at = new Date(shop.clock.now()).toISOString();
    const hash = `0x${'0'.repeat(64)}`;
    const place = { chain_id: '31337', tx_hash: hash, block_number: '1', block_hash: hash, at };
    const deposit = {
      id: newId(shop.clock.now()),
      organisation_id: shop.merchant.id,
      asset: 'GBPT/2',
      amount: '1000000',
    };
    const entry = { entry_id: newId<'Entry'>(shop.clock.now()) };
    const body = JSON.stringify({
      event: 'settlement.deposit_settled.v1',
      deposit: { ...deposit, ...entry, ...place },
    });
    await log.append(SETTLEMENT_TOPIC, [{ key: shop.merchant.id, body }]);
    await consumers.idle();
    await stop();
    await expect(shop.balance(`payee:${shop.partner.id}:unfunded`)).resolves.toBe(0n);
    await expect(shop.balance(`org:${shop.merchant.id}:receivable`)).resolves.toBe(0n);
  });
});

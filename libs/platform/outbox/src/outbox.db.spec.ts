import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Delivered, PgEventLog, type Stop } from '#platform/event-log';
import { aDatabase, type TestDatabase } from '#platform/database/testing';
import { aLogger } from '#platform/telemetry/testing';
import { eventually } from '../../../../test/support/eventually.ts';
import { OutboxRelay } from './outbox-relay.ts';
import { PgOutbox } from './pg-outbox.ts';

describe('outbox', () => {
  let db: TestDatabase;
  let log: PgEventLog;
  let relay: OutboxRelay;
  let stop: Stop;
  const outbox = new PgOutbox();
  const seen: Delivered[] = [];
  beforeAll(async () => {
    db = await aDatabase();
    const { logger } = aLogger();
    log = new PgEventLog({ ...db, logger });
    relay = new OutboxRelay({ ...db, log, logger });
    stop = await log.consume('orders', 'test', {
      assigned: async (partitions) => new Map(partitions.map((partition) => [partition, 0n])),
      handle: async ({ records }) => void seen.push(...records),
    });
  });
  afterAll(async () => {
    await relay.stop();
    await stop();
    await db.close();
  });
  const event = (key: string, nr: number) => ({
    topic: 'orders',
    key,
    body: { event: 'orders.order_accepted.v1', nr },
  });
  const numbersOf = (key: string): number[] =>
    seen.filter((record) => record.key === key).map(({ body }) => (JSON.parse(body) as { nr: number }).nr);

  it('keeps an event exactly when its transaction commits', async () => {
    await db.unitOfWork.run((tx) => outbox.addAll(tx, [event('a', 1), event('a', 2)]));
    const refused = db.unitOfWork.run(async (tx) => {
      await outbox.add(tx, event('a', 3));
      throw new Error('refused after telling');
    });
    await expect(refused).rejects.toThrow('refused after telling');
    await relay.drain();
    await eventually(() => numbersOf('a').length === 2);
    expect(numbersOf('a')).toEqual([1, 2]);
    expect(await db.ownerQuery('select from platform.outbox')).toEqual([]);
  });

  it('wakes by itself when a transaction commits', async () => {
    await relay.start();
    const from = performance.now();
    for (let nr = 1; nr <= 10; nr += 1) {
      await db.unitOfWork.run((tx) => outbox.add(tx, event('b', nr)));
      await eventually(() => numbersOf('b').length === nr);
    }
    // By itself it would look once a second, and so take nine.
    expect(performance.now() - from).toBeLessThan(6_000);
    await relay.stop();
  });

  it('moves each event once when several relays work at the same time, in the order of its key', async () => {
    const { logger } = aLogger();
    const events = Array.from({ length: 5000 }, (_, nr) => event(`c${nr % 3}`, nr));
    await db.unitOfWork.run((tx) => outbox.addAll(tx, events));
    await Promise.all(
      [relay, new OutboxRelay({ ...db, log, logger }), new OutboxRelay({ ...db, log, logger })].map((each) =>
        each.drain(),
      ),
    );
    await eventually(() => seen.filter(({ key }) => key.startsWith('c')).length === 5000);
    for (const key of ['c0', 'c1', 'c2']) expect(numbersOf(key)).toEqual(numbersOf(key).toSorted((a, b) => a - b));
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { TestDatabase } from '#platform/database/testing';
import { type Consumer, EventLog, type LogRecord, type Stop } from '#platform/event-log';
import { OutboxRelay, PgOutbox } from '#platform/outbox';
import { aLogger } from '#platform/telemetry/testing';
import type { LogNode, LogUnderTest } from './event-log.ts';

/** A log, and the database where the outbox, the positions and the effects are. */
export type OutboxUnderTest = LogUnderTest & {
  readonly db: TestDatabase;
  /** The log of the process whose database `db` is: only there an append can be part of a transaction. */
  relaysTo(node: LogNode): EventLog;
};

/** What the outbox, a log and its consumers promise together: each event takes effect once, whoever dies when. */
export function describeOutbox(adapter: string, open: () => Promise<OutboxUnderTest>): void {
  describe(`Outbox to ${adapter}`, () => {
    let rig: OutboxUnderTest;
    let node: LogNode;
    let log: EventLog;
    const outbox = new PgOutbox();
    beforeAll(async () => {
      rig = await open();
      node = await rig.node();
      log = rig.relaysTo(node);
    });
    afterAll(async () => {
      await node.close();
      await rig.close();
    });

    const relayTo = (to: EventLog): OutboxRelay => new OutboxRelay({ ...rig.db, log: to, logger: aLogger().logger });
    const event = (topic: string, nr: number) => ({ topic, key: `k${nr % 5}`, body: { event: 'x.happened.v1', nr } });
    const consume = (topic: string): Promise<Stop> =>
      node.consumers.consume(topic, 'g', async (tx, records) => {
        for (const { key, body } of records) await rig.effect(tx, `${topic} ${key} ${(JSON.parse(body) as Body).nr}`);
      });
    const inOrder = (topic: string, key: string, effects: readonly string[]): number[] =>
      effects.filter((text) => text.startsWith(`${key} `)).map((text) => Number(text.split(' ')[1]));

    it('lets an event take effect once though the relay dies between sending it and knowing it', async () => {
      const topic = `t.${randomUUID()}`;
      const stop = await consume(topic);
      const events = Array.from({ length: 50 }, (_, nr) => event(topic, nr));
      await rig.db.unitOfWork.run((tx) => outbox.addAll(tx, events));
      for (const relay of [relayTo(new DyingLog(log)), relayTo(new DyingLog(log))]) {
        await expect(relay.drain()).rejects.toThrow('the relay died');
      }
      await rig.db.unitOfWork.run((tx) => outbox.addAll(tx, [event(topic, 50), event(topic, 51)]));
      await relayTo(log).drain();
      await node.consumers.idle();
      await stop();
      const effects = await rig.effects(topic);
      expect(effects).toHaveLength(52);
      expect(inOrder(topic, 'k1', effects)).toEqual([1, 6, 11, 16, 21, 26, 31, 36, 41, 46, 51]);
    });

    it('keeps an event whose transaction began early and committed late', async () => {
      const topic = `t.${randomUUID()}`;
      const stop = await consume(topic);
      const added = Promise.withResolvers<void>();
      const commit = Promise.withResolvers<void>();
      const late = rig.db.unitOfWork.run(async (tx) => {
        await outbox.add(tx, event(topic, 0));
        added.resolve();
        await commit.promise;
      });
      await added.promise;
      await rig.db.unitOfWork.run((tx) => outbox.add(tx, event(topic, 5)));
      await relayTo(log).drain();
      await node.consumers.idle();
      commit.resolve();
      await late;
      await relayTo(log).drain();
      await node.consumers.idle();
      await stop();
      expect(await rig.effects(topic)).toEqual(['k0 5', 'k0 0']);
    });

    it('neither loses, repeats nor reorders when relays work side by side and keep dying', async () => {
      const topic = `t.${randomUUID()}`;
      const stop = await consume(topic);
      const dying = [1, 2, 3].map(() => relayTo(new DyingLog(log, 3)));
      for (let from = 0; from < 1000; from += 100) {
        const events = Array.from({ length: 100 }, (_, index) => event(topic, from + index));
        await rig.db.unitOfWork.run((tx) => outbox.addAll(tx, events));
        await Promise.allSettled(dying.map((relay) => relay.drain()));
      }
      await relayTo(log).drain();
      await node.consumers.idle();
      await stop();
      const effects = await rig.effects(topic);
      expect(effects).toHaveLength(1000);
      for (const key of ['k0', 'k1', 'k2', 'k3', 'k4']) {
        const seen = inOrder(topic, key, effects);
        expect(seen).toEqual(seen.toSorted((a, b) => a - b));
      }
    });
  });
}

type Body = { readonly nr: number };

/** Appends, and dies before anybody hears of it: each time, or every `nth` time. */
class DyingLog extends EventLog {
  override readonly isTransactional: boolean;
  private appends = 0;
  constructor(
    private readonly log: EventLog,
    private readonly nth = 1,
  ) {
    super();
    this.isTransactional = log.isTransactional;
  }
  override async append(topic: string, records: readonly LogRecord[]): Promise<void> {
    await this.log.append(topic, records);
    this.appends += 1;
    if (this.appends % this.nth === 0) throw new Error('the relay died');
  }
  override consume(topic: string, group: string, consumer: Consumer): Promise<Stop> {
    return this.log.consume(topic, group, consumer);
  }
  override ends(topic: string): Promise<Map<number, bigint>> {
    return this.log.ends(topic);
  }
  override async close(): Promise<void> {
    // The log is the node's.
  }
}

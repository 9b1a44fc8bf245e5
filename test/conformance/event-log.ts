import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { DatabaseUnavailable, type Tx } from '#platform/database';
import type { EpochMs } from '#kernel';
import type { TestDatabase } from '#platform/database/testing';
import {
  askToRetry,
  type Delivered,
  type EventConsumers,
  type EventLog,
  listDeadLetters,
  type Stop,
} from '#platform/event-log';
import { eventually } from '../support/eventually.ts';

/** One process's view of the log: its own connections, as a second machine would have them. */
export type LogNode = {
  readonly log: EventLog;
  readonly consumers: EventConsumers;
  /** Cuts every connection of this node, as kill -9 would. Its work in progress is lost. */
  kill(): Promise<void>;
  close(): Promise<void>;
};

/** A log to test. Effects are rows of table `effect (body text)`, in the database where the positions are. */
export type LogUnderTest = {
  readonly db: Pick<TestDatabase, 'database' | 'unitOfWork'>;
  node(): Promise<LogNode>;
  /** Begins an append and leaves it open; the returned call commits it. */
  openAppend(topic: string, key: string, body: string): Promise<() => Promise<void>>;
  /** Forgets the records of a topic, as retention would. */
  trim(topic: string): Promise<void>;
  /** Writes an effect in the transaction of a batch. */
  effect(tx: Tx, body: string): Promise<void>;
  effects(topic: string): Promise<string[]>;
  deadLetters(group: string): Promise<{ body: string; tries: number }[]>;
  close(): Promise<void>;
};

const numbers = (count: number): string[] => Array.from({ length: count }, (_, index) => String(index));

/** The promises of `EventLog`, and of `EventConsumers` on it, checked the same way for every adapter. */
export function describeEventLog(adapter: string, open: () => Promise<LogUnderTest>): void {
  describe(`EventLog on ${adapter}`, () => {
    let rig: LogUnderTest;
    let node: LogNode;
    const stops: Stop[] = [];
    beforeAll(async () => {
      rig = await open();
      node = await rig.node();
    });
    afterEach(async () => {
      await Promise.all(stops.splice(0).map((stop) => stop()));
    });
    afterAll(async () => {
      await node.close();
      await rig.close();
    });

    const topicName = (): string => `t.${randomUUID()}`;
    const until = stops.push.bind(stops);

    /** Consumes without keeping positions: what the bare port gives, from the first record on. */
    async function collect(topic: string, group: string, see: (record: Delivered) => void, from = 0n): Promise<void> {
      until(
        await node.log.consume(topic, group, {
          assigned: async (partitions) => {
            const ends = await node.log.ends(topic);
            const start = (partition: number): bigint => (from < (ends.get(partition) ?? 0n) ? from : 0n);
            return new Map(partitions.map((partition) => [partition, start(partition)]));
          },
          handle: async ({ records }) => records.forEach(see),
        }),
      );
    }

    it('hands over the records of a key in the order they were appended', async () => {
      const topic = topicName();
      const seen = new Map<string, string[]>();
      await collect(topic, 'orders', ({ key, body }) => seen.set(key, [...(seen.get(key) ?? []), body]));
      const keys = numbers(7);
      for (const round of numbers(20)) {
        await node.log.append(
          topic,
          keys.map((key) => ({ key, body: round })),
        );
      }
      await eventually(
        () => [...seen.values()].flat().length,
        (count) => count === 140,
      );
      for (const key of keys) expect(seen.get(key)).toEqual(numbers(20));
    });

    it('keeps that order when several processes append at once', async () => {
      const topic = topicName();
      const seen: Delivered[] = [];
      await collect(topic, 'orders', (record) => seen.push(record));
      const writers = numbers(4).map(async (key) => {
        for (const body of numbers(50)) {
          await node.log.append(topic, [
            { key, body },
            { key: `${key}-other`, body },
          ]);
        }
      });
      await Promise.all(writers);
      await eventually(
        () => seen.length,
        (count) => count === 400,
      );
      for (const key of numbers(4)) {
        expect(seen.filter((record) => record.key === key).map(({ body }) => body)).toEqual(numbers(50));
      }
      expect(new Set(seen.map(({ partition, position }) => `${partition}:${position}`)).size).toBe(400);
    });

    it('hands a batch over again after its handler failed, before anything later of that partition', async () => {
      const topic = topicName();
      const seen: string[] = [];
      until(
        await node.log.consume(topic, 'payouts', {
          assigned: async (partitions) => new Map(partitions.map((partition) => [partition, 0n])),
          handle: async ({ records }) => {
            seen.push(...records.map(({ body }) => body));
            if (seen.length === 1) throw new Error('handler fails once');
          },
        }),
      );
      await node.log.append(topic, [{ key: 'k', body: 'first' }]);
      await eventually(() => seen.length >= 1);
      await node.log.append(topic, [{ key: 'k', body: 'second' }]);
      await eventually(() => seen.includes('second'));
      expect(seen).toEqual(['first', 'first', 'second']);
    });

    it('gives every group all records, also one that comes late', async () => {
      const topic = topicName();
      const early: string[] = [];
      const late: string[] = [];
      await collect(topic, 'early', ({ body }) => early.push(body));
      await node.log.append(
        topic,
        numbers(10).map((body) => ({ key: 'k', body })),
      );
      await eventually(() => early.length === 10);
      await collect(topic, 'late', ({ body }) => late.push(body));
      await eventually(() => late.length === 10);
      expect(late).toEqual(early);
    });

    it('starts where it is told, and again at the start for a replay', async () => {
      const topic = topicName();
      const tail: string[] = [];
      const replay: string[] = [];
      await node.log.append(
        topic,
        numbers(10).map((body) => ({ key: 'k', body })),
      );
      await collect(topic, 'tail', ({ body }) => tail.push(body), 8n);
      await eventually(() => tail.length === 2);
      await stops.pop()?.();
      await collect(topic, 'tail', ({ body }) => replay.push(body));
      await eventually(() => replay.length === 10);
      expect([tail, replay]).toEqual([['8', '9'], numbers(10)]);
    });

    it('never shows a later append before an earlier one that is still open, and loses neither', async () => {
      const topic = topicName();
      await node.log.append(topic, [{ key: 'k', body: `${topic} 0` }]);
      until(await node.consumers.consume(topic, 'g', (tx, records) => each(records, (body) => rig.effect(tx, body))));
      const commitFirst = await rig.openAppend(topic, 'k', `${topic} 1`);
      const second = node.log.append(topic, [{ key: 'k', body: `${topic} 2` }]);
      await eventually(
        () => rig.effects(topic),
        (bodies) => bodies.length === 1,
      );
      await commitFirst();
      await second;
      await node.consumers.idle();
      expect(await rig.effects(topic)).toEqual(['0', '1', '2']);
    });

    it('refuses to start below the first record that is kept (event_log.position_lost)', async () => {
      const topic = topicName();
      await node.log.append(
        topic,
        numbers(10).map((body) => ({ key: 'k', body: `${topic} ${body}` })),
      );
      await rig.trim(topic);
      const consumer = node.consumers.consume(topic, 'g', async () => undefined);
      await expect(consumer).rejects.toMatchObject({ kind: 'refused', code: 'event_log.position_lost' });
    });

    it('refuses to go on behind the end of the log (event_log.position_beyond_end)', async () => {
      const topic = topicName();
      await node.log.append(topic, [{ key: 'k', body: '0' }]);
      const consumer = node.log.consume(topic, 'g', {
        assigned: async (partitions) => new Map(partitions.map((partition) => [partition, 2n])),
        handle: async () => undefined,
      });
      await expect(consumer).rejects.toMatchObject({ kind: 'refused', code: 'event_log.position_beyond_end' });
    });

    it('loses and repeats none of 20,000 records in bulk', async () => {
      const topic = topicName();
      const records = numbers(20_000).map((body) => ({
        key: `k${Number(body) % 500}`,
        body: JSON.stringify({ event: 'x.happened.v1', body, text: 'x'.repeat(200) }),
      }));
      const seen = new Set<string>();
      let count = 0;
      for (let at = 0; at < records.length; at += 2000) await node.log.append(topic, records.slice(at, at + 2000));
      until(
        await node.consumers.consume(topic, 'bulk', async (_tx, batch) => {
          count += batch.length;
          for (const { body } of batch) seen.add(body);
        }),
      );
      await node.consumers.idle();
      expect([count, seen.size]).toEqual([20_000, 20_000]);
    });

    describe('exactly once in effect', () => {
      it('does not repeat an effect when the process dies between effect and commit', async () => {
        const topic = topicName();
        const victim = await rig.node();
        let tries = 0;
        const bodies = numbers(20).map((body) => `${topic} ${body}`);
        const stop = await victim.consumers.consume(topic, 'g', async (tx, records) => {
          await each(records, (body) => rig.effect(tx, body));
          if ((tries += 1) === 1) await victim.kill();
        });
        await node.log.append(
          topic,
          bodies.map((body) => ({ key: 'k', body })),
        );
        await eventually(() => tries >= 1);
        until(await node.consumers.consume(topic, 'g', (tx, records) => each(records, (body) => rig.effect(tx, body))));
        await node.consumers.idle();
        expect(await rig.effects(topic)).toEqual(numbers(20));
        await stop();
        await victim.close();
      });

      it('goes on where it stood after a restart', async () => {
        const topic = topicName();
        const append = (from: number, to: number) =>
          node.log.append(
            topic,
            numbers(to)
              .slice(from)
              .map((body) => ({ key: 'k', body: `${topic} ${body}` })),
          );
        for (const [from, to] of [
          [0, 5],
          [5, 9],
        ] as const) {
          await append(from, to);
          const stop = await node.consumers.consume(topic, 'g', (tx, records) =>
            each(records, (body) => rig.effect(tx, body)),
          );
          await node.consumers.idle();
          await stop();
        }
        expect(await rig.effects(topic)).toEqual(numbers(9));
      });

      it('lets one of two processes work on a partition, and the other take over, without a gap or a repeat', async () => {
        const topic = topicName();
        const nodes = [await rig.node(), await rig.node()] as const;
        for (const each_ of nodes) {
          await each_.consumers.consume(topic, 'g', (tx, records) => each(records, (body) => rig.effect(tx, body)));
        }
        const append = (from: number, to: number) =>
          node.log.append(
            topic,
            numbers(to)
              .slice(from)
              .map((body) => ({ key: body, body: `${topic} ${body}` })),
          );
        await append(0, 50);
        await eventually(
          () => rig.effects(topic),
          (bodies) => bodies.length === 50,
        );
        await nodes[0].kill();
        await append(50, 100);
        await eventually(
          () => rig.effects(topic),
          (bodies) => bodies.length === 100,
        );
        expect((await rig.effects(topic)).toSorted()).toEqual(numbers(100).toSorted());
        for (const each_ of nodes) await each_.close();
      });

      it('stops an owner that was overtaken: its effects do not count', async () => {
        const topic = topicName();
        let isHeld = false;
        const gate = Promise.withResolvers<void>();
        const slow = await rig.node();
        await slow.consumers.consume(topic, 'g', async (tx, records) => {
          if (!isHeld) {
            isHeld = true;
            await gate.promise;
          }
          await each(records, (body) => rig.effect(tx, body));
        });
        await node.log.append(topic, [{ key: 'k', body: `${topic} 0` }]);
        await eventually(() => isHeld);
        await slow.kill(); // Its connections are gone, its code is not: it goes on as if nothing had happened.
        until(await node.consumers.consume(topic, 'g', (tx, records) => each(records, (body) => rig.effect(tx, body))));
        await node.consumers.idle();
        gate.resolve();
        await slow.close();
        expect(await rig.effects(topic)).toEqual(['0']);
      });

      it('does not repeat what took effect before the database failed in the middle of a batch', async () => {
        const topic = topicName();
        let failures = 0;
        until(
          await node.consumers.consume(topic, 'g', (tx, records) =>
            each(records, async (body) => {
              if (records.length > 1) throw new Error('makes the log try one by one');
              if (body.endsWith(' 2') && (failures += 1) < 3) throw new DatabaseUnavailable();
              await rig.effect(tx, body);
            }),
          ),
        );
        await node.log.append(
          topic,
          numbers(5).map((body) => ({ key: 'k', body: `${topic} ${body}` })),
        );
        await node.consumers.idle();
        expect([failures, await rig.effects(topic)]).toEqual([3, numbers(5)]);
      });

      it('puts a record aside that keeps failing, and goes on with the others', async () => {
        const topic = topicName();
        const group = `g-${topic}`;
        until(
          await node.consumers.consume(topic, group, (tx, records) =>
            each(records, async (body) => {
              if (body.endsWith(' 3')) throw new SyntaxError('cannot read this');
              await rig.effect(tx, body);
            }),
          ),
        );
        await node.log.append(
          topic,
          numbers(6).map((body) => ({ key: 'k', body: `${topic} ${body}` })),
        );
        await node.consumers.idle();
        expect(await rig.effects(topic)).toEqual(['0', '1', '2', '4', '5']);
        expect(await rig.deadLetters(group)).toEqual([{ body: `${topic} 3`, tries: expect.any(Number) }]);
      });

      it('tries what was put aside once more at its next start, and leaves what fails again', async () => {
        const topic = topicName();
        const group = `g-${topic}`;
        await node.log.append(
          topic,
          numbers(4).map((body) => ({ key: 'k', body: `${topic} ${body}` })),
        );
        const failingOn = (bodies: readonly string[]) => (tx: Tx, given: readonly Delivered[]) =>
          each(given, async (body) => {
            if (bodies.includes(body)) throw new Error('the program is wrong');
            await rig.effect(tx, body);
          });
        const stop = await node.consumers.consume(topic, group, failingOn([`${topic} 1`, `${topic} 2`]));
        await node.consumers.idle();
        await stop();
        until(await node.consumers.consume(topic, group, failingOn([`${topic} 2`])));
        await node.consumers.idle();
        expect((await rig.effects(topic)).toSorted()).toEqual(['0', '1', '3']);
        expect(await rig.deadLetters(group)).toEqual([{ body: `${topic} 2`, tries: expect.any(Number) }]);
      });

      it('tries what was put aside once more when somebody asks, while it goes on', async () => {
        const topic = topicName();
        const group = `g-${topic}`;
        await node.log.append(
          topic,
          numbers(4).map((body) => ({ key: 'k', body: `${topic} ${body}` })),
        );
        let broken = [`${topic} 1`, `${topic} 2`];
        until(
          await node.consumers.consume(topic, group, (tx, given) =>
            each(given, async (body) => {
              if (broken.includes(body)) throw new Error('something outside is wrong');
              await rig.effect(tx, body);
            }),
          ),
        );
        await node.consumers.idle();
        const found = await listDeadLetters(rig.db.database, { topic }, 10);
        expect(new Map(found.map(({ body, isAsked }) => [body, isAsked]))).toEqual(
          new Map(broken.map((body) => [body, false])),
        );
        broken = [`${topic} 2`];
        expect(await askToRetry(rig.db.unitOfWork, { topic, group }, Date.now() as EpochMs)).toBe(2);
        const left = await eventually(
          () => listDeadLetters(rig.db.database, { group }, 10),
          (letters) => letters.length === 1 && letters.every(({ isAsked }) => !isAsked),
        );
        expect(left.map(({ body }) => body)).toEqual([`${topic} 2`]);
        expect((await rig.effects(topic)).toSorted()).toEqual(['0', '1', '3']);
      });
    });
  });
}

async function each(records: readonly Delivered[], work: (body: string) => Promise<void>): Promise<void> {
  for (const { body } of records) await work(body);
}

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { aKafkaClient } from '#platform/event-log/testing';
import type { LogNode } from './event-log.ts';
import { kafkaLog } from './kafka-log.ts';
import type { OutboxUnderTest } from './outbox.ts';

/** What only a log has that others can write to. */
export function describeStrangers(brokers: string): void {
  describe('Messages of strangers in Kafka', () => {
    let rig: OutboxUnderTest;
    let node: LogNode;
    beforeAll(async () => {
      rig = await kafkaLog(brokers);
      node = await rig.node();
    });
    afterAll(async () => {
      await node.close();
      await rig.close();
    });

    it('are put aside where nobody can read them, and the partition goes on', async () => {
      const [topic, group] = [`t.${randomUUID()}`, `g.${randomUUID()}`];
      const good = (nr: number): string => JSON.stringify({ event: 'x.happened.v1', nr });
      const stop = await node.consumers.consume(topic, group, async (tx, records) => {
        for (const { body } of records) await rig.effect(tx, `${topic} ${(JSON.parse(body) as { nr: number }).nr}`);
      });
      const producer = (await aKafkaClient(brokers)).producer();
      await producer.connect();
      const strange = [
        { value: null },
        { value: '{"cut": "of' },
        { key: Buffer.from([0, 1, 255]), value: Buffer.from([0, 0, 200, 255]) },
        { value: good(1), headers: { 'provisio-no': 'not a number' } },
        { value: good(2), headers: { 'provisio-no': ['7', '8'] } },
      ];
      await producer.send({ topic, messages: strange.map((message) => ({ ...message, partition: 0 })) });
      await producer.disconnect();
      await node.consumers.idle();
      await stop();
      expect(await rig.effects(topic)).toEqual(['1', '2']);
      expect((await rig.deadLetters(group)).map(({ body }) => body)).toEqual([
        '',
        '{"cut": "of',
        '\uFFFD\uFFFD\uFFFD\uFFFD',
      ]);
    });
  });
}

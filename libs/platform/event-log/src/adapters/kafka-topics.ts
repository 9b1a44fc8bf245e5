import { setTimeout as pause } from 'node:timers/promises';
import type { Admin } from 'kafkajs';

/** Offsets of one partition: its first kept record and its next one. */
export type Bounds = { readonly first: bigint; readonly end: bigint };

/** Largest record of a topic that we make; Kafka's own default is 1 MiB. */
const MAX_MESSAGE_BYTES = 10 * 1024 * 1024;

const LEADER_TRIES = 50;
const LEADER_PAUSE_MS = 100;

/** Topics as Kafka knows them. */
export class KafkaTopics {
  private readonly counts = new Map<string, Promise<number>>();

  constructor(
    private readonly admin: Admin,
    private readonly partitions: number,
  ) {}

  /**
   * Makes `topic` unless it is there. @returns its number of partitions, which must never change: keys would move, and
   * with them their order and their numbers.
   */
  ensure(topic: string): Promise<number> {
    let count = this.counts.get(topic);
    if (count === undefined) {
      count = this.make(topic);
      this.counts.set(topic, count);
      count.catch(() => this.counts.delete(topic));
    }
    return count;
  }

  async bounds(topic: string): Promise<Map<number, Bounds>> {
    const offsets = await this.patiently(() => this.admin.fetchTopicOffsets(topic));
    return new Map(
      offsets.map(({ partition, low, high }) => [partition, { first: BigInt(low), end: BigInt(high) }] as const),
    );
  }

  /** A topic that was just made, or whose leader moves, has no leader for a moment; kafkajs does not wait for this one. */
  private async patiently<T>(question: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await question();
      } catch (error) {
        const isPassing = (error as { type?: unknown }).type === 'NOT_LEADER_FOR_PARTITION';
        if (!isPassing || attempt >= LEADER_TRIES) throw error;
        await pause(LEADER_PAUSE_MS);
      }
    }
  }

  private async make(topic: string): Promise<number> {
    const known = await this.admin.listTopics();
    if (!known.includes(topic)) {
      // False when somebody else made it in the meantime. Replication is the brokers' default.
      await this.admin.createTopics({
        topics: [
          {
            topic,
            numPartitions: this.partitions,
            configEntries: [
              // Money's history is kept until an operator decides otherwise.
              { name: 'retention.ms', value: '-1' },
              { name: 'max.message.bytes', value: String(MAX_MESSAGE_BYTES) },
            ],
          },
        ],
      });
    }
    const { topics } = await this.admin.fetchTopicMetadata({ topics: [topic] });
    return topics[0]?.partitions.length ?? 0;
  }
}

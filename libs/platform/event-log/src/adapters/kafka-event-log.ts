import type { Admin, Kafka, Message } from 'kafkajs';
import { Bug } from '#kernel';
import { EventLogUnavailable } from '../event-log.errors.ts';
import { type Consumer, EventLog, type LogRecord, type Stop } from '../event-log.ts';
import { partitionOf } from '../partition-of.ts';
import { disconnectQuietly, type KafkaClientOptions, kafkaClient, KafkaSender, retryOf } from './kafka-client.ts';
import { KafkaConsumption } from './kafka-consumption.ts';
import { KafkaTopics } from './kafka-topics.ts';
import { NO_HEADER } from './kafka-records.ts';

/** What the log works with. */
export type KafkaEventLogOptions = KafkaClientOptions & {
  /** Partitions of a topic that is new. Default 4. */
  readonly partitions?: number;
  /** Most records of a batch. Default 500. */
  readonly batchSize?: number;
  /**
   * How long a consumer may be silent before its partitions go to others. Default 10,000: as long waits a restart
   * after a kill -9. */
  readonly sessionMs?: number;
};

/** Bytes of one request: far below what brokers take, whatever the batch holds. */
const CHUNK_BYTES = 512 * 1024;

/**
 * The event log in Kafka. Positions are Kafka's offsets; Kafka itself keeps none of ours: groups seek to what `assigned`
 * answers. An append is not part of any transaction of ours, so the outbox relay numbers what it sends.
 * Nobody writes to our topics in Kafka's own transactions; if somebody does, readers wait for the commit.
 */
export class KafkaEventLog extends EventLog {
  override readonly isTransactional = false;
  private readonly consumptions = new Map<string, KafkaConsumption>();
  private readonly sender: KafkaSender;
  private readonly topics: KafkaTopics;

  private constructor(
    private readonly options: KafkaEventLogOptions,
    private readonly kafka: Kafka,
    private readonly admin: Admin,
  ) {
    super();
    this.sender = new KafkaSender(kafka, options.brokers.join(','));
    this.topics = new KafkaTopics(admin, options.partitions ?? 4);
  }

  /** Connects. @throws {EventLogUnavailable} no broker answers, also not after a few tries. */
  static async open(options: KafkaEventLogOptions): Promise<KafkaEventLog> {
    try {
      const scout = (await kafkaClient({ ...options, retries: 3 })).admin();
      try {
        await scout.connect();
      } finally {
        await disconnectQuietly(scout);
      }
      const kafka = await kafkaClient(options);
      const admin = kafka.admin();
      await admin.connect();
      return new KafkaEventLog(options, kafka, admin);
    } catch (error) {
      throw new EventLogUnavailable(options.brokers.join(','), { cause: error });
    }
  }

  override async append(topic: string, records: readonly LogRecord[]): Promise<void> {
    if (records.length === 0) return;
    const count = await this.asked(() => this.topics.ensure(topic));
    for (const chunk of inChunks(records)) {
      await this.sender.send(
        topic,
        chunk.map((record) => asMessage(record, count)),
      );
    }
  }

  override async consume(topic: string, group: string, consumer: Consumer): Promise<Stop> {
    const name = `${group} ${topic}`;
    if (this.consumptions.has(name)) throw new Bug(`this process already consumes ${topic} as ${group}`);
    const { logger, batchSize = 500, sessionMs = 10_000 } = this.options;
    const retry = retryOf(this.options);
    const ports = { kafka: this.kafka, topics: this.topics, logger, batchSize, sessionMs, retry };
    const consumption = new KafkaConsumption(ports, topic, group, consumer);
    this.consumptions.set(name, consumption);
    const stop = async (): Promise<void> => {
      await consumption.stop();
      if (this.consumptions.get(name) === consumption) this.consumptions.delete(name);
    };
    try {
      await this.asked(() => this.topics.ensure(topic));
      await consumption.start();
      return stop;
    } catch (error) {
      await stop();
      throw error;
    }
  }

  override async ends(topic: string): Promise<Map<number, bigint>> {
    await this.asked(() => this.topics.ensure(topic));
    const bounds = await this.asked(() => this.topics.bounds(topic));
    return new Map([...bounds].map(([partition, { end }]) => [partition, end]));
  }

  override async close(): Promise<void> {
    await Promise.all([...this.consumptions.values()].map((consumption) => consumption.stop()));
    this.consumptions.clear();
    await this.sender.close();
    await disconnectQuietly(this.admin);
  }

  private async asked<T>(question: () => Promise<T>): Promise<T> {
    try {
      return await question();
    } catch (error) {
      throw new EventLogUnavailable(this.options.brokers.join(','), { cause: error });
    }
  }
}

function asMessage({ key, body, no }: LogRecord, partitions: number): Message {
  const message = { key, value: body, partition: partitionOf(key, partitions) };
  return no === undefined ? message : { ...message, headers: { [NO_HEADER]: String(no) } };
}

function* inChunks(records: readonly LogRecord[]): Generator<readonly LogRecord[]> {
  let [from, bytes] = [0, 0];
  for (const [index, { key, body }] of records.entries()) {
    const size = Buffer.byteLength(key) + Buffer.byteLength(body) + 100;
    if (bytes > 0 && bytes + size > CHUNK_BYTES) {
      yield records.slice(from, index);
      [from, bytes] = [index, 0];
    }
    bytes += size;
  }
  yield records.slice(from);
}

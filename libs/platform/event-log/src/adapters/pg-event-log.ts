import { Bug, assert } from '#kernel';
import { type Database, type PgSession, type UnitOfWork, loadSql } from '#platform/database';
import type { Logger } from '#platform/telemetry';
import { type Consumer, EventLog, type LogRecord, type Stop } from '../event-log.ts';
import { partitionOf } from '../partition-of.ts';
import { type PartitionRow, PgConsumption } from './pg-consumption.ts';

const ENSURE_TOPIC = loadSql(import.meta.url, '../sql/ensure-topic.sql');
const PARTITIONS = loadSql(import.meta.url, '../sql/read-partitions.sql');
const APPEND = loadSql(import.meta.url, '../sql/append.sql');
const TRIM = loadSql(import.meta.url, '../sql/trim.sql');

/** Records of one statement: keeps a statement's memory small however many are appended. */
const CHUNK = 2000;

/** What the log works with. `session` is for LISTEN and for the partitions this process holds. */
export type PgEventLogOptions = {
  readonly unitOfWork: UnitOfWork;
  readonly database: Database;
  readonly session: PgSession;
  readonly logger: Logger;
  /** Partitions of a topic that is new. Default 4. */
  readonly partitions?: number;
  /** Most records of a batch. Default 500. */
  readonly batchSize?: number;
};

/**
 * The event log in a PostgreSQL table. An append inside `UnitOfWork.run` is part of that transaction, which is how the
 * outbox relay moves an event exactly once; use-cases write to the outbox instead.
 */
export class PgEventLog extends EventLog {
  override readonly isTransactional = true;
  private readonly partitionCounts = new Map<string, Promise<number>>();
  private readonly consumptions = new Map<string, PgConsumption>();

  constructor(private readonly options: PgEventLogOptions) {
    super();
  }

  override async append(topic: string, records: readonly LogRecord[]): Promise<void> {
    if (records.length === 0) return;
    const count = await this.ensureTopic(topic);
    await this.options.unitOfWork.run(async (tx) => {
      for (let at = 0; at < records.length; at += CHUNK) {
        const chunk = records.slice(at, at + CHUNK);
        const partitions = chunk.map(({ key }) => partitionOf(key, count));
        const params = [topic, partitions, chunk.map(({ key }) => key), chunk.map(({ body }) => body)];
        const [row] = await tx.query<{ appended: bigint }>(APPEND, params);
        assert(row?.appended === BigInt(chunk.length), `not every record found its partition in ${topic}`);
      }
    });
  }

  override async consume(topic: string, group: string, consumer: Consumer): Promise<Stop> {
    const name = `${group} ${topic}`;
    // Session locks count twice for one session: two of the same group here would both get everything.
    if (this.consumptions.has(name)) throw new Bug(`this process already consumes ${topic} as ${group}`);
    const consumption = new PgConsumption(
      { ...this.options, batchSize: this.options.batchSize ?? 500 },
      topic,
      group,
      consumer,
    );
    this.consumptions.set(name, consumption);
    const stop = async (): Promise<void> => {
      await consumption.stop();
      if (this.consumptions.get(name) === consumption) this.consumptions.delete(name);
    };
    try {
      await this.ensureTopic(topic);
      await consumption.start();
      return stop;
    } catch (error) {
      await stop();
      throw error;
    }
  }

  override async ends(topic: string): Promise<Map<number, bigint>> {
    const rows = await this.options.database.query<PartitionRow>(PARTITIONS, [topic]);
    return new Map(rows.map(({ partition, next_position }) => [partition, next_position]));
  }

  override async close(): Promise<void> {
    await Promise.all([...this.consumptions.values()].map((consumption) => consumption.stop()));
    this.consumptions.clear();
  }

  /** Drops the records of a partition below `first`. A group that still needs them is told by `PositionLost`. */
  async trim(topic: string, partition: number, first: bigint): Promise<void> {
    await this.options.unitOfWork.run((tx) => tx.query(TRIM, [topic, partition, first]));
  }

  /** Through the session, so that a transaction around us that is rolled back does not take the topic with it. */
  private ensureTopic(topic: string): Promise<number> {
    let count = this.partitionCounts.get(topic);
    if (count === undefined) {
      count = this.makeTopic(topic);
      this.partitionCounts.set(topic, count);
      count.catch(() => this.partitionCounts.delete(topic));
    }
    return count;
  }

  private async makeTopic(topic: string): Promise<number> {
    await this.options.session.query(ENSURE_TOPIC, [topic, this.options.partitions ?? 4]);
    return (await this.options.session.query<PartitionRow>(PARTITIONS, [topic])).length;
  }
}

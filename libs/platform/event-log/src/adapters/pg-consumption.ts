import { type Database, type PgSession, loadSql } from '#platform/database';
import { type Logger, withContext } from '#platform/telemetry';
import { PositionBeyondEnd, PositionLost } from '../event-log.errors.ts';
import type { Consumer, Delivered } from '../event-log.ts';
import { PartitionReader } from './partition-reader.ts';

const PARTITIONS = loadSql(import.meta.url, '../sql/read-partitions.sql');
const READ = loadSql(import.meta.url, '../sql/read-records.sql');
const TRY_LOCK = loadSql(import.meta.url, '../sql/try-lock-partition.sql');
const UNLOCK = loadSql(import.meta.url, '../sql/unlock-partition.sql');

const LOOK_FOR_PARTITIONS_MS = 2000;

/** A row of `read-partitions.sql`. */
export type PartitionRow = { readonly partition: number; readonly log_start: bigint; readonly next_position: bigint };

/** What a consumption works with. */
export type ConsumptionPorts = {
  readonly database: Database;
  readonly session: PgSession;
  readonly logger: Logger;
  readonly batchSize: number;
};

/** One group reading one topic in this process: it holds the partitions that nobody else has, and looks for more. */
export class PgConsumption {
  private readonly readers = new Map<number, PartitionReader>();
  private readonly endings: (() => void)[] = [];
  private work: Promise<void> = Promise.resolve();
  private isStopped = false;

  constructor(
    private readonly ports: ConsumptionPorts,
    private readonly topic: string,
    private readonly group: string,
    private readonly consumer: Consumer,
  ) {}

  /** Takes what is free and starts reading. @throws {PositionLost} */
  async start(): Promise<void> {
    const unlisten = await this.ports.session.listen('platform_event_log', (topic) => {
      if (topic === this.topic || topic === '') this.wake();
    });
    // The session's locks are gone with it: stop, and take part again like anybody else.
    const unwatch = this.ports.session.onLost(() => this.soon(() => this.letGo()));
    const timer = setInterval(() => this.soon(() => this.takePartitions()), LOOK_FOR_PARTITIONS_MS);
    timer.unref();
    this.endings.push(unlisten, unwatch, () => clearInterval(timer));
    try {
      await this.takePartitions();
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  /** Ends after the batches at work and gives the partitions back. */
  async stop(): Promise<void> {
    if (this.isStopped) return;
    this.isStopped = true;
    for (const end of this.endings) end();
    await this.work;
    const mine = [...this.readers.keys()];
    await this.letGo();
    for (const partition of mine) await this.unlock(partition);
  }

  private wake(): void {
    for (const reader of this.readers.values()) reader.wake();
  }

  /** Runs `step` after the ones before it; what fails is logged, and tried again at the next look. */
  private soon(step: () => Promise<void>): void {
    this.work = this.work.then(async () => {
      if (this.isStopped) return;
      try {
        await step();
      } catch (error) {
        this.ports.logger.error({ event: 'event_log.assignment_failed', topic: this.topic, group: this.group, error });
      }
    });
  }

  private async takePartitions(): Promise<void> {
    const all = await this.ports.database.query<PartitionRow>(PARTITIONS, [this.topic]);
    const taken: PartitionRow[] = [];
    for (const row of all) {
      if (!this.readers.has(row.partition) && (await this.tryLock(row.partition))) taken.push(row);
    }
    if (taken.length === 0) return;
    try {
      await this.read(taken);
    } catch (error) {
      for (const { partition } of taken) await this.unlock(partition);
      throw error;
    }
  }

  private async read(taken: readonly PartitionRow[]): Promise<void> {
    const positions = await this.consumer.assigned(taken.map(({ partition }) => partition));
    for (const { partition, log_start: first } of taken) {
      const stored = positions.get(partition);
      if (stored === undefined) continue;
      if (stored < first) throw new PositionLost(this.topic, this.group, partition, stored, first);
      await this.checkNotBeyond(partition, stored);
    }
    for (const [partition, position] of positions) this.readers.set(partition, this.reader(partition, position));
  }

  private reader(partition: number, from: bigint): PartitionReader {
    const { topic, group } = this;
    return new PartitionReader(from, {
      read: (position) => this.recordsFrom(partition, position),
      handle: (records) => withContext({ consumer: group }, () => this.consumer.handle({ topic, partition, records })),
      taken: () => this.soon(() => this.lose(partition)),
      failed: (error, pause_ms) =>
        this.ports.logger.warn({ event: 'event_log.batch_failed', topic, group, partition, pause_ms, error }),
    });
  }

  private async recordsFrom(partition: number, position: bigint): Promise<Delivered[]> {
    const { topic } = this;
    const rows = await this.ports.database.query<Pick<Delivered, 'position' | 'key' | 'body'>>(READ, [
      topic,
      partition,
      position,
      this.consumer.batchSize ?? this.ports.batchSize,
    ]);
    const first = rows[0];
    // Appends leave no gaps here: one at the start means that the log was trimmed under us.
    if (first !== undefined && first.position !== position) await this.checkNotTrimmed(partition, position);
    return rows.map((row) => ({ topic, partition, ...row }));
  }

  private async checkNotTrimmed(partition: number, position: bigint): Promise<void> {
    const rows = await this.ports.database.query<PartitionRow>(PARTITIONS, [this.topic]);
    const start = rows.find((row) => row.partition === partition)?.log_start ?? 0n;
    if (position < start) throw new PositionLost(this.topic, this.group, partition, position, start);
  }

  /** The end is read after the position: what was appended and handled in between is no reason to refuse. */
  private async checkNotBeyond(partition: number, position: bigint): Promise<void> {
    const rows = await this.ports.database.query<PartitionRow>(PARTITIONS, [this.topic]);
    const end = rows.find((row) => row.partition === partition)?.next_position ?? 0n;
    if (position > end) throw new PositionBeyondEnd(this.topic, this.group, partition, position, end);
  }

  private async lose(partition: number): Promise<void> {
    this.readers.delete(partition);
    await this.unlock(partition);
  }

  private async letGo(): Promise<void> {
    const readers = [...this.readers.values()];
    this.readers.clear();
    await Promise.all(readers.map((reader) => reader.stop()));
  }

  private async tryLock(partition: number): Promise<boolean> {
    const [row] = await this.ports.session.query<{ is_ours: boolean }>(TRY_LOCK, [this.group, this.topic, partition]);
    return row?.is_ours === true;
  }

  private async unlock(partition: number): Promise<void> {
    // Without a connection there is no lock either.
    await this.ports.session.query(UNLOCK, [this.group, this.topic, partition]).catch(() => []);
  }
}

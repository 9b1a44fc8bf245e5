import { setTimeout as pause } from 'node:timers/promises';
import { DomainError } from '#kernel';
import { type Database, type UnitOfWork, loadSql } from '#platform/database';
import type { Logger, Metrics } from '#platform/telemetry';
import { EventConsumers, type Handle } from './event-consumers.ts';
import { PartitionTaken } from './event-log.errors.ts';
import type { Delivered, EventLog, Stop } from './event-log.ts';
import { PositionKeeper } from './position-keeper.ts';

const ADD_DEAD_LETTER = loadSql(import.meta.url, './sql/add-dead-letter.sql');
const COUNT_WAITING = loadSql(import.meta.url, './sql/count-waiting.sql');

const IDLE_LOOK_MS = 10;

/** What the consumers work with. */
export type EventConsumersOptions = {
  readonly log: EventLog;
  readonly unitOfWork: UnitOfWork;
  readonly database: Database;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** How often a record is tried by itself before it is put aside. Default 5. */
  readonly tries?: number;
  /** Pause after the first of those tries; it doubles. Default 50. */
  readonly firstPauseMs?: number;
};

type Group = { readonly topic: string; readonly group: string };

/** Exactly once in effect, on any `EventLog`, with positions in PostgreSQL. */
export class PgEventConsumers extends EventConsumers {
  private readonly groups = new Set<Group>();

  constructor(private readonly options: EventConsumersOptions) {
    super();
  }

  override async consume(topic: string, group: string, handle: Handle): Promise<Stop> {
    const keeper = new PositionKeeper(this.options.unitOfWork, topic, group);
    const stop = await this.options.log.consume(topic, group, {
      assigned: (partitions) => keeper.take(partitions),
      handle: ({ records }) => this.handle(keeper, group, handle, records),
    });
    const entry = { topic, group };
    this.groups.add(entry);
    return async () => {
      this.groups.delete(entry);
      await stop();
    };
  }

  override async idle(): Promise<void> {
    while ((await this.waiting()) > 0n) await pause(IDLE_LOOK_MS);
  }

  private async waiting(): Promise<bigint> {
    const groups = [...this.groups];
    const [row] = await this.options.database.query<{ waiting: bigint }>(COUNT_WAITING, [
      groups.map(({ group }) => group),
      groups.map(({ topic }) => topic),
    ]);
    return row?.waiting ?? 0n;
  }

  private async handle(
    keeper: PositionKeeper,
    group: string,
    handle: Handle,
    records: readonly Delivered[],
  ): Promise<void> {
    try {
      await keeper.advance(records, handle);
    } catch (error) {
      if (isPassing(error)) throw error; // The log brings the whole batch again.
      this.options.logger.warn({
        event: 'event_log.batch_split',
        group,
        topic: records[0]?.topic,
        records: records.length,
        error,
      });
      for (const record of records) await this.handleOne(keeper, group, handle, record);
    }
  }

  private async handleOne(keeper: PositionKeeper, group: string, handle: Handle, record: Delivered): Promise<void> {
    const tries = this.options.tries ?? 5;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await keeper.advance([record], handle);
      } catch (error) {
        if (isPassing(error)) throw error;
        if (attempt >= tries) return await this.putAside(keeper, group, record, error, attempt);
        await pause((this.options.firstPauseMs ?? 50) * 2 ** (attempt - 1));
      }
    }
  }

  /** The record goes to the dead letters and the position past it, together. */
  private async putAside(
    keeper: PositionKeeper,
    group: string,
    record: Delivered,
    error: unknown,
    tries: number,
  ): Promise<void> {
    const { topic, partition, position, key, body } = record;
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    await keeper.advance([record], async (tx) => {
      await tx.query(ADD_DEAD_LETTER, [
        group,
        topic,
        partition,
        position,
        key,
        body,
        reason.replaceAll('\0', ''),
        tries,
      ]);
    });
    this.options.logger.error({
      event: 'event_log.record_put_aside',
      group,
      topic,
      partition,
      position: String(position),
      tries,
      error,
    });
    this.options.metrics
      .counter('event_records_put_aside_total', 'Events that a consumer could not handle.', ['group', 'topic'])
      .add(1, { group, topic });
  }
}

/** Neither the record's nor the handler's fault: it will work later, here or elsewhere. */
function isPassing(error: unknown): boolean {
  return error instanceof PartitionTaken || (error instanceof DomainError && error.kind === 'unavailable');
}

import { setTimeout as pause } from 'node:timers/promises';
import { DomainError } from '#kernel';
import { type Database, type UnitOfWork, loadSql } from '#platform/database';
import type { Logger, Metrics } from '#platform/telemetry';
import { DeadLetters } from './dead-letters.ts';
import { type ConsumeOptions, EventConsumers, type Handle } from './event-consumers.ts';
import { PartitionTaken } from './event-log.errors.ts';
import type { Delivered, EventLog, Stop } from './event-log.ts';
import { PositionKeeper } from './position-keeper.ts';

const ADD_DEAD_LETTER = loadSql(import.meta.url, './sql/add-dead-letter.sql');
const ASKED = loadSql(import.meta.url, './sql/find-asked-retries.sql');
const READ_PROGRESS = loadSql(import.meta.url, './sql/read-progress.sql');

const OUTBOX_SPAN =
  'select coalesce(min(seq), 0)::int8 as oldest, coalesce(max(seq), 0)::int8 as newest from platform.outbox';

const IDLE_LOOK_MS = 10;
/** Handlers tell what others handle: so often, from an order to whoever is told of its commission. */
const WAVES = 3;
const ASKED_EVERY_MS = 5_000;

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
  /** How often to look whether somebody asked for a try of what was put aside. Default 5,000. */
  readonly askedEveryMs?: number;
};

type Group = { readonly topic: string; readonly group: string; readonly retry: () => Promise<void> };
type ProgressRow = {
  readonly in_outbox: bigint;
  readonly consumer_group: string | null;
  readonly topic: string;
  readonly partition: number;
  readonly next_position: bigint;
};

/** Where the partitions of topics end. */
type Ends = ReadonlyMap<string, ReadonlyMap<number, bigint>>;

/** Exactly once in effect, on any `EventLog`, with positions in PostgreSQL. */
export class PgEventConsumers extends EventConsumers {
  private readonly groups = new Set<Group>();
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> | undefined;

  constructor(private readonly options: EventConsumersOptions) {
    super();
  }

  override async consume(
    topic: string,
    group: string,
    handle: Handle,
    { batchSize }: ConsumeOptions = {},
  ): Promise<Stop> {
    const letters = new DeadLetters(this.options, topic, group);
    await letters.retry(handle);
    const keeper = new PositionKeeper(this.options.unitOfWork, topic, group);
    const stop = await this.options.log.consume(topic, group, {
      batchSize,
      assigned: (partitions) => keeper.take(partitions),
      handle: ({ records }) => this.handle(keeper, group, handle, records),
    });
    const entry = { topic, group, retry: () => letters.retry(handle, { asked: true }) };
    this.groups.add(entry);
    this.timer ??= setInterval(() => this.look(), this.options.askedEveryMs ?? ASKED_EVERY_MS).unref();
    return async () => {
      this.groups.delete(entry);
      if (this.groups.size === 0) {
        clearInterval(this.timer);
        this.timer = undefined;
      }
      await Promise.all([stop(), this.looking]);
    };
  }

  /** One look at a time; what fails is looked at again. */
  private look(): void {
    this.looking ??= this.retryAsked()
      .catch((error: unknown) => this.options.logger.warn({ event: 'event_log.asked_retries_wait', error }))
      .finally(() => (this.looking = undefined));
  }

  private async retryAsked(): Promise<void> {
    const groups = [...this.groups];
    const rows = await this.options.database.query<{ consumer_group: string; topic: string }>(ASKED, [
      groups.map(({ group }) => group),
      groups.map(({ topic }) => topic),
    ]);
    for (const { consumer_group: group, topic } of rows) {
      await groups.find((each) => each.group === group && each.topic === topic)?.retry();
    }
  }

  override async idle(): Promise<void> {
    while (await this.isWaiting()) await pause(IDLE_LOOK_MS);
  }

  override async caughtUp(): Promise<void> {
    for (let wave = 0; wave < WAVES; wave += 1) {
      const { newest } = await this.outboxSpan();
      while (await this.isInOutbox(newest)) await pause(IDLE_LOOK_MS);
      const ends = await this.ends();
      while (this.isBehind(await this.progress(), ends)) await pause(IDLE_LOOK_MS);
    }
  }

  private async isInOutbox(upTo: bigint): Promise<boolean> {
    const { oldest } = await this.outboxSpan();
    return oldest > 0n && oldest <= upTo;
  }

  private async outboxSpan(): Promise<{ readonly oldest: bigint; readonly newest: bigint }> {
    const [span] = await this.options.database.query<{ oldest: bigint; newest: bigint }>(OUTBOX_SPAN);
    return span ?? { oldest: 0n, newest: 0n };
  }

  /**
   * Where everybody stands is read first, in one snapshot with the outbox, and the log's ends after it: what was relayed
   * before the snapshot is below the ends, and what a handler tells is in the snapshot that shows its position.
   */
  private async isWaiting(): Promise<boolean> {
    const rows = await this.progress();
    if (rows.some(({ in_outbox: inOutbox }) => inOutbox > 0n)) return true;
    return this.isBehind(rows, await this.ends());
  }

  private progress(): Promise<ProgressRow[]> {
    const groups = [...this.groups];
    return this.options.database.query<ProgressRow>(READ_PROGRESS, [
      groups.map(({ group }) => group),
      groups.map(({ topic }) => topic),
    ]);
  }

  private async ends(): Promise<Ends> {
    const topics = [...new Set([...this.groups].map(({ topic }) => topic))];
    return new Map(
      await Promise.all(topics.map(async (topic) => [topic, await this.options.log.ends(topic)] as const)),
    );
  }

  private isBehind(rows: readonly ProgressRow[], ends: Ends): boolean {
    const reached = new Map(
      rows.map((row) => [nameOf(row.consumer_group ?? '', row.topic, row.partition), row.next_position]),
    );
    return [...this.groups].some(({ group, topic }) =>
      [...(ends.get(topic) ?? [])].some(
        ([partition, end]) => end > (reached.get(nameOf(group, topic, partition)) ?? 0n),
      ),
    );
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
        storable(key),
        storable(body),
        storable(reason),
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

const nameOf = (group: string, topic: string, partition: number): string => JSON.stringify([group, topic, partition]);

/** PostgreSQL keeps no NUL in a text; a log that strangers write to may have one. */
function storable(text: string): string {
  return text.replaceAll('\0', '\uFFFD');
}

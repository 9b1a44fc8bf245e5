import { type PgSession, type UnitOfWork, loadSql } from '#platform/database';
import type { EventLog, LogRecord } from '#platform/event-log';
import type { Logger } from '#platform/telemetry';

const BECOME_RELAY = loadSql(import.meta.url, './sql/become-relay.sql');
const TAKE = loadSql(import.meta.url, './sql/take.sql');
const REMOVE = loadSql(import.meta.url, './sql/remove.sql');
const TAKE_BATCH = loadSql(import.meta.url, './sql/take-batch.sql');
const READ_BATCH = loadSql(import.meta.url, './sql/read-batch.sql');
const FINISH_BATCH = loadSql(import.meta.url, './sql/finish-batch.sql');

const BATCH = 2000;
const POLL_MS = 1000; // A NOTIFY wakes us; this is for one that got lost.

type OutboxRow = {
  readonly seq: bigint;
  readonly topic: string;
  readonly key: string;
  readonly body: string;
  /** Of an event on its way to a log outside of PostgreSQL. */
  readonly no?: bigint;
};

/** What the relay works with. */
export type OutboxRelayOptions = {
  readonly unitOfWork: UnitOfWork;
  readonly session: PgSession;
  readonly log: EventLog;
  readonly logger: Logger;
};

/**
 * Moves events from the outbox to the event log, in order. With the log in PostgreSQL both happen in one transaction,
 * so an event arrives exactly once. With another log it arrives at least once, under a number that was committed before
 * it was first sent: consumers take a number once (`LogRecord.no`).
 */
export class OutboxRelay {
  private unlisten: (() => void) | undefined;
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> | undefined;
  private isWokenAgain = false;

  constructor(private readonly options: OutboxRelayOptions) {}

  /** Relays from now on, at once after each commit that added events. */
  async start(): Promise<void> {
    if (this.timer !== undefined) return;
    this.timer = setInterval(() => this.wake(), POLL_MS);
    this.timer.unref();
    this.unlisten = await this.options.session.listen('platform_outbox', () => this.wake());
    this.wake();
  }

  /** Ends after the batch at work. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.timer = undefined;
    this.unlisten?.();
    this.isWokenAgain = false;
    await this.working;
  }

  /** Moves everything that is in the outbox now. */
  async drain(): Promise<void> {
    while (await this.moveBatch());
  }

  private wake(): void {
    if (this.working !== undefined) {
      this.isWokenAgain = true;
      return;
    }
    this.working = this.work().finally(() => (this.working = undefined));
  }

  private async work(): Promise<void> {
    do {
      this.isWokenAgain = false;
      try {
        await this.drain();
      } catch (error) {
        this.options.logger.warn({ event: 'outbox.relay_failed', retry_ms: POLL_MS, error });
      }
    } while (this.isWokenAgain);
  }

  /** @returns whether there was anything to move. */
  private moveBatch(): Promise<boolean> {
    return this.options.log.isTransactional ? this.moveTogether() : this.moveNumbered();
  }

  private moveTogether(): Promise<boolean> {
    return this.options.unitOfWork.run(async (tx) => {
      await tx.query(BECOME_RELAY);
      const rows = await tx.query<OutboxRow>(TAKE, [BATCH]);
      for (const [topic, records] of byTopic(rows)) await this.options.log.append(topic, records);
      if (rows.length > 0) await tx.query(REMOVE, [rows.map(({ seq }) => seq)]);
      return rows.length > 0;
    });
  }

  private async moveNumbered(): Promise<boolean> {
    const taken = await this.options.unitOfWork.run(async (tx) => {
      await tx.query(BECOME_RELAY);
      return tx.query(TAKE_BATCH, [BATCH]);
    });
    if (taken.length === 0) return false;
    await this.options.unitOfWork.run(async (tx) => {
      await tx.query(BECOME_RELAY);
      const rows = await tx.query<OutboxRow>(READ_BATCH); // None: another relay has sent it in the meantime.
      for (const [topic, records] of byTopic(rows)) await this.options.log.append(topic, records);
      if (rows.length > 0) await tx.query(FINISH_BATCH);
    });
    return true;
  }
}

function byTopic(rows: readonly OutboxRow[]): Map<string, LogRecord[]> {
  const topics = new Map<string, LogRecord[]>();
  for (const { topic, key, body, no } of rows) {
    const record = no === undefined ? { key, body } : { key, body, no };
    const records = topics.get(topic);
    if (records === undefined) topics.set(topic, [record]);
    else records.push(record);
  }
  return topics;
}

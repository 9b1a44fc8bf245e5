import { setTimeout as pause } from 'node:timers/promises';
import type { SeededRandom } from '#kernel';
import { type PaidMarket, type SentEvent, aPaidMarket } from '#modules/ads/testing';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { type EventLog, PgEventLog } from '#platform/event-log';
import { aKafkaEventLog } from '#platform/event-log/testing';
import { aLogger } from '#platform/telemetry/testing';
import { BillingConsumer } from './consumer.ts';

/** Events of one append, as edges under load send them together. */
const APPEND = 500;
/** One event in fifty is sent again, as a producer does that never got its answer. */
const AGAIN_EVERY = 50;
const LOOK_MS = 10;

/** What one round of one engine measured. */
export type PipelineRound = {
  /** Events a second from the first append to the last one billed, producer and consumer side by side. */
  readonly perSecond: number;
  /** Events a second that a consumer bills that has them all before it; the time between two consumers left out. */
  readonly billedPerSecond: number;
  /** Events a second that are appended while nobody reads. */
  readonly sentPerSecond: number;
  /** From the kill to the successor's first batch, its start as a program included. */
  readonly recoveryMs: number;
};

/** What became of all that was sent. */
export type PipelineCheck = { readonly sent: number; readonly lost: number; readonly doubled: number };

/** Ad billing on one event log: a database with paid campaigns, a producer here, consumers in processes of their own. */
export class PipelineEngine {
  private readonly sent = new Map<string, bigint>();
  private appended = 0;

  private constructor(
    readonly name: string,
    private readonly db: TestDatabase,
    private readonly market: PaidMarket,
    private readonly log: EventLog,
    private readonly brokers: string | undefined,
    private readonly random: SeededRandom,
  ) {}

  /** On the server behind `ownerUrl`; the log is Kafka's where `brokers` are named. */
  static async open(ownerUrl: string, brokers: string | undefined, random: SeededRandom): Promise<PipelineEngine> {
    const db = await aDatabase({ ownerUrl });
    const market = await aPaidMarket(db);
    const { logger } = aLogger();
    const log =
      brokers === undefined
        ? new PgEventLog({ ...db, logger })
        : await aKafkaEventLog({ brokers: brokers.split(','), logger });
    const engine = new PipelineEngine(brokers === undefined ? 'embedded' : 'kafka', db, market, log, brokers, random);
    await market.beginAfter(log);
    return engine;
  }

  /** Fills the log, bills it with a consumer that is killed in the middle, then sends as many while its successor bills. */
  async round(count: number): Promise<PipelineRound> {
    const [backlog, live] = [this.market.events(count, this.random), this.market.events(count, this.random)];
    const filling = performance.now();
    await this.send(backlog);
    const sentMs = performance.now() - filling;
    const { billedMs, recoveryMs, successor } = await this.billWithAKill(count);
    const began = performance.now();
    await this.send(live);
    const liveMs = (await this.untilBilled()) - began;
    await successor.end('SIGTERM');
    const rate = (ms: number): number => (count * 1_000) / ms;
    return {
      perSecond: rate(liveMs),
      billedPerSecond: rate(billedMs),
      sentPerSecond: rate(sentMs),
      recoveryMs,
    };
  }

  /** Compares every event that was ever sent with the tables and the ledger. @throws {Error} the money is not right. */
  async check(): Promise<PipelineCheck> {
    const billed = await this.market.billed();
    const lost = [...this.sent.keys()].filter((name) => !billed.names.has(name)).length;
    const strangers = billed.names.size - (this.sent.size - lost);
    const doubled = strangers + Number(billed.reported) - billed.names.size;
    const expected = [...this.sent.values()].reduce((sum, nanos) => sum + nanos, 0n);
    const sums = { expected, exact: billed.exactNanos, ledger: billed.ledgerNanos + billed.carriedNanos };
    if (sums.exact !== expected || sums.ledger !== expected || billed.breaks > 0) {
      const said = Object.entries(sums).map(([of, nanos]) => `${of} ${nanos}`);
      throw new Error(`${this.name}: the money is wrong: ${said.join(', ')} nanos, ${billed.breaks} breaks`);
    }
    return { sent: this.sent.size, lost, doubled };
  }

  async close(): Promise<void> {
    await this.log.close();
    await this.market.close();
    await this.db.close();
  }

  private async billWithAKill(
    count: number,
  ): Promise<{ billedMs: number; recoveryMs: number; successor: BillingConsumer }> {
    const first = BillingConsumer.start(this.db.appUrl, this.brokers);
    let half = false;
    const target = this.appended - count / 2;
    const killed = first.killInBatch(() => half);
    const [firstBegan] = await Promise.all([
      first.untilFirstBatch(),
      this.untilBilled(target).then(() => (half = true)),
    ]);
    const killedAt = await killed;
    if ((await this.market.handled()) >= this.appended) throw new Error('everything was billed before the kill');
    const successor = BillingConsumer.start(this.db.appUrl, this.brokers);
    const secondBegan = await successor.untilFirstBatch();
    const billedAt = await this.untilBilled();
    await successor.untilReady();
    return {
      billedMs: killedAt - firstBegan + billedAt - secondBegan,
      recoveryMs: secondBegan - killedAt,
      successor,
    };
  }

  private async send(events: readonly SentEvent[]): Promise<void> {
    for (let at = 0; at < events.length; at += APPEND) {
      const part = events.slice(at, at + APPEND);
      for (const { name, nanos } of part) this.sent.set(name, nanos);
      const again = part.filter((_, index) => index % AGAIN_EVERY === 0);
      for (const [topic, members] of Map.groupBy([...part, ...again], (event) => event.topic)) {
        await this.log.append(
          topic,
          members.map(({ record }) => record),
        );
        this.appended += members.length;
      }
    }
  }

  /** Resolves with the time when the group is past `target` records, all that were appended unless given. */
  private async untilBilled(target?: number): Promise<number> {
    while ((await this.market.handled()) < (target ?? this.appended)) await pause(LOOK_MS);
    return performance.now();
  }
}

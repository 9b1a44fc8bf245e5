import type { Consumer as KafkaConsumer, EachBatchPayload, Kafka, RetryOptions } from 'kafkajs';
import { type Logger, withContext } from '#platform/telemetry';
import { PartitionTaken, PositionBeyondEnd, PositionLost } from '../event-log.errors.ts';
import type { Consumer, Delivered } from '../event-log.ts';
import { deliveredFrom } from './kafka-records.ts';
import type { Bounds, KafkaTopics } from './kafka-topics.ts';

/** What a consumption works with. */
export type KafkaConsumptionPorts = {
  readonly kafka: Kafka;
  readonly topics: KafkaTopics;
  readonly logger: Logger;
  readonly batchSize: number;
  readonly sessionMs: number;
  readonly retry: RetryOptions;
};

const FETCH_WAIT_MS = 500; // Longest a fetch waits for records; a paused partition comes back within it.
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 5000;
const LOOK_AGAIN_MS = 2000;

/** A partition that is ours: where it goes on, and how long it rests after the next failure. */
type Place = { position: bigint; pauseMs: number };

/** One group reading one topic in this process, as a member of a Kafka consumer group of the two names. */
export class KafkaConsumption {
  private kafkaConsumer: KafkaConsumer | undefined;
  private places = new Map<number, Place>();
  private assignment: Promise<void> = Promise.resolve();
  private readonly started = Promise.withResolvers<void>();
  private readonly busy = new Map<number, Promise<void>>();
  private readonly timers = new Set<NodeJS.Timeout>();
  /** Counts how often the group shared its partitions out to us. */
  private generation = 0;
  private isStopped = false;

  constructor(
    private readonly ports: KafkaConsumptionPorts,
    private readonly topic: string,
    private readonly group: string,
    private readonly consumer: Consumer,
  ) {
    this.started.promise.catch(() => undefined); // `start` says it.
  }

  /** Joins the group and resolves when its first partitions, perhaps none, are in place. @throws {PositionLost} */
  async start(): Promise<void> {
    await this.join();
    await this.started.promise;
  }

  /** Ends after the batches at work, and leaves the group, so that others go on at once. */
  async stop(): Promise<void> {
    if (this.isStopped) return;
    this.isStopped = true;
    for (const timer of this.timers) clearTimeout(timer);
    await this.kafkaConsumer?.disconnect().catch(() => undefined);
    await Promise.allSettled([this.assignment, ...this.busy.values()]);
  }

  private async join(): Promise<void> {
    const { kafka, sessionMs } = this.ports;
    const consumer = kafka.consumer({
      groupId: `${this.group}/${this.topic}`, // One per topic: a group's topics are assigned apart from each other.
      sessionTimeout: sessionMs,
      rebalanceTimeout: Math.max(sessionMs, 10_000),
      heartbeatInterval: Math.max(100, Math.floor(sessionMs / 10)),
      maxWaitTimeInMs: FETCH_WAIT_MS,
      allowAutoTopicCreation: false,
      // As the client's own, instead of a consumer's default of five. After `stop`, a join still under way must not begin anew.
      retry: { ...this.ports.retry, restartOnFailure: async () => !this.isStopped },
    });
    this.kafkaConsumer = consumer;
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
      const generation = (this.generation += 1);
      this.soon(() => this.assign(consumer, payload.memberAssignment[this.topic] ?? [], generation));
    });
    consumer.on(consumer.events.CRASH, ({ payload }) => {
      const { topic, group } = this;
      // With `restart` it begins again by itself. What Kafka calls passing (a coordinator that is still loading) is no warning.
      if (payload.restart) {
        const isPassing = 'retriable' in payload.error && payload.error.retriable === true;
        const line = { event: 'event_log.consumer_restarts', topic, group, error: payload.error };
        this.ports.logger[isPassing ? 'info' : 'warn'](line);
        return;
      }
      this.complain('event_log.consumer_crashed', payload.error);
      // kafkajs gives up on what it takes for final. A consumer is never finished: it begins anew.
      this.later(LOOK_AGAIN_MS, () => this.join());
    });
    await consumer.connect();
    await consumer.subscribe({ topics: [this.topic], fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: Math.max(1, await this.ports.topics.ensure(this.topic)),
      eachBatch: (payload) => this.afterTheOneBefore(payload),
    });
  }

  /** Runs `step` after the assignments before it; what fails is logged, and tried again. */
  private soon(step: () => Promise<void>): void {
    this.assignment = this.assignment.then(async () => {
      if (this.isStopped) return;
      try {
        await step();
        this.started.resolve();
      } catch (error) {
        this.started.reject(error);
        this.complain('event_log.assignment_failed', error);
        this.later(LOOK_AGAIN_MS, async () => this.soon(step));
      }
    });
  }

  /** Takes `partitions`, and seeks to where each goes on. */
  private async assign(consumer: KafkaConsumer, partitions: readonly number[], generation: number): Promise<void> {
    if (generation !== this.generation) return; // Tried again too late: the group has shared out anew since.
    this.places = new Map();
    if (partitions.length === 0) return;
    const positions = await this.consumer.assigned(partitions);
    const bounds = await this.ports.topics.bounds(this.topic);
    for (const [partition, position] of positions) this.check(partition, position, bounds);
    for (const partition of partitions) {
      const position = positions.get(partition);
      const there = [{ topic: this.topic, partitions: [partition] }];
      if (position === undefined) consumer.pause(there);
      else {
        this.places.set(partition, { position, pauseMs: FIRST_PAUSE_MS });
        consumer.seek({ topic: this.topic, partition, offset: String(position) });
        consumer.resume(there);
      }
    }
  }

  private check(partition: number, position: bigint, bounds: ReadonlyMap<number, Bounds>): void {
    const { first, end } = bounds.get(partition) ?? { first: 0n, end: 0n };
    if (position < first) throw new PositionLost(this.topic, this.group, partition, position, first);
    if (position > end) throw new PositionBeyondEnd(this.topic, this.group, partition, position, end);
  }

  /** Batches of one partition follow each other, also where a rebalance hands one out while another is at work. */
  private afterTheOneBefore(payload: EachBatchPayload): Promise<void> {
    const { partition } = payload.batch;
    const done = (this.busy.get(partition) ?? Promise.resolve()).then(() => this.eachBatch(payload));
    const settled = done.catch(() => undefined);
    this.busy.set(partition, settled);
    return done;
  }

  private async eachBatch(payload: EachBatchPayload): Promise<void> {
    for (let seen: unknown; seen !== this.assignment;) {
      seen = this.assignment;
      await this.assignment;
    }
    const { partition, messages } = payload.batch;
    const place = this.places.get(partition);
    if (place === undefined || payload.isStale() || !payload.isRunning()) return; // It is fetched again from its place.
    const records = messages
      .map((message) => deliveredFrom(this.topic, partition, message))
      .filter(({ position }) => position >= place.position);
    const pulse = this.keepAlive(payload);
    try {
      await this.checkNotTrimmed(place, partition, records);
      await this.handleAll(payload, place, records, pulse);
    } catch (error) {
      this.rest(payload, place, error);
    } finally {
      pulse.stop();
    }
    pulse.check();
  }

  private async handleAll(
    payload: EachBatchPayload,
    place: Place,
    records: readonly Delivered[],
    pulse: Pulse,
  ): Promise<void> {
    const { partition } = payload.batch;
    const size = this.consumer.batchSize ?? this.ports.batchSize;
    for (let at = 0; at < records.length; at += size) {
      if (this.isStopped || pulse.isLost() || this.places.get(partition) !== place) return;
      const chunk = records.slice(at, at + size);
      await withContext({ consumer: this.group }, () =>
        this.consumer.handle({ topic: this.topic, partition, records: chunk }),
      );
      const last = chunk.at(-1)?.position ?? place.position;
      place.position = last + 1n;
      place.pauseMs = FIRST_PAUSE_MS;
      payload.resolveOffset(String(last));
    }
    if (records.length === 0) payload.resolveOffset(payload.batch.lastOffset());
  }

  /** Holes are normal, except where the log was trimmed under us: kafkajs then silently starts elsewhere. */
  private async checkNotTrimmed(place: Place, partition: number, records: readonly Delivered[]): Promise<void> {
    const first = records[0];
    if (first !== undefined && first.position === place.position) return;
    this.check(partition, place.position, await this.ports.topics.bounds(this.topic));
  }

  /** The batch comes again after a pause, in which the other partitions go on. */
  private rest(payload: EachBatchPayload, place: Place, error: unknown): void {
    const { topic, group } = this;
    const { partition } = payload.batch;
    const resume = payload.pause();
    if (error instanceof PartitionTaken) {
      // Kafka still says it is ours: take it over again. If it is not, the next heartbeat says so.
      const consumer = this.kafkaConsumer;
      const { generation } = this;
      const ours = [...this.places.keys()];
      this.later(LOOK_AGAIN_MS, async () => {
        if (consumer !== undefined) this.soon(() => this.assign(consumer, ours, generation));
      });
      return;
    }
    this.ports.logger.warn({
      event: 'event_log.batch_failed',
      topic,
      group,
      partition,
      pause_ms: place.pauseMs,
      error,
    });
    this.later(place.pauseMs, async () => resume());
    place.pauseMs = Math.min(place.pauseMs * 2, LONGEST_PAUSE_MS);
  }

  /** Heartbeats while a handler works, however long it takes. */
  private keepAlive(payload: EachBatchPayload): Pulse {
    let lost: { readonly error: unknown } | undefined;
    const timer = setInterval(
      () => {
        payload.heartbeat().catch((error: unknown) => (lost = { error }));
      },
      Math.max(100, Math.floor(this.ports.sessionMs / 10)),
    );
    return {
      isLost: () => lost !== undefined,
      stop: () => clearInterval(timer),
      check: () => {
        if (lost !== undefined) throw lost.error; // kafkajs joins the group again.
      },
    };
  }

  private later(ms: number, step: () => Promise<void>): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      if (!this.isStopped) step().catch((error: unknown) => this.retryJoin(error));
    }, ms);
    timer.unref();
    this.timers.add(timer);
  }

  private retryJoin(error: unknown): void {
    this.complain('event_log.assignment_failed', error);
    this.later(LOOK_AGAIN_MS, () => this.join());
  }

  private complain(event: string, error: unknown): void {
    if (!this.isStopped) this.ports.logger.error({ event, topic: this.topic, group: this.group, error });
  }
}

/** Heartbeats of a batch at work. */
type Pulse = { isLost(): boolean; stop(): void; check(): void };

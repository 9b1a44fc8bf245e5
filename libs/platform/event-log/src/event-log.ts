/** What is appended: records of one key keep their order. */
export type LogRecord = {
  readonly key: string;
  readonly body: string;
  /**
   * Given by the outbox relay where it may send a record twice. Numbers grow along a partition, repeats of a stretch
   * excepted; `EventConsumers` takes each one once. A log whose `isTransactional` is true needs none and keeps none.
   */
  readonly no?: bigint;
};

/** A record as a consumer gets it. Positions of a partition grow; gaps are normal. */
export type Delivered = {
  readonly topic: string;
  readonly partition: number;
  readonly position: bigint;
  readonly key: string;
  readonly body: string;
  /** As it was appended. */
  readonly no?: bigint;
};

/** Records of one partition, in order, at least one. */
export type Batch = { readonly topic: string; readonly partition: number; readonly records: readonly Delivered[] };

/** What a group does with a topic. */
export type Consumer = {
  /** Most records of a batch; the log's own number unless given. */
  readonly batchSize?: number | undefined;
  /**
   * Called whenever partitions become ours, before their first batch. Answers where each one goes on: the position
   * after the last record handled, 0 for the first of all. A partition that is missing in the answer is not read.
   */
  assigned(partitions: readonly number[]): Promise<Map<number, bigint>>;
  /** Handles a batch. When it rejects, the batch comes again, after a pause that grows. */
  handle(batch: Batch): Promise<void>;
};

/** Ends a consumption; resolves when the batch at work is done. */
export type Stop = () => Promise<void>;

/**
 * Durable record of events, read by any number of consumer groups.
 *
 * Every adapter keeps these promises (test/conformance/event-log.ts):
 * records of one key arrive in append order; a record is never visible before an earlier one of its partition, so a
 * stored position never hides one; a group gets each record at least once, from the first one on; a batch comes again
 * until `handle` resolves; a partition is handed to one consumer of a group at a time, as far as that can be known.
 * `EventConsumers` makes of it: once in effect.
 */
export abstract class EventLog {
  /** Whether an append inside `UnitOfWork.run` is part of that transaction. */
  abstract readonly isTransactional: boolean;
  /** Resolves once the records survive a crash of this process; all of them or, when it rejects, perhaps none. */
  abstract append(topic: string, records: readonly LogRecord[]): Promise<void>;
  /** @throws {PositionLost} a position answered by `assigned` is below the first record that is still kept. */
  abstract consume(topic: string, group: string, consumer: Consumer): Promise<Stop>;
  /** Where each partition's next record will be: what a group has to reach to have handled all. */
  abstract ends(topic: string): Promise<Map<number, bigint>>;
  /** Stops every consumption. */
  abstract close(): Promise<void>;
}

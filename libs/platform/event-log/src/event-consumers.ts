import type { Tx } from '#platform/database';
import type { Delivered, Stop } from './event-log.ts';

/** What a group does with records, inside the transaction that also moves its position. */
export type Handle = (tx: Tx, records: readonly Delivered[]) => Promise<void>;

/** How a group reads. */
export type ConsumeOptions = {
  /** Most records of a batch, that is, of a transaction; the log's own number unless given. */
  readonly batchSize?: number | undefined;
};

/** Consumers whose effects are in our database: at least once underneath, once in effect. */
export abstract class EventConsumers {
  /**
   * Hands every record of `topic` to `handle`, in batches of one partition, in order. The batch's effects and the
   * group's position are one transaction, which use-cases called inside join: each record takes effect exactly once,
   * whatever crashes. A batch that fails comes again; when it is not the database's fault its records are tried one by
   * one, and one that keeps failing is put aside (dead letter, counted, logged) so that the others go on. What was put
   * aside is tried once more at each start of the group, before anything new: a mended program catches up.
   */
  abstract consume(topic: string, group: string, handle: Handle, options?: ConsumeOptions): Promise<Stop>;
  /**
   * For tests, the demo and the importer: resolves when nothing is waiting, that is, the outbox is empty and every
   * group of this process has handled all that is appended, what handlers appended themselves included.
   */
  abstract idle(): Promise<void>;
  /**
   * Like `idle`, beside clients that never rest: resolves when every group of this process has handled what had happened
   * before the call, and what handlers told of that, three times over (an order → its commission → who is told of it).
   */
  abstract caughtUp(): Promise<void>;
}

import type { Json } from '#kernel';
import type { Tx } from '#platform/database';

/** An event on its way to the event log. */
export type OutboxEvent = {
  readonly topic: string;
  /** Events of one key arrive in the order they were added, as long as whoever adds them excludes each other. */
  readonly key: string;
  /** Has a member `event`, `module.past_tense.vN`. */
  readonly body: Json;
};

/** Where a use-case tells what happened: the event exists exactly when the transaction commits. */
export abstract class Outbox {
  abstract add(tx: Tx, event: OutboxEvent): Promise<void>;
  /** Adds many in one statement, in order. */
  abstract addAll(tx: Tx, events: readonly OutboxEvent[]): Promise<void>;
}

import { type Tx, loadSql } from '#platform/database';
import { Outbox, type OutboxEvent } from './outbox.ts';

const ADD = loadSql(import.meta.url, './sql/add.sql');

/** The outbox in table platform.outbox. */
export class PgOutbox extends Outbox {
  override add(tx: Tx, event: OutboxEvent): Promise<void> {
    return this.addAll(tx, [event]);
  }

  override async addAll(tx: Tx, events: readonly OutboxEvent[]): Promise<void> {
    if (events.length === 0) return;
    const columns = [
      events.map(({ topic }) => topic),
      events.map(({ key }) => key),
      events.map(({ body }) => JSON.stringify(body)),
    ];
    await tx.query(ADD, columns);
  }
}

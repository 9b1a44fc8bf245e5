import type { Connection } from 'pg';
import { databaseError } from './database.errors.ts';
import type { Tx } from './unit-of-work.ts';

/** Runs `sql` (COPY … FROM STDIN) with `rows` in `tx`. @throws what PostgreSQL says; nothing of it was written. */
export async function copyIn(tx: Tx, sql: string, rows: Buffer): Promise<void> {
  const copy = new CopyIn(sql, rows);
  // The driver takes any object that speaks its protocol; its type knows only its own.
  (tx.client.query as (query: CopyIn) => void).call(tx.client, copy);
  try {
    await copy.done;
  } catch (error) {
    throw databaseError(error);
  }
}

/**
 * One COPY on the driver's connection: statement and data go out together, without waiting for PostgreSQL's word that it
 * is ready, which saves a round trip. When the statement fails, PostgreSQL skips the data that come after it.
 */
export class CopyIn {
  readonly done: Promise<void>;
  private resolve!: () => void;
  private reject!: (error: Error) => void;
  private isSent = false;

  constructor(
    private readonly sql: string,
    private readonly rows: Buffer,
    /** Called at once when its last answer is there, before the driver reads on. */
    private readonly onOver: () => void = () => undefined,
  ) {
    this.done = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }

  /** Writes it now, though the driver may still wait for the answers to what was sent before. */
  sendAhead(connection: Connection): void {
    this.isSent = true;
    const wire = connection as unknown as Wire;
    wire.stream.cork();
    wire.query(this.sql);
    wire.sendCopyFromChunk(this.rows);
    wire.endCopyFrom();
    wire.stream.uncork();
  }

  submit(connection: Connection): void {
    if (!this.isSent) this.sendAhead(connection);
  }

  handleCopyInResponse(): void {
    // The data are on their way already.
  }

  handleCommandComplete(): void {
    // ReadyForQuery follows.
  }

  handleError(error: Error): void {
    this.reject(error);
    this.onOver();
  }

  handleReadyForQuery(): void {
    this.resolve();
    this.onOver();
  }
}

/** What the driver's connection can do beyond its published type. */
type Wire = {
  readonly stream: { cork(): void; uncork(): void };
  query(sql: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
};

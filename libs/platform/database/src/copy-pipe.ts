import type { Connection, PoolClient } from 'pg';
import type { DataSource, QueryRunner } from 'typeorm';
import { CopyIn } from './copy-in.ts';
import { CommitOutcomeUnknown, databaseError, isConnectionLost } from './database.errors.ts';

/** COPY after COPY down one connection, each a transaction of its own, sent without waiting for the answer to the one before. */
export abstract class CopyPipe {
  /**
   * Sends `sql` (COPY … FROM STDIN) with `rows`; resolves when it is committed. What is sent takes effect in its order. One that
   * fails does not stop those behind it: rows that build on others must be such that the database refuses them without those.
   * Never part of the caller's transaction.
   * @throws {CommitOutcomeUnknown} the connection was lost: all of it was written or nothing.
   * @throws what PostgreSQL says otherwise; nothing of it was written.
   */
  abstract send(sql: string, rows: Buffer): Promise<void>;
}

/** A pipe on a connection of a TypeORM data source's pool, which is held while anything is under way. */
export class PgCopyPipe extends CopyPipe {
  private runner: QueryRunner | undefined;
  private connected: Promise<PoolClient> | undefined;
  private underWay = 0;
  /** Sent, and the driver does not know of them yet: it takes the answers of one query at a time. */
  private readonly unanswered: CopyIn[] = [];
  private answering: CopyIn | undefined;

  constructor(private readonly dataSource: DataSource) {
    super();
  }

  override async send(sql: string, rows: Buffer): Promise<void> {
    this.underWay += 1;
    let lent: PoolClient | undefined;
    try {
      const client = await this.connection();
      lent = client;
      const copy = new CopyIn(sql, rows, () => this.answerNext(client));
      // Nothing but this pipe uses the client meanwhile, so answers come in the order in which it wrote.
      copy.sendAhead((client as unknown as { readonly connection: Connection }).connection);
      this.unanswered.push(copy);
      if (this.answering === undefined) this.answerNext(client);
      await copy.done;
    } catch (error) {
      if (!isConnectionLost(error)) throw databaseError(error);
      // PostgreSQL's last word comes before the driver sees the end, and the pool would lend the connection to the next meanwhile.
      void lent?.end();
      throw new CommitOutcomeUnknown({ cause: error });
    } finally {
      this.underWay -= 1;
      if (this.underWay === 0) await this.release();
    }
  }

  private answerNext(client: PoolClient): void {
    this.answering = this.unanswered.shift();
    if (this.answering !== undefined) (client.query as (query: CopyIn) => void).call(client, this.answering);
  }

  private connection(): Promise<PoolClient> {
    if (this.connected === undefined) {
      this.runner = this.dataSource.createQueryRunner();
      this.connected = this.runner.connect() as Promise<PoolClient>;
    }
    return this.connected;
  }

  private async release(): Promise<void> {
    const { runner } = this;
    [this.runner, this.connected] = [undefined, undefined];
    await runner?.release();
  }
}

import { AsyncLocalStorage } from 'node:async_hooks';
import { Bug } from '#kernel';
import type { PoolClient, QueryResultRow } from 'pg';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { CommitOutcomeUnknown, databaseError, isConnectionLost } from './database.errors.ts';
import { Database, Tx, UnitOfWork } from './unit-of-work.ts';

class PgTx extends Tx {
  private readonly callbacks: (() => void)[] = [];
  private last: Promise<unknown> = Promise.resolve();
  private savepoints = 0;
  /** True from commit or rollback on; work that was left running must not join any more. */
  isOver = false;
  /** Why this transaction may not commit, once a joined part of it has failed. */
  failure: unknown;

  constructor(
    readonly manager: EntityManager,
    readonly client: PoolClient,
  ) {
    super();
  }

  override query<Row>(sql: string, params?: readonly unknown[]): Promise<Row[]> {
    // The driver wants one statement at a time; a failed one does not stop the queue (PostgreSQL refuses the rest itself).
    const result = this.last.then(() => this.send<Row>(sql, params));
    this.last = result.catch(() => undefined);
    return result;
  }

  private async send<Row>(sql: string, params?: readonly unknown[]): Promise<Row[]> {
    if (this.isOver) throw new Bug('a query was sent to a transaction that is over');
    try {
      const result = await this.client.query<QueryResultRow>(sql, params as unknown[] | undefined);
      return result.rows as Row[];
    } catch (error) {
      throw databaseError(error);
    }
  }

  override afterCommit(work: () => void): void {
    this.callbacks.push(work);
  }

  override async savepoint<T>(work: () => Promise<T>): Promise<T> {
    const name = `part_${(this.savepoints += 1)}`;
    const [failureBefore, callbacksBefore] = [this.failure, this.callbacks.length];
    await this.query(`savepoint ${name}`);
    try {
      const result = await work();
      if (this.failure !== failureBefore) throw this.failure;
      await this.query(`release savepoint ${name}`);
      return result;
    } catch (error) {
      await this.query(`rollback to savepoint ${name}`);
      this.failure = failureBefore;
      this.callbacks.length = callbacksBefore;
      throw error;
    }
  }

  /** Resolves when nothing is under way on the client any more. */
  async settle(): Promise<void> {
    await this.last;
  }

  committed(): void {
    for (const callback of this.callbacks) callback();
  }
}

const ambient = new AsyncLocalStorage<PgTx>();

/** The transaction that the calling code runs in, if it is still open. */
function ambientTx(dataSource: DataSource): PgTx | undefined {
  const tx = ambient.getStore();
  return tx !== undefined && !tx.isOver && tx.manager.dataSource === dataSource ? tx : undefined;
}

/** Whether the calling code runs in a transaction of `dataSource` that is open. */
export function isInTransaction(dataSource: DataSource): boolean {
  return ambientTx(dataSource) !== undefined;
}

/** Transactions on a TypeORM data source. */
export class PgUnitOfWork extends UnitOfWork {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  override async run<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const outer = ambientTx(this.dataSource);
    if (outer === undefined) return this.open(work);
    try {
      return await work(outer);
    } catch (error) {
      outer.failure ??= error;
      throw error;
    }
  }

  private async open<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    try {
      const client = (await runner.connect()) as PoolClient;
      await runner.startTransaction();
      const tx = new PgTx(runner.manager, client);
      const result = await this.workOn(tx, runner, work);
      ambient.exit(() => tx.committed());
      return result;
    } catch (error) {
      throw databaseError(unwrapped(error));
    } finally {
      await runner.release();
    }
  }

  private async workOn<T>(tx: PgTx, runner: QueryRunner, work: (tx: Tx) => Promise<T>): Promise<T> {
    try {
      const result = await ambient.run(tx, () => work(tx));
      await tx.settle();
      if (tx.failure !== undefined) {
        throw new Bug('a joined part of the transaction failed and its error was caught', { cause: tx.failure });
      }
      tx.isOver = true;
      await commit(tx.client, runner);
      return result;
    } catch (error) {
      await tx.settle();
      tx.isOver = true;
      if (runner.isTransactionActive) await rollback(runner);
      throw error;
    }
  }
}

/** TypeORM wraps errors of the driver. */
function unwrapped(error: unknown): unknown {
  return error instanceof Error && 'driverError' in error ? error.driverError : error;
}

/** Not TypeORM's own commit: PostgreSQL answers COMMIT of a failed transaction with a ROLLBACK, which must be seen. */
async function commit(client: PoolClient, runner: QueryRunner): Promise<void> {
  let answer: string;
  try {
    answer = (await client.query('commit')).command;
  } catch (error) {
    throw isConnectionLost(error) ? new CommitOutcomeUnknown({ cause: error }) : error;
  }
  Object.assign(runner, { isTransactionActive: false }); // Read-only in its type; the runner is released next.
  if (answer !== 'COMMIT') throw new Bug('a statement failed, its error was caught, and the transaction went on');
}

async function rollback(runner: QueryRunner): Promise<void> {
  try {
    await runner.rollbackTransaction();
  } catch {
    // The connection is gone, and with it the transaction: the error that led here says more.
  }
}

/** Reads on a TypeORM data source. */
export class PgDatabase extends Database {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  override async query<Row>(sql: string, params?: readonly unknown[]): Promise<Row[]> {
    const tx = ambientTx(this.dataSource);
    if (tx !== undefined) return tx.query<Row>(sql, params);
    const runner = this.dataSource.createQueryRunner();
    try {
      const client = (await runner.connect()) as PoolClient;
      const result = await client.query<QueryResultRow>(sql, params as unknown[] | undefined);
      return result.rows as Row[];
    } catch (error) {
      throw databaseError(unwrapped(error));
    } finally {
      await runner.release();
    }
  }
}

import type { PoolClient } from 'pg';
import type { EntityManager } from 'typeorm';

/** One open transaction. Queries of one transaction run one after the other, in the order they were asked for. */
export abstract class Tx {
  /** TypeORM's manager on this transaction, for plain reads and writes by key. */
  abstract readonly manager: EntityManager;
  /** The driver's client behind this transaction, for `COPY` only. Never begin, commit or release it. */
  abstract readonly client: PoolClient;
  /**
   * Runs one statement. int8 comes back as bigint, numeric and date as text, timestamptz as Date, bytea as Buffer.
   * @throws {TransactionConflict | DatabaseUnavailable} nothing of the transaction will be written.
   */
  abstract query<Row>(sql: string, params?: readonly unknown[]): Promise<Row[]>;
  /** Runs `work` once the outermost transaction is committed, and never when it is not. `work` must not throw. */
  abstract afterCommit(work: () => void): void;
  /** Runs `work` so that its writes alone are undone when it rejects; the transaction stays usable. Not for parallel use. */
  abstract savepoint<T>(work: () => Promise<T>): Promise<T>;
}

/** Opens transactions. */
export abstract class UnitOfWork {
  /**
   * Runs `work` in one READ COMMITTED transaction: all of its writes, or none when it rejects. Inside another `run`
   * (an idempotent HTTP request, a consumer's batch) it joins that one, and a rejection then dooms the whole, even if
   * the outer work catches it (use `tx.savepoint` for a part that may fail).
   * Nothing is retried here: a caller that may repeat its work catches `unavailable` and runs again.
   */
  abstract run<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
}

/** Reads outside a transaction; inside `UnitOfWork.run` it reads through that transaction, so it sees its writes. */
export abstract class Database {
  /** Same value types as `Tx.query`. @throws {DatabaseUnavailable} */
  abstract query<Row>(sql: string, params?: readonly unknown[]): Promise<Row[]>;
}

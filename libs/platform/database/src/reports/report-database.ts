import { Database, type UnitOfWork } from '../unit-of-work.ts';

/** A server to read from. */
export type ReportSource = {
  readonly name: 'primary' | 'replica';
  readonly database: Database;
  /** Transactions there; on a replica they can only read. */
  readonly unitOfWork: UnitOfWork;
};

/** What a read must have seen: a number that only grows, such as the size of a log. */
export type Freshness = {
  /** Tells one such number from another. */
  readonly name: string;
  readonly atLeast: bigint;
  /** Where `database` is. */
  readonly position: (database: Database) => Promise<bigint>;
};

/**
 * Reads for reports, which may be a little behind: from a streaming replica where there is one, else from the primary.
 * Every answer is of one moment of the books, never a mixture; what it may lack is the last moments. Inside a transaction of the
 * primary it reads through that transaction, like `Database`.
 */
export abstract class ReportDatabase extends Database {
  /**
   * Where to read what must have seen `fresh`. A replica that is behind is waited for shortly; then it is the primary, or, where that is
   * spared reports, {ReplicaBehind}. One that does not answer counts as absent for some seconds.
   * @throws {ReplicaBehind | DatabaseUnavailable}
   */
  abstract source(fresh?: Freshness): Promise<ReportSource>;

  /**
   * Runs `work`, whose reads through this object all go to one source. Once more from the primary when the replica is lost
   * on the way, so `work` only reads. @throws as `source` does
   */
  abstract reading<T>(fresh: Freshness | undefined, work: (source: ReportSource) => Promise<T>): Promise<T>;
}

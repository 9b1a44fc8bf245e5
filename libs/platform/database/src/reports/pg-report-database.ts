import { AsyncLocalStorage } from 'node:async_hooks';
import { DatabaseUnavailable, ReplicaBehind, TransactionConflict } from '../database.errors.ts';
import type { Replica } from './replica.ts';
import { type Freshness, ReportDatabase, type ReportSource } from './report-database.ts';

/** How reports use a replica. */
export type ReportOptions = {
  /** How long a report waits for a replica that is behind what it needs. */
  readonly patienceMs: number;
  /** Whether the primary takes reports that the replica cannot serve. */
  readonly fallsBack: boolean;
};

/** Reads for reports on a replica, and on the primary what that cannot serve. */
export class PgReportDatabase extends ReportDatabase {
  private readonly bound = new AsyncLocalStorage<ReportSource>();

  constructor(
    /** `isInTransaction`: the caller has a transaction of the primary open. */
    private readonly primary: ReportSource & { readonly isInTransaction: () => boolean },
    private readonly replica: Replica,
    private readonly options: ReportOptions,
  ) {
    super();
  }

  override async query<Row>(sql: string, params?: readonly unknown[]): Promise<Row[]> {
    const bound = this.bound.getStore();
    if (bound !== undefined && !this.primary.isInTransaction()) return bound.database.query<Row>(sql, params);
    return this.reading(undefined, ({ database }) => database.query<Row>(sql, params));
  }

  override async source(fresh?: Freshness): Promise<ReportSource> {
    const bound = this.bound.getStore();
    if (bound?.name === 'primary' || this.primary.isInTransaction()) return this.primary;
    if (this.replica.isResting) return this.orElse(new DatabaseUnavailable());
    try {
      if (fresh === undefined) return await this.replica.open();
      const at = await this.replica.catchUp(fresh, this.options.patienceMs);
      if (at >= fresh.atLeast) return await this.replica.open();
      return this.orElse(new ReplicaBehind(at, fresh.atLeast));
    } catch (error) {
      if (!(error instanceof DatabaseUnavailable)) throw error;
      this.replica.rest();
      return this.orElse(error);
    }
  }

  override async reading<T>(fresh: Freshness | undefined, work: (source: ReportSource) => Promise<T>): Promise<T> {
    const source = await this.source(fresh);
    try {
      return await this.bound.run(source, () => work(source));
    } catch (error) {
      // A conflict: the replica had to replay what the report was reading, and ended it.
      const isLost = error instanceof DatabaseUnavailable;
      if (source.name === 'primary' || !(isLost || error instanceof TransactionConflict)) throw error;
      if (isLost) this.replica.rest();
      const other = this.orElse(error);
      return this.bound.run(other, () => work(other));
    }
  }

  private orElse(error: DatabaseUnavailable | ReplicaBehind | TransactionConflict): ReportSource {
    if (this.options.fallsBack) return this.primary;
    throw error;
  }
}

import type { Database, UnitOfWork } from '../unit-of-work.ts';
import { type Freshness, ReportDatabase, type ReportSource } from './report-database.ts';

/** Reads for reports where there is no replica: all from the primary, which has seen everything. */
export class PrimaryReports extends ReportDatabase {
  private readonly primary: ReportSource;

  constructor(database: Database, unitOfWork: UnitOfWork) {
    super();
    this.primary = { name: 'primary', database, unitOfWork };
  }

  override query<Row>(sql: string, params?: readonly unknown[]): Promise<Row[]> {
    return this.primary.database.query<Row>(sql, params);
  }

  override source(): Promise<ReportSource> {
    return Promise.resolve(this.primary);
  }

  override reading<T>(_fresh: Freshness | undefined, work: (source: ReportSource) => Promise<T>): Promise<T> {
    return work(this.primary);
  }
}

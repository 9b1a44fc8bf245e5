import type { DataSource } from 'typeorm';
import type { DatabaseOptions } from '../data-source.ts';
import { PgDatabase, PgUnitOfWork, isInTransaction } from '../pg-unit-of-work.ts';
import { PgReportDatabase, type ReportOptions } from './pg-report-database.ts';
import { PrimaryReports } from './primary-reports.ts';
import { Replica } from './replica.ts';
import type { ReportDatabase } from './report-database.ts';

/** A replica for reports. `url` without a user takes user and password of the primary: they are the same on a replica. */
export type ReplicaOptions = ReportOptions & { readonly url: string };

/** Reads for reports, and what closes the replica's pool. */
export class OpenReports {
  constructor(
    readonly database: ReportDatabase,
    private readonly replica: Replica | undefined,
  ) {}

  async close(): Promise<void> {
    await this.replica?.close();
  }
}

/** Reads for reports beside the primary's pool. Connects to nothing yet: the first report does. */
export function openReportDatabase(
  primary: DataSource,
  options: DatabaseOptions,
  of: ReplicaOptions | undefined,
): OpenReports {
  const [database, unitOfWork] = [new PgDatabase(primary), new PgUnitOfWork(primary)];
  if (of === undefined) return new OpenReports(new PrimaryReports(database, unitOfWork), undefined);
  const source = { name: 'primary', database, unitOfWork, isInTransaction: () => isInTransaction(primary) } as const;
  const appUrl = withUserOf(of.url, options.appUrl);
  const replica = new Replica({ ...options, appUrl, applicationName: 'provisio reports' });
  return new OpenReports(new PgReportDatabase(source, replica, of), replica);
}

function withUserOf(url: string, primaryUrl: string): string {
  const [replica, primary] = [new URL(url), new URL(primaryUrl)];
  if (replica.username !== '') return url;
  replica.username = primary.username;
  replica.password = primary.password;
  return replica.href;
}

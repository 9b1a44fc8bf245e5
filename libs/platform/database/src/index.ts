export { askPostgres } from './ask-postgres.ts';
export { copyIn } from './copy-in.ts';
export { CopyPipe, PgCopyPipe } from './copy-pipe.ts';
export { DatabaseModule } from './database.module.ts';
export { type DatabaseOptions, openDataSource } from './data-source.ts';
export {
  CommitOutcomeUnknown,
  DatabaseUnavailable,
  EmbeddedPostgresFailed,
  MigrationsInvalid,
  ReplicaBehind,
  TransactionConflict,
  databaseError,
} from './database.errors.ts';
export { columnTypes } from './column-types.ts';
export { EmbeddedPostgres, type EmbeddedPostgresOptions } from './embedded/embedded-postgres.ts';
export { prepareExternalPostgres } from './external-postgres.ts';
export { loadSql } from './load-sql.ts';
export { type MigrationStep, migrate, readMigrations } from './migrate.ts';
export { type PgDoors, pgDoors } from './pg-doors.ts';
export { PgSession } from './pg-session.ts';
export { PgDatabase, PgUnitOfWork } from './pg-unit-of-work.ts';
export { type ReplicaOptions, openReportDatabase } from './reports/open-report-database.ts';
export { PrimaryReports } from './reports/primary-reports.ts';
export { type Freshness, ReportDatabase, type ReportSource } from './reports/report-database.ts';
export { APP_ROLE, ensureAppRole, urlFor } from './roles.ts';
export { Database, Tx, UnitOfWork } from './unit-of-work.ts';

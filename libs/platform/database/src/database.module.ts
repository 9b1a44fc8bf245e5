import { type DynamicModule, Global, Injectable, Module, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CopyPipe, PgCopyPipe } from './copy-pipe.ts';
import { type DatabaseOptions, openDataSource } from './data-source.ts';
import { PgDatabase, PgUnitOfWork } from './pg-unit-of-work.ts';
import { PgSession } from './pg-session.ts';
import { OpenReports, type ReplicaOptions, openReportDatabase } from './reports/open-report-database.ts';
import { ReportDatabase } from './reports/report-database.ts';
import { Database, UnitOfWork } from './unit-of-work.ts';

@Injectable()
class ClosePool implements OnApplicationShutdown {
  constructor(
    private readonly dataSource: DataSource,
    private readonly session: PgSession,
    private readonly reports: OpenReports,
  ) {}
  async onApplicationShutdown(): Promise<void> {
    await this.session.close();
    await this.reports.close();
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }
}

/** The database of a process, and the replica for its reports where there is one. */
export type DatabaseModuleOptions = DatabaseOptions & { readonly replica?: ReplicaOptions | undefined };

/**
 * Provides `UnitOfWork`, `Database`, `CopyPipe`, `ReportDatabase`, `PgSession` and TypeORM's `DataSource` to every module; closes
 * the pools at shutdown.
 */
@Global()
@Module({})
export class DatabaseModule {
  static forRoot({ replica, ...options }: DatabaseModuleOptions): DynamicModule {
    return {
      module: DatabaseModule,
      providers: [
        { provide: DataSource, useFactory: () => openDataSource(options) },
        { provide: UnitOfWork, useFactory: (source: DataSource) => new PgUnitOfWork(source), inject: [DataSource] },
        { provide: Database, useFactory: (source: DataSource) => new PgDatabase(source), inject: [DataSource] },
        { provide: CopyPipe, useFactory: (source: DataSource) => new PgCopyPipe(source), inject: [DataSource] },
        { provide: PgSession, useFactory: () => new PgSession(options.appUrl) },
        {
          provide: OpenReports,
          useFactory: (source: DataSource) => openReportDatabase(source, options, replica),
          inject: [DataSource],
        },
        { provide: ReportDatabase, useFactory: ({ database }: OpenReports) => database, inject: [OpenReports] },
        ClosePool,
      ],
      exports: [DataSource, UnitOfWork, Database, CopyPipe, ReportDatabase, PgSession],
    };
  }
}

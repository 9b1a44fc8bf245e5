import { type DynamicModule, Global, Injectable, Module, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CopyPipe, PgCopyPipe } from './copy-pipe.ts';
import { type DatabaseOptions, openDataSource } from './data-source.ts';
import { PgDatabase, PgUnitOfWork } from './pg-unit-of-work.ts';
import { PgSession } from './pg-session.ts';
import { Database, UnitOfWork } from './unit-of-work.ts';

@Injectable()
class ClosePool implements OnApplicationShutdown {
  constructor(
    private readonly dataSource: DataSource,
    private readonly session: PgSession,
  ) {}
  async onApplicationShutdown(): Promise<void> {
    await this.session.close();
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }
}

/** Provides `UnitOfWork`, `Database`, `CopyPipe`, `PgSession` and TypeORM's `DataSource` to every module; closes the pool at shutdown. */
@Global()
@Module({})
export class DatabaseModule {
  static forRoot(options: DatabaseOptions): DynamicModule {
    return {
      module: DatabaseModule,
      providers: [
        { provide: DataSource, useFactory: () => openDataSource(options) },
        { provide: UnitOfWork, useFactory: (source: DataSource) => new PgUnitOfWork(source), inject: [DataSource] },
        { provide: Database, useFactory: (source: DataSource) => new PgDatabase(source), inject: [DataSource] },
        { provide: CopyPipe, useFactory: (source: DataSource) => new PgCopyPipe(source), inject: [DataSource] },
        { provide: PgSession, useFactory: () => new PgSession(options.appUrl) },
        ClosePool,
      ],
      exports: [DataSource, UnitOfWork, Database, CopyPipe, PgSession],
    };
  }
}

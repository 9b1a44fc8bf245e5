import type { DataSource } from 'typeorm';
import { type CopyPipe, PgCopyPipe } from './copy-pipe.ts';
import { PgDatabase, PgUnitOfWork } from './pg-unit-of-work.ts';
import type { Database, UnitOfWork } from './unit-of-work.ts';

/** What `DatabaseModule` provides on a data source, for a process without Nest. */
export type PgDoors = { readonly database: Database; readonly unitOfWork: UnitOfWork; readonly copies: CopyPipe };

/** The ports of this lib on `source`; whoever opened it destroys it. */
export function pgDoors(source: DataSource): PgDoors {
  return {
    database: new PgDatabase(source),
    unitOfWork: new PgUnitOfWork(source),
    copies: new PgCopyPipe(source),
  };
}

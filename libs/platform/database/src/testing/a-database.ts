import { randomBytes } from 'node:crypto';
import { Client, type QueryResultRow } from 'pg';
import { columnTypes } from '../column-types.ts';
import { type DatabaseOptions, openDataSource } from '../data-source.ts';
import { PgSession } from '../pg-session.ts';
import { PgDatabase, PgUnitOfWork } from '../pg-unit-of-work.ts';
import type { Database, UnitOfWork } from '../unit-of-work.ts';
import { sharedServer } from './shared-server.ts';
import { ensureTemplate, withDatabase } from './template.ts';

/** A database of one test file. */
export type TestDatabase = {
  readonly unitOfWork: UnitOfWork;
  readonly database: Database;
  /** For LISTEN and session locks; connects when it is used. */
  readonly session: PgSession;
  readonly ownerUrl: string;
  readonly appUrl: string;
  /** Runs a statement as the owner, outside any transaction: to arrange what the application may not do, or to look. */
  ownerQuery<Row>(sql: string, params?: readonly unknown[]): Promise<Row[]>;
  /** Closes every connection and drops the database. */
  close(): Promise<void>;
};

/** What a test may choose. */
export type TestDatabaseOptions = Pick<DatabaseOptions, 'entities' | 'poolSize'>;

let template: Promise<string> | undefined;

/** A fresh database with every migration, as the application role sees it. Close it in `afterAll`. */
export async function aDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const server = await sharedServer();
  template ??= ensureTemplate(server.ownerUrl);
  const name = `test_${randomBytes(8).toString('hex')}`;
  await asOwner(server.ownerUrl, `create database ${name} template ${await template} strategy file_copy`);
  const [ownerUrl, appUrl] = [withDatabase(server.ownerUrl, name), withDatabase(server.appUrl, name)];
  const dataSource = await openDataSource({ ...options, appUrl });
  const session = new PgSession(appUrl);
  const owner = new Client({ connectionString: ownerUrl, types: columnTypes });
  await owner.connect();
  return {
    unitOfWork: new PgUnitOfWork(dataSource),
    database: new PgDatabase(dataSource),
    session,
    ownerUrl,
    appUrl,
    async ownerQuery<Row>(sql: string, params?: readonly unknown[]) {
      return (await owner.query<QueryResultRow>(sql, params as unknown[] | undefined)).rows as Row[];
    },
    async close() {
      await session.close();
      await dataSource.destroy();
      await owner.end();
      await asOwner(server.ownerUrl, `drop database ${name} with (force)`);
    },
  };
}

async function asOwner(ownerUrl: string, sql: string): Promise<void> {
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await owner.query(sql);
  } finally {
    await owner.end();
  }
}

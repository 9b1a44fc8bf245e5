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
  const clerk = await takeClerk(server.ownerUrl);
  await clerk.query(`create database ${name} template ${await template} strategy file_copy`);
  const [ownerUrl, appUrl] = [withDatabase(server.ownerUrl, name), withDatabase(server.appUrl, name)];
  const dataSource = await openDataSource({ ...options, appUrl });
  const session = new PgSession(appUrl);
  let owner: Promise<Client> | undefined; // Most tests never need it.
  return {
    unitOfWork: new PgUnitOfWork(dataSource),
    database: new PgDatabase(dataSource),
    session,
    ownerUrl,
    appUrl,
    async ownerQuery<Row>(sql: string, params?: readonly unknown[]) {
      owner ??= connect(ownerUrl);
      return (await (await owner).query<QueryResultRow>(sql, params as unknown[] | undefined)).rows as Row[];
    },
    async close() {
      await Promise.all([session.close(), dataSource.destroy(), owner?.then((client) => client.end())]);
      await clerk.query(`drop database ${name} with (force)`);
      await giveClerkBack();
    },
  };
}

let clerk: Promise<Client> | undefined;
let clerkUsers = 0;

/** One connection makes and drops the databases of a test file: connecting costs as much as cloning. */
function takeClerk(ownerUrl: string): Promise<Client> {
  clerkUsers += 1;
  clerk ??= connect(ownerUrl);
  return clerk;
}

async function giveClerkBack(): Promise<void> {
  clerkUsers -= 1;
  if (clerkUsers > 0) return;
  const last = clerk;
  clerk = undefined;
  await (await last)?.end();
}

async function connect(url: string): Promise<Client> {
  const client = new Client({ connectionString: url, types: columnTypes });
  await client.connect();
  return client;
}

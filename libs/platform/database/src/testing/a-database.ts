import { randomBytes } from 'node:crypto';
import { Client, type QueryResultRow } from 'pg';
import { columnTypes } from '../column-types.ts';
import { type DatabaseOptions, openDataSource } from '../data-source.ts';
import { type PgDoors, pgDoors } from '../pg-doors.ts';
import { PgSession } from '../pg-session.ts';
import { externalServer } from './external-server.ts';
import { type SharedServer, sharedServer } from './shared-server.ts';
import { ensureTemplate, withDatabase } from './template.ts';

/** A database of one test file. */
export type TestDatabase = PgDoors & {
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
export type TestDatabaseOptions = Pick<DatabaseOptions, 'entities' | 'poolSize'> & {
  /** A server of somebody else's, as a role that may make databases and roles; the run's own when absent. */
  readonly ownerUrl?: string;
};

type Ready = { readonly server: SharedServer; readonly template: string };

const servers = new Map<string, Promise<Ready>>();

/** A fresh database with every migration, as the application role sees it. Close it in `afterAll`. */
export async function aDatabase({ ownerUrl: of, ...options }: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const { server, template } = await readyServer(of);
  const name = `test_${randomBytes(8).toString('hex')}`;
  const clerk = await takeClerk(server.ownerUrl);
  await clerk.query(`create database ${name} template ${template} strategy file_copy`);
  const [ownerUrl, appUrl] = [withDatabase(server.ownerUrl, name), withDatabase(server.appUrl, name)];
  const dataSource = await openDataSource({ ...options, appUrl });
  const session = new PgSession(appUrl);
  let owner: Promise<Client> | undefined; // Most tests never need it.
  return {
    ...pgDoors(dataSource),
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
      await giveClerkBack(server.ownerUrl);
    },
  };
}

/** The server with its template of a migrated database; found out once by each test file. */
function readyServer(of = ''): Promise<Ready> {
  let ready = servers.get(of);
  if (ready === undefined) {
    ready = (async () => {
      const server = of === '' ? await sharedServer() : await externalServer(of);
      return { server, template: await ensureTemplate(server.ownerUrl) };
    })();
    servers.set(of, ready);
  }
  return ready;
}

type Clerk = { readonly client: Promise<Client>; users: number };

const clerks = new Map<string, Clerk>();

/** One connection makes and drops the databases of a test file: connecting costs as much as cloning. */
function takeClerk(ownerUrl: string): Promise<Client> {
  const clerk = clerks.get(ownerUrl) ?? { client: connect(ownerUrl), users: 0 };
  clerks.set(ownerUrl, clerk);
  clerk.users += 1;
  return clerk.client;
}

async function giveClerkBack(ownerUrl: string): Promise<void> {
  const clerk = clerks.get(ownerUrl);
  if (clerk === undefined) return;
  clerk.users -= 1;
  if (clerk.users > 0) return;
  clerks.delete(ownerUrl);
  await (await clerk.client).end();
}

async function connect(url: string): Promise<Client> {
  const client = new Client({ connectionString: url, types: columnTypes });
  await client.connect();
  return client;
}

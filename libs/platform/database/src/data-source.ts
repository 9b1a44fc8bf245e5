import type { PoolClient } from 'pg';
import { DataSource, type EntitySchema, type MixedList } from 'typeorm';
import { columnTypes } from './column-types.ts';
import { databaseError } from './database.errors.ts';

/** How to reach the database as the application role. */
export type DatabaseOptions = {
  readonly appUrl: string;
  /** Most connections at once. Default 10. */
  readonly poolSize?: number;
  /** TypeORM mappings for plain reads and writes. */
  readonly entities?: MixedList<string | (abstract new () => object) | EntitySchema>;
  /** Name of these connections in pg_stat_activity. */
  readonly applicationName?: string;
};

/** Opens a pool as TypeORM data source. @throws {DatabaseUnavailable} */
export async function openDataSource(options: DatabaseOptions): Promise<DataSource> {
  const dataSource = new DataSource({
    type: 'postgres',
    url: options.appUrl,
    applicationName: options.applicationName ?? 'provisio',
    poolSize: options.poolSize ?? 10,
    entities: (options.entities ?? []) as string[],
    synchronize: false,
    logging: false,
    installExtensions: false,
    connectTimeoutMS: 10_000,
    extra: { types: columnTypes, keepAlive: true, onConnect: prepareConnection },
  });
  try {
    return await dataSource.initialize();
  } catch (error) {
    throw databaseError(error);
  }
}

/**
 * No JIT compilation: PostgreSQL turns it on by estimated cost, and compiling took 4 to 30 times as long as the reports it was
 * for (1,160 ms instead of 270, 283 instead of 11; docs/benchmarks/ledger-reports.md). Not a startup option, which poolers refuse.
 */
async function prepareConnection(client: PoolClient): Promise<void> {
  listenForErrors(client);
  await client.query('set jit = off');
}

/**
 * A connection that the server ends while it is checked out and asks nothing tells of it twice: by its last message and by its
 * socket. TypeORM listens once, and an `error` event that nobody hears ends the process. Whoever uses the connection next is
 * told by the statement that fails.
 */
function listenForErrors(client: PoolClient): void {
  client.on('error', () => undefined);
}

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
    extra: { types: columnTypes, keepAlive: true },
  });
  try {
    return await dataSource.initialize();
  } catch (error) {
    throw databaseError(error);
  }
}

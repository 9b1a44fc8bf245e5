import path from 'node:path';
import type { Config } from '#platform/config';
import { EmbeddedChain } from '#platform/chain';
import { prepareJobQueue } from '#platform/job-queue';
import { EmbeddedPostgres, migrate, prepareExternalPostgres } from '#platform/database';

/** The services below the application, started by us or named by the configuration. */
export type Services = {
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly rpcUrl: string;
  /** What runs where, for the table at the end of a start. */
  readonly described: readonly (readonly [name: string, how: string])[];
  stop(): Promise<void>;
};

const MIGRATIONS = 'migrations';

/**
 * Starts PostgreSQL and the chain side by side where the configuration names none, then brings the schema up to date.
 * @throws what a service says in one sentence; whatever was started is stopped again.
 */
export async function startServices(config: Config, root: string, say: (text: string) => void): Promise<Services> {
  const stops: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const each of stops.splice(0).toReversed()) await each();
  };
  try {
    const [database, chain] = await settleBoth(startDatabase(config, stops), startChain(config, stops, say));
    const steps = await migrate(database.ownerUrl, path.join(root, MIGRATIONS));
    for (const { url, appUrl } of config.ledger.books) {
      if (appUrl === undefined) await prepareExternalPostgres(url, config.dataDir);
      await migrate(url, path.join(root, MIGRATIONS));
    }
    if (config.redis.url === undefined) await prepareJobQueue(database.ownerUrl);
    const cacheUrl = config.cache.url ?? config.redis.url;
    const schema = steps.length === 0 ? 'up to date' : `${steps.length} migrations run`;
    return {
      ownerUrl: database.ownerUrl,
      appUrl: database.appUrl,
      rpcUrl: chain.rpcUrl,
      described: [
        ['PostgreSQL', `${database.how}; schema ${schema}`],
        ['chain', chain.how],
        ['event log', config.kafka.brokers === undefined ? 'in PostgreSQL' : 'Kafka, by KAFKA_BROKERS'],
        ['jobs', config.redis.url === undefined ? 'in PostgreSQL' : 'Redis, by REDIS_URL'],
        [
          'cache',
          cacheUrl === undefined
            ? 'in memory'
            : `Redis, by ${config.cache.url === undefined ? 'REDIS_URL' : 'CACHE_URL'}`,
        ],
        ['search', config.search.url === undefined ? 'in memory' : 'Elasticsearch, by SEARCH_URL'],
        ['blobs', config.blobStore.url === undefined ? 'files' : 'S3, by BLOB_STORE_URL'],
      ],
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Both answers, or the first refusal after both have ended, so that nothing is left half started. */
async function settleBoth<A, B>(first: Promise<A>, second: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([first, second]);
  return Promise.all([first, second]);
}

async function startDatabase(
  config: Config,
  stops: (() => Promise<void>)[],
): Promise<{ ownerUrl: string; appUrl: string; how: string }> {
  const { ownerUrl, appUrl } = config.database;
  if (ownerUrl !== undefined) {
    const prepared = appUrl ?? (await prepareExternalPostgres(ownerUrl, config.dataDir)).appUrl;
    return { ownerUrl, appUrl: prepared, how: 'yours, by DATABASE_URL' };
  }
  const postgres = await EmbeddedPostgres.start(path.resolve(config.dataDir, 'postgres'));
  stops.push(() => postgres.stop());
  return { ownerUrl: postgres.ownerUrl, appUrl: postgres.appUrl, how: `embedded, process ${postgres.pid}` };
}

async function startChain(
  config: Config,
  stops: (() => Promise<void>)[],
  say: (text: string) => void,
): Promise<{ rpcUrl: string; how: string }> {
  if (config.chain.rpcUrl !== undefined) return { rpcUrl: config.chain.rpcUrl, how: 'yours, by CHAIN_RPC_URL' };
  const chain = await EmbeddedChain.start({ dataDir: path.resolve(config.dataDir), onProgress: say });
  stops.push(() => chain.stop());
  return { rpcUrl: chain.rpcUrl, how: `embedded, process ${chain.pid}, id ${config.chain.chainId}` };
}

import { setTimeout as pause } from 'node:timers/promises';
import { askS3 } from '#platform/blob-store';
import { askRedis } from '#platform/cache';
import { JsonRpcChain } from '#platform/chain';
import type { Config } from '#platform/config';
import { askPostgres } from '#platform/database';
import { askKafka } from '#platform/event-log';
import { askElasticsearch } from '#platform/search-index';
import type { Logger } from '#platform/telemetry';

/** A service that the configuration names: it is not ours to start, only to wait for. */
export type Dependency = {
  /** Its name in `/health/ready`. */
  readonly key: string;
  /** How a person calls it, with the variable that names it. */
  readonly name: string;
  /** Resolves when it answers in its own protocol, within seconds. Rejects with why not. */
  readonly ask: () => Promise<void>;
};

const ASK_TIMEOUT_MS = 5000;
/** Whoever asks more often gets the last answer: `/health/ready` is open to everybody. */
const FRESH_MS = 1000;

/** Every service that `config` names, each asked at most once a second. Their clients are loaded when they are asked. */
export function dependenciesOf(config: Config, logger: Logger): Dependency[] {
  const { database, kafka, redis, cache, search, blobStore, chain } = config;
  const isOwnCache = cache.url !== undefined && cache.url !== redis.url;
  const all = [
    named('database', 'PostgreSQL (DATABASE_URL)', database.ownerUrl, askPostgres),
    named('kafka', 'Kafka (KAFKA_BROKERS)', kafka.brokers, (brokers) => askKafka(brokers, logger)),
    named('redis', 'Redis (REDIS_URL)', redis.url, askRedis),
    named('cache', 'Redis (CACHE_URL)', isOwnCache ? cache.url : undefined, askRedis),
    named('search', 'Elasticsearch (SEARCH_URL)', search.url, askElasticsearch),
    named('blobs', 'S3 (BLOB_STORE_URL)', blobStore.url, askS3),
    named('chain', 'the chain (CHAIN_RPC_URL)', chain.rpcUrl, (url) => askChain(url, chain.chainId)),
  ];
  return all.filter((each) => each !== undefined);
}

/** Asks the node at `rpcUrl` for its chain. @throws {ChainUnavailable | ChainMismatch} */
export async function askChain(rpcUrl: string, chainId: number): Promise<void> {
  await JsonRpcChain.connect({ rpcUrl, expectedChainId: BigInt(chainId), timeoutMs: ASK_TIMEOUT_MS });
}

function named(
  key: string,
  name: string,
  url: string | undefined,
  ask: (url: string) => Promise<void>,
): Dependency | undefined {
  return url === undefined ? undefined : { key, name, ask: onceASecond(() => inTime(ask(url))) };
}

/** `asked`, or a refusal when it takes too long; what it says afterwards nobody waits for. */
async function inTime(asked: Promise<void>): Promise<void> {
  const over = new AbortController();
  const late = async (): Promise<never> => {
    await pause(ASK_TIMEOUT_MS, undefined, { signal: over.signal });
    throw new NoAnswer(`no answer for ${ASK_TIMEOUT_MS / 1000} s`);
  };
  try {
    await Promise.race([asked, late()]);
  } finally {
    over.abort();
  }
}

/** It is there, and says nothing. */
export class NoAnswer extends Error {}

function onceASecond(ask: () => Promise<void>): () => Promise<void> {
  let last: { readonly at: number; readonly answer: Promise<void> } | undefined;
  return () => {
    if (last === undefined || performance.now() - last.at > FRESH_MS) last = { at: performance.now(), answer: ask() };
    return last.answer;
  };
}

import { type ConfigProblem, ConfigInvalid } from './config.errors.ts';
import { flatten, type Setting, type Values } from './setting.ts';
import { SETTINGS } from './settings.ts';

/** The whole configuration: read once, frozen. */
export type Config = Values<typeof SETTINGS>;

/** Some of the values of `Config`; they win over the environment. */
export type ConfigOverrides = DeepPartial<Config>;

type DeepPartial<T> = T extends object ? { readonly [K in keyof T]?: DeepPartial<T[K]> | undefined } : T;

/** Variables by name, as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** This process's variables: the one place that reads them. */
export function environment(): Environment {
  return process.env;
}

/** Parses `env`; an empty variable counts as unset. @throws {ConfigInvalid} with everything that is wrong. */
export function loadConfig(env: Environment, overrides: ConfigOverrides = {}): Config {
  const problems: ConfigProblem[] = [];
  const config: Record<string, unknown> = {};
  for (const { path, of } of flatten(SETTINGS)) {
    const over = path.reduce<unknown>((node, name) => (isRecord(node) ? node[name] : undefined), overrides);
    put(config, path, read(of, over === undefined ? env[of.env] : shownAs(over), problems));
  }
  const loaded = config as unknown as Config;
  if (problems.length === 0) problems.push(...together(loaded));
  if (problems.length > 0) throw new ConfigInvalid(problems);
  return deepFreeze(loaded);
}

function read(of: Setting<unknown>, text: string | undefined, problems: ConfigProblem[]): unknown {
  const parsed = of.schema.safeParse(text === undefined || text === '' ? of.fallback : text);
  if (parsed.success) return parsed.data;
  const message = parsed.error.issues.map((issue) => issue.message).join('; ');
  problems.push({ variable: of.env, message: of.isSecret ? message : `${message} (is "${text}")` });
  return undefined;
}

/** Rules between variables. */
function together({ mode, database, kafka, redis, blobStore, search, chain, settlement }: Config): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const need = (variable: string, value: unknown): void => {
    if (value === undefined) problems.push({ variable, message: 'is needed in mode distributed' });
  };
  if (mode === 'distributed') {
    need('DATABASE_URL', database.ownerUrl);
    need('KAFKA_BROKERS', kafka.brokers);
    need('REDIS_URL', redis.url);
    need('SEARCH_URL', search.url);
    need('BLOB_STORE_URL', blobStore.url);
    need('CHAIN_RPC_URL', chain.rpcUrl);
  }
  if (database.appUrl !== undefined && database.ownerUrl === undefined) {
    problems.push({ variable: 'DATABASE_APP_URL', message: 'needs DATABASE_URL beside it' });
  }
  if (chain.rpcUrl === undefined && chain.chainId !== 31_337) {
    problems.push({ variable: 'CHAIN_ID', message: 'the embedded chain is 31337; another one needs CHAIN_RPC_URL' });
  }
  const contracts = {
    SETTLEMENT_PAYOUT_VAULT: settlement.payoutVault,
    SETTLEMENT_LEDGER_ANCHOR: settlement.ledgerAnchor,
  };
  if (settlement.commissionSettler !== undefined && settlement.payoutVault === undefined) {
    problems.push({ variable: 'SETTLEMENT_COMMISSION_SETTLER', message: 'needs SETTLEMENT_PAYOUT_VAULT beside it' });
  }
  const isDemoChain = chain.chainId === 31_337 && Object.values(contracts).every((value) => value === undefined);
  for (const [variable, value] of Object.entries(contracts)) {
    if (value === undefined && !isDemoChain && chain.rpcUrl !== undefined) {
      problems.push({ variable, message: 'is needed: contracts are deployed on chain 31337 only' });
    }
  }
  return problems;
}

/** `variable = value` lines of everything, secrets masked. */
export function describeConfig(config: Config): string {
  const lines = flatten(SETTINGS).map(({ path, of }) => {
    const value = path.reduce<unknown>((node, name) => (isRecord(node) ? node[name] : undefined), config);
    const shown = value === undefined ? '(unset)' : of.isSecret ? '******' : shownAs(value);
    return `${of.env} = ${shown}`;
  });
  return lines.join('\n');
}

/** Text of a value that a setting can have. */
function shownAs(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function put(target: Record<string, unknown>, [name = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    target[name] = value;
    return;
  }
  const below = (target[name] ??= {}) as Record<string, unknown>;
  put(below, rest, value);
}

function deepFreeze<T>(value: T): T {
  if (isRecord(value)) for (const part of Object.values(value)) deepFreeze(part);
  return Object.freeze(value);
}

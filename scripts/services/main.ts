// Real services for the distributed mode and its tests, on 127.0.0.1, below the ignored folder .services/:
//   node scripts/services/main.ts up kafka,redis          installs them once and starts them
//   node scripts/services/main.ts install kafka,redis     only installs them; one that cannot be is said
//   node scripts/services/main.ts status                  what runs, where, and how much memory it takes
//   node scripts/services/main.ts down [kafka,redis]      stops what runs
//   node scripts/services/main.ts run kafka,redis -- npm test
//                                  starts them, runs the command with TEST_SERVICES and TEST_…_URL set, stops them
//                                  with --available, those that cannot be started are said and left out
//   node scripts/services/main.ts run --product postgres,kafka,redis,elasticsearch,s3,rpc -- npm start
//                                  the same with the product's own variables and PROVISIO_MODE=distributed
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { CATALOGUE, parseNames } from './catalogue.ts';
import { down, installed, memoryMiB, up } from './lifecycle.ts';
import { isAlive, readRunning, urlOf, variableOf } from './running.ts';
import { SERVICE_NAMES, type ServiceName } from './service.ts';

/** The product's variables for each service that a port of it can use. */
const PRODUCT_VARIABLES: Partial<Record<ServiceName, (url: string) => Record<string, string>>> = {
  postgres: (url) => ({ DATABASE_URL: url }),
  kafka: (url) => ({ KAFKA_BROKERS: url }),
  redis: (url) => ({ REDIS_URL: url, CACHE_URL: url }),
  elasticsearch: (url) => ({ SEARCH_URL: url }),
  rpc: (url) => ({ CHAIN_RPC_URL: url }),
  s3: (url) => ({ BLOB_STORE_URL: `${url}/provisio` }),
};

const say = (text: string): void => void process.stderr.write(`services: ${text}\n`);
const seconds = (from: number): string => ((performance.now() - from) / 1000).toFixed(1);

/** Starts each; what one cannot do is said and does not stop the others. @returns the names that run and are new. */
async function start(names: readonly ServiceName[]): Promise<{ fresh: ServiceName[]; failed: ServiceName[] }> {
  const [fresh, failed]: ServiceName[][] = [[], []];
  for (const name of names) {
    const from = performance.now();
    try {
      const { running, isNew } = await up(CATALOGUE[name]);
      if (isNew) fresh?.push(name);
      const memory = memoryMiB(running.pid);
      say(
        `${name} ${isNew ? 'is ready' : 'runs already'}, ${seconds(from)} s, pid ${running.pid}, ${memory ?? '?'} MiB`,
      );
    } catch (error) {
      failed?.push(name);
      say(`${name} cannot be started: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return { fresh: fresh ?? [], failed: failed ?? [] };
}

/** Installs each, in parallel: they are downloads and a build. @returns how many could not be. */
async function install(names: readonly ServiceName[]): Promise<number> {
  const all = names.map(async (name) => {
    const from = performance.now();
    try {
      await installed(CATALOGUE[name]);
      say(`${name} is installed, ${seconds(from)} s`);
      return 0;
    } catch (error) {
      say(`${name} cannot be installed: ${error instanceof Error ? error.message : String(error)}`);
      return 1;
    }
  });
  return (await Promise.all(all)).reduce<number>((sum, each) => sum + each, 0);
}

async function stop(names: readonly ServiceName[]): Promise<void> {
  for (const name of names.toReversed()) if (await down(CATALOGUE[name])) say(`${name} is stopped`);
}

function environmentFor(names: readonly ServiceName[], isProduct: boolean): Record<string, string> {
  if (!isProduct) {
    const urls = names.map((name) => [variableOf(name), urlOf(name)] as const);
    return { TEST_SERVICES: names.join(','), ...Object.fromEntries(urls) };
  }
  const variables = names.map((name) => PRODUCT_VARIABLES[name]?.(urlOf(name)) ?? {});
  return Object.assign({ PROVISIO_MODE: 'distributed' }, ...variables) as Record<string, string>;
}

/** Runs `command` to its end; signals that reach us are passed on, so that the services are stopped in any case. */
function runCommand([command = '', ...args]: readonly string[], env: Record<string, string>): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, ...env } });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
    child.once('error', (error) => {
      say(`${command} cannot be run: ${error.message}`);
      resolve(127);
    });
    child.once('close', (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
  });
}

async function run(args: readonly string[]): Promise<number> {
  const dashes = args.indexOf('--');
  const before = dashes < 0 ? args : args.slice(0, dashes);
  const isProduct = before.includes('--product');
  const mayLeaveOut = before.includes('--available');
  const names = parseNames(before.find((arg) => !arg.startsWith('--')) ?? '');
  const command = dashes < 0 ? [] : args.slice(dashes + 1);
  if (names.length === 0 || command.length === 0) throw new Error('run <names> -- <command>');
  const inUse = isProduct ? names.filter((name) => isRunningNow(name)) : [];
  if (inUse.length > 0) throw new Error(`${inUse.join(', ')} runs already, with data in it; stop it by \`down\` first`);
  const { fresh, failed } = await start(names);
  try {
    if (failed.length > 0 && !mayLeaveOut) return 1;
    const running = names.filter((name) => !failed.includes(name));
    return await runCommand(command, environmentFor(running, isProduct));
  } finally {
    for (const name of fresh) await down(CATALOGUE[name]); // In silence: the last lines are the command's.
  }
}

function isRunningNow(name: ServiceName): boolean {
  const running = readRunning()[name];
  return running !== undefined && isAlive(running);
}

function status(): void {
  const table = readRunning();
  for (const name of SERVICE_NAMES) {
    const running = table[name];
    const isRunning = running !== undefined && isAlive(running);
    say(
      isRunning
        ? `${name} pid ${running.pid}, ${memoryMiB(running.pid) ?? '?'} MiB, ${variableOf(name)}`
        : `${name} does not run`,
    );
  }
}

async function main([verb, ...args]: readonly string[]): Promise<number> {
  switch (verb) {
    case 'up':
      return (await start(parseNames(args[0] ?? ''))).failed.length > 0 ? 1 : 0;
    case 'install':
      return (await install(parseNames(args[0] ?? ''))) > 0 ? 1 : 0;
    case 'down':
      await stop(args[0] === undefined ? SERVICE_NAMES : parseNames(args[0]));
      return 0;
    case 'status':
      status();
      return 0;
    case 'run':
      return run(args);
    default:
      throw new Error(
        'use: install <names> | up <names> | down [<names>] | status | run [--available] [--product] <names> -- <command>',
      );
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}

import 'reflect-metadata';
import path from 'node:path';
import { DomainError } from '#kernel';
import { ConfigInvalid, environment, loadConfig } from '#platform/config';
import { StartRefused } from '#platform/runtime';
import { readOptions, USAGE } from './options.ts';
import { Standalone } from './standalone.ts';

const say = (text: string): void => void process.stderr.write(`${text}\n`);

/** The repository's root: every npm script runs there. */
const root = process.cwd();

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') return say(USAGE);
  const env = { ...environment() };
  if (options.dataDir !== undefined) env['DATA_DIR'] = path.resolve(options.dataDir);
  if (options.port !== undefined) env['PORT'] = options.port;
  if (options.demo !== undefined) env['DEMO'] = String(options.demo);
  const standalone = new Standalone(loadConfig(env), { root, reset: options.reset });
  stopOnSignal(standalone);
  await standalone.start();
}

/** Ctrl-C, SIGTERM and a terminal that goes away all stop every child, once, whether the start is done or not. */
function stopOnSignal(standalone: Standalone): void {
  let isStopping = false;
  const stop = (signal: string): void => {
    if (isStopping) return;
    isStopping = true;
    say(`\n${signal}: stopping`);
    standalone.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        say(`stopping failed: ${error instanceof Error ? error.message : String(error)}`);
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop(signal));
}

main().catch((error: unknown) => {
  const isExpected = error instanceof StartRefused || error instanceof ConfigInvalid || error instanceof DomainError;
  say(isExpected ? `Provisio did not start: ${error.message}` : ((error as Error).stack ?? String(error)));
  process.exit(1);
});

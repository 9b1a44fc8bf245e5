// Runs one of the apps from dist/ in this process, built first where a source is newer:
//   node scripts/dev/run.ts standalone --port 4000
//   node scripts/dev/run.ts standalone --distributed      the same over Kafka, Redis, S3, PostgreSQL and a chain of their own
// A current build starts faster than the source loader (`npm run dev`), and this way it is always current.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { isWebStale, planServer, root } from './build-plan.ts';

const [app, ...args] = process.argv.slice(2);
const servesWeb = app === 'standalone' || app === 'api';

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

if (app === undefined || !existsSync(path.join(root, 'apps', app, 'src/main.ts'))) {
  fail(`run: there is no app "${app ?? ''}" in apps/`);
}
if (app === 'standalone' && args.includes('--distributed')) await runDistributed();
else await runApp(app);

/** Starts real servers with empty data, this script again over them, and stops them when it ends. */
async function runDistributed(): Promise<void> {
  const given = args.filter((arg) => arg !== '--distributed');
  // Their data is new at each start, so ours must be, too; a folder that was named is for its owner to empty.
  const isNamed = given.some((arg) => arg.startsWith('--data-dir'));
  const dataDir = isNamed ? [] : ['--data-dir', path.join(root, '.data/distributed'), '--reset'];
  const again = [process.execPath, path.join(root, 'scripts/dev/run.ts'), 'standalone', ...given, ...dataDir];
  process.argv.splice(2, Infinity, 'run', '--product', 'postgres,kafka,redis,elasticsearch,s3,rpc', '--', ...again);
  await import('../services/main.ts');
}

async function runApp(name: string): Promise<void> {
  buildWhatIsStale();
  const main = path.join(root, 'dist/apps', name, 'src/main.js');
  process.argv = [process.execPath, main, ...args];
  process.setSourceMapsEnabled(true);
  await import(pathToFileURL(main).href);
}

function buildWhatIsStale(): void {
  const { stale, orphans } = planServer();
  if (stale.length + orphans.length === 0 && !(servesWeb && isWebStale())) return;
  // A process of its own: the compiler's memory goes back before the app starts.
  const script = [path.join(root, 'scripts/dev/build.ts'), ...(servesWeb ? [] : ['--server'])];
  const built = spawnSync(process.execPath, script, { stdio: ['ignore', 'inherit', 'inherit'] });
  if (built.status !== 0) fail('run: the build failed, nothing was started');
}

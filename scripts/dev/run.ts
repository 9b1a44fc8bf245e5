// Runs one of the apps from dist/ in this process, built first where a source is newer:
//   node scripts/dev/run.ts standalone --port 4000
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
const { stale, orphans } = planServer();
if (stale.length + orphans.length > 0 || (servesWeb && isWebStale())) {
  // A process of its own: the compiler's memory goes back before the app starts.
  const built = spawnSync(process.execPath, [path.join(root, 'scripts/dev/build.ts'), ...(servesWeb ? [] : ['--server'])], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (built.status !== 0) fail('run: the build failed, nothing was started');
}
const main = path.join(root, 'dist/apps', app, 'src/main.js');
process.argv = [process.execPath, main, ...args];
process.setSourceMapsEnabled(true);
await import(pathToFileURL(main).href);

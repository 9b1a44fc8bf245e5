// Builds what is out of date into dist/: server files by swc, everything else copied, the web app by vite.
//   node scripts/dev/build.ts [--all] [--server]
// --all builds everything again; --server leaves the web app alone.
import { transformFile, type Options } from '@swc/core';
import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import {
  isWebStale,
  planServer,
  recordServer,
  recordWeb,
  root,
  webMark,
  writeWhole,
  type Source,
} from './build-plan.ts';

const say = (text: string): void => void process.stderr.write(text);
const seconds = (from: number): string => `${((performance.now() - from) / 1000).toFixed(1)} s`;

/** The one `.swcrc`, with `./x.ts` in imports turned into `./x.js`: only the build wants that. */
function swcOptions(): Options {
  const settings = JSON.parse(readFileSync(path.join(root, '.swcrc'), 'utf8')) as Options;
  // Known to swc 1.16, not yet to its types.
  const jsc = { ...settings.jsc, rewriteRelativeImportExtensions: true };
  return { ...settings, swcrc: false, jsc };
}

async function buildFile({ from, to }: Source, options: Options): Promise<void> {
  const [source, target] = [path.join(root, from), path.join(root, to)];
  mkdirSync(path.dirname(target), { recursive: true });
  if (!from.endsWith('.ts')) {
    copyFileSync(source, `${target}.${process.pid}`);
    renameSync(`${target}.${process.pid}`, target);
    return;
  }
  const { code, map } = await transformFile(source, {
    ...options,
    filename: source,
    sourceFileName: path.relative(path.dirname(target), source),
  });
  if (map !== undefined) writeWhole(`${target}.map`, map);
  writeWhole(target, `${code}\n//# sourceMappingURL=${path.basename(target)}.map\n`);
}

async function buildServer(): Promise<void> {
  const plan = planServer();
  if (plan.stale.length + plan.orphans.length === 0) return;
  const from = performance.now();
  say(`build: ${plan.stale.length} of ${plan.all.length} server files … `);
  const options = swcOptions();
  await Promise.all(plan.stale.map((source) => buildFile(source, options)));
  recordServer(plan);
  say(`${seconds(from)}\n`);
}

function run(args: string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

async function buildWeb(): Promise<void> {
  if (!isWebStale()) return;
  const from = performance.now();
  const mark = webMark(root); // Taken first: what changes during the build is built next time.
  const draft = `.build/web-${process.pid}`;
  say('build: web app … ');
  const vite = ['node_modules/vite/bin/vite.js', 'build', '-c', 'apps/web/vite.config.ts', '--logLevel', 'warn'];
  const code = await run([...vite, '--outDir', path.join(root, draft), '--emptyOutDir']);
  if (code !== 0) throw new Error(`vite build failed (${code})`);
  const target = path.join(root, 'dist/web');
  mkdirSync(path.dirname(target), { recursive: true });
  rmSync(target, { recursive: true, force: true });
  renameSync(path.join(root, draft), target);
  recordWeb(mark);
  say(`${seconds(from)}\n`);
}

if (process.argv.includes('--all')) {
  for (const made of ['dist', '.build/server.json', '.build/web.json']) {
    rmSync(path.join(root, made), { recursive: true, force: true });
  }
}
try {
  await buildServer();
  if (!process.argv.includes('--server')) await buildWeb();
} catch (error) {
  say(`\nbuild: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Bench, median } from './bench.ts';

const SECOND_STARTS = 3;
const LONGEST_START_MS = 600_000;

/**
 * From `npm start` to the line that says ready: in a fresh clone with an empty package cache (`--full`), and on a data
 * directory that has the demo in it. And the memory of every process together after the first start's demo.
 */
export const bench: Bench = async ({ full, say }) => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'provisio-bench-'));
  const figures: Record<string, number> = {};
  const notes = [
    'second_start_s: `npm start` until it says ready, on a data directory with the demo in it.',
    'rss_mb: resident memory of all processes together right after the demo ran, each shared page counted once (PSS of /proc/*/smaps_rollup).',
  ];
  try {
    if (full) {
      figures['cold_install_s'] = await coldInstall(folder, say);
      notes.push(
        'cold_install_s: from `git clone` to ready, with an empty npm cache; includes the install and the demo.',
      );
    } else {
      notes.push('cold_install_s: not run, it wants --full.');
    }
    const dataDir = path.join(folder, 'data');
    const first = await startProduct(process.cwd(), dataDir);
    say(`first start with the demo: ${first.seconds.toFixed(1)} s`);
    figures['rss_mb'] = Math.round(residentMb(first.child.pid ?? 0));
    await stopProduct(first.child);
    const seconds: number[] = [];
    for (let round = 1; round <= SECOND_STARTS; round += 1) {
      const again = await startProduct(process.cwd(), dataDir);
      seconds.push(again.seconds);
      say(`start ${round + 1}: ${again.seconds.toFixed(2)} s, ${Math.round(residentMb(again.child.pid ?? 0))} MB`);
      await stopProduct(again.child);
    }
    figures['second_start_s'] = Number(median(seconds).toFixed(2));
    return { figures, notes };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

async function coldInstall(folder: string, say: (line: string) => void): Promise<number> {
  const clone = path.join(folder, 'clone');
  const began = performance.now();
  execFileSync('git', ['clone', '--quiet', process.cwd(), clone]);
  // Not this run's Node: a stranger has what is on their own PATH.
  const ownPath = (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .filter((part) => !part.startsWith(path.resolve('node_modules')));
  const env = { ...process.env, PATH: ownPath.join(path.delimiter), npm_config_cache: path.join(folder, 'npm-cache') };
  const { child } = await startProduct(clone, path.join(folder, 'cold-data'), env);
  const seconds = (performance.now() - began) / 1000;
  say(`cold install to ready: ${seconds.toFixed(0)} s`);
  await stopProduct(child);
  return Math.round(seconds);
}

/** `npm start` in `cwd`; resolves when it says that it is ready. */
async function startProduct(
  cwd: string,
  dataDir: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<{ child: ChildProcess; seconds: number }> {
  const began = performance.now();
  const args = [
    'scripts/bootstrap.mjs',
    'node',
    'scripts/dev/run.ts',
    'standalone',
    '--data-dir',
    dataDir,
    '--port',
    '0',
  ];
  const child = spawn('node', args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const ready = new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        if (said.includes('Provisio is ready')) resolve();
      });
    }
    child.once('exit', (code) => reject(new Error(`npm start ended with ${code}:\n${said}`)));
  });
  const tooLong = pause(LONGEST_START_MS, undefined, { ref: false }).then(() => {
    throw new Error(`npm start was not ready in time:\n${said}`);
  });
  await Promise.race([ready, tooLong]);
  return { child, seconds: (performance.now() - began) / 1000 };
}

async function stopProduct(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}

/** Resident memory of `root` and everything below it, shared pages counted once. */
function residentMb(root: number): number {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const stat = `/proc/${name}/stat`;
    // The command's name stands in parentheses and may hold anything; the parent is the second field behind it.
    const fields = existsSync(stat)
      ? readFileSync(stat, 'utf8')
          .replace(/^.*\) /s, '')
          .split(' ')
      : [];
    if (fields[1] !== undefined) parents.set(Number(name), Number(fields[1]));
  }
  const isBelow = (pid: number): boolean =>
    pid === root || (pid > 1 && parents.has(pid) && isBelow(parents.get(pid) ?? 0));
  const pids = [...parents.keys()].filter(isBelow);
  return pids.reduce((sum, pid) => sum + proportionalKb(pid), 0) / 1024;
}

function proportionalKb(pid: number): number {
  const file = `/proc/${pid}/smaps_rollup`;
  const match = existsSync(file) ? /^Pss:\s+(\d+) kB/m.exec(readFileSync(file, 'utf8')) : null;
  return Number(match?.[1] ?? 0);
}

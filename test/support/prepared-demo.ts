import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { planServer } from '../../scripts/dev/build-plan.ts';
import { eventually } from './eventually.ts';
import { alive } from './processes.ts';
import { aDataDir, Product } from './product.ts';
import { runFolder } from './run-folder.ts';

const run = promisify(execFile);

/** On a slow machine that does other things beside it. */
const PATIENCE_MS = 540_000;

/**
 * A folder with the whole demo in it, as a product that was stopped leaves it: a copy of the one that is made once in a
 * test run, by whoever asks first. A product that starts on it with the demo goes on from there within seconds; whoever
 * asked removes it.
 */
export async function aDemoDataDir(name: string): Promise<string> {
  const demo = await findOrPrepare();
  const dataDir = await aDataDir(name);
  // With owners and rights, because PostgreSQL may run as another user than ours.
  await run('cp', ['-a', `${demo}/.`, dataDir]);
  return dataDir;
}

/** How the preparation ended: an empty text, or what went wrong. */
type Outcome = { readonly problem: string };

/**
 * The run's folder and its end are the jest setup's and teardown's (global-setup.mjs, global-teardown.mjs). Workers are
 * processes: of all that come, exactly one makes the file that names it, prepares, and says how that went.
 */
async function findOrPrepare(): Promise<string> {
  const demo = path.join(runFolder(), `demo-${markOfBuild()}`);
  const [worker, outcome] = [`${demo}.worker`, `${demo}.json`];
  if (await isFirst(worker)) await say(outcome, await prepare(demo));
  const { problem } = await outcomeOf(worker, outcome);
  if (problem !== '') throw new Error(`the demo could not be prepared: ${problem}`);
  return demo;
}

/** Changes with whatever makes the demo: what another build has made is never found. */
function markOfBuild(): string {
  const sources = planServer().all.map(({ from, mark }) => `${from} ${mark}`);
  return createHash('sha256').update(sources.join('\n')).digest('hex').slice(0, 12);
}

async function isFirst(file: string): Promise<boolean> {
  try {
    await writeFile(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  }
}

/** Runs the demo from nothing to its end, and stops the product as Ctrl-C does. */
async function prepare(dataDir: string): Promise<Outcome> {
  try {
    const product = await Product.start({ dataDir, demo: true });
    await product.table(PATIENCE_MS).catch(async (error: unknown) => {
      await product.kill();
      throw error;
    });
    const { code, left, stderr } = await product.stop();
    if (code !== 0 || left.length > 0) throw new Error(`it did not stop (${code}, ${left.join()}): ${stderr}`);
    return { problem: '' };
  } catch (error) {
    return { problem: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

/** Written whole or not at all. */
async function say(file: string, outcome: Outcome): Promise<void> {
  await writeFile(`${file}.new`, JSON.stringify(outcome));
  await rename(`${file}.new`, file);
}

/** Waits for whoever prepares, as long as they are there. */
async function outcomeOf(worker: string, file: string): Promise<Outcome> {
  const found = await eventually(
    async (): Promise<Outcome | undefined> => {
      const pid = Number.parseInt(await readFile(worker, 'utf8'), 10);
      const isGone = !Number.isNaN(pid) && alive([pid]).length === 0;
      if (existsSync(file)) return JSON.parse(await readFile(file, 'utf8')) as Outcome;
      return isGone ? { problem: `process ${pid} ended while it was at it` } : undefined;
    },
    undefined,
    { timeoutMs: PATIENCE_MS, everyMs: 100 },
  );
  if (found === undefined) throw new Error('nothing was waited for');
  return found;
}

import { readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { StartRefused } from './start-refused.ts';

/** What a running product tells other commands on this machine: where it answers and who it is. */
export type Runtime = {
  readonly pid: number;
  readonly url: string;
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly rpcUrl: string;
};

const lockFile = (dataDir: string): string => path.join(dataDir, 'lock');
const runtimeFile = (dataDir: string): string => path.join(dataDir, 'runtime.json');

/** Files that make a folder ours: `--reset` touches no other folder. */
const OURS = ['lock', 'postgres', 'chain', 'keys'];

/** How to take a folder. */
export type TakeOptions = {
  /** Delete what is in it. */
  readonly reset: boolean;
  /** Asked once the folder is known to be free, before anything in it changes; what it throws leaves all as it was. */
  readonly check?: () => Promise<void>;
};

/**
 * Makes the folder, or finds it, and takes it for this process.
 * @throws {StartRefused} when it cannot be written or another process has it; nothing was changed.
 */
export async function takeDataDir(dataDir: string, options: TakeOptions): Promise<{ wasStale: boolean }> {
  await mkdir(dataDir, { recursive: true, mode: 0o755 }).catch(refuseUnwritable(dataDir));
  const found = await readdir(dataDir);
  const wasStale = await takeLock(dataDir);
  try {
    await options.check?.();
    if (options.reset) await empty(dataDir, found);
    return { wasStale };
  } catch (error) {
    await rm(lockFile(dataDir), { force: true });
    throw error;
  }
}

/** Gives the folder back. */
export async function leaveDataDir(dataDir: string): Promise<void> {
  await rm(runtimeFile(dataDir), { force: true });
  await rm(lockFile(dataDir), { force: true });
}

/** Says where the product answers, so that `npm run cli` finds it. */
export async function writeRuntime(dataDir: string, runtime: Runtime): Promise<void> {
  const file = runtimeFile(dataDir);
  await writeFile(`${file}.new`, JSON.stringify(runtime), { mode: 0o600 });
  await rename(`${file}.new`, file);
}

/** The product that runs on `dataDir` now; null when none does. */
export async function readRuntime(dataDir: string): Promise<Runtime | null> {
  if ((await livingOwner(dataDir)) === null) return null;
  const text = await readFile(runtimeFile(dataDir), 'utf8').catch(() => null);
  return text === null ? null : (JSON.parse(text) as Runtime);
}

/** Makes the lock file, which only one process can; answers whether one of a dead process had to go first. */
async function takeLock(dataDir: string): Promise<boolean> {
  const mine = `${process.pid} ${startOf(process.pid)}\n`;
  for (let wasStale = false; ; wasStale = true) {
    try {
      await writeFile(lockFile(dataDir), mine, { flag: 'wx' });
      return wasStale;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') refuseUnwritable(dataDir)(error as Error);
    }
    const owner = await livingOwner(dataDir);
    if (owner !== null) {
      throw new StartRefused(
        `Provisio is already running on ${dataDir} (process ${owner}); stop it first, or choose another folder with --data-dir.`,
      );
    }
    await rm(lockFile(dataDir), { force: true }).catch(refuseUnwritable(dataDir));
  }
}

/** The living process that holds the lock. A lock without a start time is judged by its number alone. */
async function livingOwner(dataDir: string): Promise<number | null> {
  const text = await readFile(lockFile(dataDir), 'utf8').catch(() => '');
  const [number = '', startedAt = ''] = text.trim().split(' ');
  const pid = Number.parseInt(number, 10);
  if (!(pid > 0) || !isAlive(pid)) return null;
  return startedAt === '' || startedAt === startOf(pid) ? pid : null;
}

/** Whether a process of this number is at work: not ourselves, and not one that has ended and waits to be collected. */
function isAlive(pid: number): boolean {
  if (pid === process.pid) return false; // our own number, left by a process of an earlier boot
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return startOf(pid) !== 'ended';
}

/**
 * When process `pid` started, in the kernel's own words (proc(5), stat, field 22): a number comes round again, and in a
 * container at once. `ended` for one that nobody has collected yet; empty where that cannot be told.
 */
function startOf(pid: number): string {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return fields[0] === 'Z' ? 'ended' : (fields[19] ?? '');
  } catch {
    return '';
  }
}

/** Deletes everything but our lock. @throws {StartRefused} where what was `found` is not ours. */
async function empty(dataDir: string, found: readonly string[]): Promise<void> {
  if (found.length > 0 && !found.some((name) => OURS.includes(name))) {
    throw new StartRefused(`--reset deletes only folders that Provisio made, and ${dataDir} is not one.`);
  }
  for (const name of found.filter((each) => each !== 'lock')) {
    await rm(path.join(dataDir, name), { recursive: true, force: true });
  }
}

function refuseUnwritable(dataDir: string): (error: NodeJS.ErrnoException) => never {
  return (error) => {
    throw new StartRefused(
      `${dataDir} cannot be written (${error.code ?? error.message}); choose another folder with --data-dir.`,
    );
  };
}

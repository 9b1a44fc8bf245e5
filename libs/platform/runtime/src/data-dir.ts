import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
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
  const owner = await lockOwner(dataDir);
  if (owner !== null && isAlive(owner)) {
    throw new StartRefused(
      `Provisio is already running on ${dataDir} (process ${owner}); stop it first, or choose another folder with --data-dir.`,
    );
  }
  await options.check?.();
  if (options.reset) await empty(dataDir);
  await writeFile(lockFile(dataDir), `${process.pid}\n`).catch(refuseUnwritable(dataDir));
  return { wasStale: owner !== null };
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
  const owner = await lockOwner(dataDir);
  if (owner === null || !isAlive(owner)) return null;
  const text = await readFile(runtimeFile(dataDir), 'utf8').catch(() => null);
  return text === null ? null : (JSON.parse(text) as Runtime);
}

async function lockOwner(dataDir: string): Promise<number | null> {
  const text = await readFile(lockFile(dataDir), 'utf8').catch(() => null);
  const pid = text === null ? Number.NaN : Number.parseInt(text, 10);
  return Number.isInteger(pid) && pid > 0 ? pid : null;
}

function isAlive(pid: number): boolean {
  if (pid === process.pid) return false; // our own number, left by a process of an earlier boot
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function empty(dataDir: string): Promise<void> {
  const { readdir } = await import('node:fs/promises');
  const entries = await readdir(dataDir);
  if (entries.length > 0 && !entries.some((name) => OURS.includes(name))) {
    throw new StartRefused(`--reset deletes only folders that Provisio made, and ${dataDir} is not one.`);
  }
  for (const name of entries) await rm(path.join(dataDir, name), { recursive: true, force: true });
}

function refuseUnwritable(dataDir: string): (error: NodeJS.ErrnoException) => never {
  return (error) => {
    throw new StartRefused(
      `${dataDir} cannot be written (${error.code ?? error.message}); choose another folder with --data-dir.`,
    );
  };
}

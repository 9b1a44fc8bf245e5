import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { eventually } from './eventually.ts';
import { alive } from './processes.ts';
import { runFolder } from './run-folder.ts';

/** As long as the others may take, on a slow machine. */
const PATIENCE_MS = 900_000;

/**
 * Resolves when no other worker of this run is alone with `what`, and keeps them waiting until the answer is called: two
 * products on one real service would read each other's topics and indexes, whose names are the same everywhere.
 */
export async function alone(what: string): Promise<() => Promise<void>> {
  const file = path.join(runFolder(), `alone-${what}`);
  await eventually(() => take(file), undefined, { timeoutMs: PATIENCE_MS, everyMs: 100 });
  return () => rm(file);
}

async function take(file: string): Promise<boolean> {
  try {
    await writeFile(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const pid = Number.parseInt(await readFile(file, 'utf8'), 10);
    // A worker that died gives nothing back. A name that is not written yet is somebody's.
    if (!Number.isNaN(pid) && alive([pid]).length === 0) await rm(file, { force: true });
    return false;
  }
}

import { readFile, rm, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';

/** Who uses the folder: a process, told apart from a later one of the same number by when it started. */
type Owner = { readonly pid: number; readonly startedAt: string };

/** What the kernel says of a process (proc(5), stat); undefined where there is no /proc, or no such process. */
function statOf(pid: number): { readonly state: string; readonly startedAt: string } | undefined {
  try {
    // The name in brackets may hold anything; field 3 comes after it, field 22 is the start.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return { state: fields[0] ?? '', startedAt: fields[19] ?? '' };
  } catch {
    return undefined;
  }
}

/** When a process started, in the kernel's own words; empty where that cannot be told. */
function startOf(pid: number): string {
  return statOf(pid)?.startedAt ?? '';
}

/** Whether there is a process of this number. One that has ended and that nobody has collected yet is none. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  return statOf(pid)?.state !== 'Z';
}

/** The living process that owns the folder, if any. A file of a process that was killed counts for nothing. */
export async function livingOwner(file: string): Promise<number | undefined> {
  const owner = await readFile(file, 'utf8')
    .then((text) => JSON.parse(text) as Owner)
    .catch(() => undefined);
  if (owner === undefined || !isAlive(owner.pid)) return undefined;
  return startOf(owner.pid) === owner.startedAt ? owner.pid : undefined;
}

/** Says that process `pid` uses the folder from now on. */
export async function writeOwner(file: string, pid: number): Promise<void> {
  await writeFile(file, JSON.stringify({ pid, startedAt: startOf(pid) } satisfies Owner));
}

/** Says that nobody does. */
export async function removeOwner(file: string): Promise<void> {
  await rm(file, { force: true });
}

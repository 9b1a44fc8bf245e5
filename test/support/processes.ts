import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { eventually } from './eventually.ts';

/** Every process now, with its parent; those that ended and only wait to be collected are left out. */
function everyProcess(): { pid: number; parent: number }[] {
  if (existsSync('/proc/self/stat')) return readdirSync('/proc').filter(isPid).flatMap(readStat);
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,stat='], { encoding: 'utf8' });
  return stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , state]) => !state?.startsWith('Z'))
    .map(([pid, parent]) => ({ pid: Number(pid), parent: Number(parent) }));
}

const isPid = (name: string): boolean => /^\d+$/.test(name);

function readStat(pid: string): { pid: number; parent: number }[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The command's name stands in brackets and may hold anything.
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' ? [] : [{ pid: Number(pid), parent: Number(parent) }];
  } catch {
    return []; // It ended while we looked.
  }
}

/** `root` and all that it has started, and they in turn. */
export function processTree(root: number): number[] {
  const all = everyProcess();
  const tree = all.some(({ pid }) => pid === root) ? [root] : [];
  for (const above of tree) tree.push(...all.filter(({ parent }) => parent === above).map(({ pid }) => pid));
  return tree;
}

/** Those of `pids` that are alive. */
export function alive(pids: readonly number[]): number[] {
  const all = new Set(everyProcess().map(({ pid }) => pid));
  return pids.filter((pid) => all.has(pid));
}

/** Kills `root` and everything below it the hard way (SIGKILL), and resolves when all of them are gone. */
export async function killTree(root: number): Promise<void> {
  const doomed = new Set<number>();
  // Again until nobody new is found: a process may be started while the first ones die.
  for (let found = processTree(root); found.some((pid) => !doomed.has(pid)); found = [...doomed].flatMap(processTree)) {
    for (const pid of found) {
      doomed.add(pid);
      killNow(pid);
    }
  }
  await eventually(
    () => alive([...doomed]),
    (left) => left.length === 0,
    { timeoutMs: 60_000 },
  );
}

function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

// This file runs in the chain's own process, which has no loader: erasable TypeScript and relative imports only.

/** Another live process holds the folder. */
export class LockHeld extends Error {}

/**
 * Takes `path` for this process, or waits up to `patienceMs` for an orphan that is on its way out.
 * A lock whose process is gone is stale: it is replaced, and `onStale` is told.
 */
export async function takeLock(path: string, patienceMs: number, onStale: (pid: number) => void): Promise<() => void> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const holder = tryLock(path);
    if (holder === null) return () => rmSync(path, { force: true });
    if (!isAlive(holder)) {
      onStale(holder.pid);
      rmSync(path, { force: true });
    } else if (Date.now() > deadline) {
      throw new LockHeld(`process ${holder.pid} is using it; stop that one first, or choose another --data-dir`);
    } else await wait(50);
  }
}

type Holder = { readonly pid: number; readonly startedAt: string };

function tryLock(path: string): Holder | null {
  try {
    const mine: Holder = { pid: process.pid, startedAt: startTimeOf(process.pid) };
    writeFileSync(path, JSON.stringify(mine), { flag: 'wx', mode: 0o600 });
    return null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return holderOf(path);
  }
}

function holderOf(path: string): Holder {
  try {
    const { pid, startedAt } = JSON.parse(readFileSync(path, 'utf8')) as Partial<Holder>;
    return { pid: pid ?? 0, startedAt: startedAt ?? '' };
  } catch {
    return { pid: 0, startedAt: '' }; // Cut off by a crash, or just removed: nobody holds it.
  }
}

function isAlive(holder: Holder): boolean {
  if (holder.pid <= 0) return false;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  // Process numbers come round again, after a reboot at once: the same number with another start is another process.
  return startTimeOf(holder.pid) === holder.startedAt;
}

/**
 * The process's start in clock ticks since boot (proc(5), stat, field 22); `gone` for a dead one that nobody has
 * collected yet; '' where there is no /proc.
 */
function startTimeOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' '); // from field 3, the state
    return fields[0] === 'Z' || fields[0] === 'X' ? 'gone' : (fields[19] ?? '');
  } catch {
    return '';
  }
}

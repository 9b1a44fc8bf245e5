import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { EmbeddedPostgresFailed } from '../database.errors.ts';
import { isAlive } from './owner-file.ts';

const STOP_TIMEOUT_MS = 30_000;

/**
 * The server that runs in `cluster`, by its postmaster.pid; undefined when none does.
 *
 * PostgreSQL and pg_ctl only ask whether a process of that number exists. After a crash the number may be another
 * program's (a container counts from 1 at every start), or that of a dead process that nobody has collected: the server
 * would not start, and a foreign program would be told to end. So the process has to be alive and run in this folder;
 * else the file is removed. Two servers in one folder stay impossible: PostgreSQL finds the other's shared memory.
 */
export async function runningServer(cluster: string): Promise<number | undefined> {
  const file = path.join(cluster, 'postmaster.pid');
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const [number = '', folder = ''] = text.split('\n');
  const pid = Number.parseInt(number, 10);
  if (pid > 0 && isAlive(pid) && (await runsIn(pid, folder))) return pid;
  await rm(file, { force: true });
  return undefined;
}

/** Whether the command line of `pid` names `folder`; taken for granted where command lines cannot be read. */
async function runsIn(pid: number, folder: string): Promise<boolean> {
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined);
  return commandLine === undefined || commandLine.split('\0').includes(folder);
}

/** Tells server `pid` to end its connections and stop, and waits for it. @throws {EmbeddedPostgresFailed} it does not. */
export async function stopServer(pid: number): Promise<void> {
  const end = performance.now() + STOP_TIMEOUT_MS;
  process.kill(pid, 'SIGINT'); // Fast shutdown.
  while (isAlive(pid)) {
    if (performance.now() > end) {
      throw new EmbeddedPostgresFailed(`PostgreSQL (process ${pid}) was left behind by a crash and does not stop.`);
    }
    await pause(20);
  }
}

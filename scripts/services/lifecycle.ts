import { spawn } from 'node:child_process';
import { existsSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { servicesFolder } from './folders.ts';
import { asOrdinaryUser } from './machine.ts';
import { isAlive, readRunning, type Running, ticksOf, writeRunning } from './running.ts';
import type { Command, Service } from './service.ts';

const GRACE_MS = 15_000;

/** Installs `of` once and answers its folder: into a folder beside, renamed when whole, so that a broken download is never taken for one. */
export async function installed(of: Service): Promise<string> {
  const folder = path.join(servicesFolder, `${of.name}-${of.version}`);
  if (of.install === undefined || existsSync(folder)) return folder;
  const unfinished = `${folder}.${process.pid}`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  try {
    await of.install(unfinished);
    if (!existsSync(folder)) await rename(unfinished, folder);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return folder;
}

/** Starts `of` with empty data unless it runs, and resolves when it has answered. */
export async function up(of: Service): Promise<{ running: Running; isNew: boolean }> {
  const before = readRunning()[of.name];
  if (before !== undefined && isAlive(before)) return { running: before, isNew: false };
  const home = await installed(of);
  const data = path.join(servicesFolder, 'data', of.name);
  await rm(data, { recursive: true, force: true });
  await mkdir(data, { recursive: true, mode: 0o700 });
  const { process: command, url } = await of.prepare(home, data);
  const log = path.join(data, 'output.log');
  const running = { url, ...launch(command, log) };
  writeRunning(of.name, running);
  try {
    await untilItAnswers(of, running, log);
  } catch (error) {
    await down(of);
    throw error;
  }
  return { running, isNew: true };
}

/** Ends `of` by the pid that was noted, if that is still its process, and drops its data. @returns whether it ran. */
export async function down(of: Service): Promise<boolean> {
  const running = readRunning()[of.name];
  if (running === undefined) return false;
  const wasAlive = isAlive(running);
  if (wasAlive) await end(running, of.stopSignal);
  writeRunning(of.name, undefined);
  await rm(path.join(servicesFolder, 'data', of.name), { recursive: true, force: true });
  return wasAlive;
}

function launch(of: Command, log: string): Omit<Running, 'url'> {
  const { command, args, env, cwd } = asOrdinaryUser(of);
  const output = openSync(log, 'a', 0o600);
  const child = spawn(command, [...args], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', output, output],
    detached: true, // Ctrl-C of whoever starts it is not meant for it.
  });
  child.once('error', () => undefined); // No pid then, which is said below.
  child.unref();
  const startedTicks = child.pid === undefined ? undefined : ticksOf(child.pid);
  if (child.pid === undefined || startedTicks === undefined) throw new Error(`${command} cannot be started`);
  return { pid: child.pid, startedTicks };
}

async function untilItAnswers(of: Service, running: Running, log: string): Promise<void> {
  const until = performance.now() + of.patienceMs;
  for (;;) {
    try {
      return await of.probe(running.url);
    } catch (error) {
      if (!isAlive(running)) throw new Error(`${of.name} ended at its start:\n${tail(log)}`, { cause: error });
      if (performance.now() > until) {
        throw new Error(`${of.name} did not answer in ${of.patienceMs / 1000} s:\n${tail(log)}`, { cause: error });
      }
      await pause(100);
    }
  }
}

async function end(running: Running, signal: NodeJS.Signals): Promise<void> {
  process.kill(running.pid, signal);
  for (const from = performance.now(); isAlive(running); await pause(20)) {
    if (performance.now() - from > GRACE_MS) process.kill(running.pid, 'SIGKILL');
  }
}

function tail(log: string): string {
  return readFileSync(log, 'utf8').trimEnd().split('\n').slice(-20).join('\n');
}

/** Resident memory of a process and of those it started, in MiB, from /proc; undefined when it cannot be read. */
export function memoryMiB(pid: number): number | undefined {
  try {
    const kib = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    if (kib === undefined) return undefined;
    const threads = readdirSync(`/proc/${pid}/task`);
    const children = threads.flatMap((id) => readFileSync(`/proc/${pid}/task/${id}/children`, 'utf8').split(' '));
    const below = children.filter((child) => child !== '').map((child) => memoryMiB(Number(child)) ?? 0);
    return below.reduce((sum, each) => sum + each, Math.round(Number(kib) / 1024));
  } catch {
    return undefined;
  }
}

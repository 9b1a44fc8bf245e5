import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { servicesFolder } from './folders.ts';
import type { ServiceName } from './service.ts';

/** A service that was started. `startedTicks` tells its process from a later one that got the same pid. */
export type Running = { readonly url: string; readonly pid: number; readonly startedTicks: string };

type Table = Partial<Record<ServiceName, Running>>;

const file = path.join(servicesFolder, 'running.json');

/** What was started and not stopped, by name. */
export function readRunning(): Table {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Table) : {};
}

/** Notes that `name` runs, or with undefined that it does not. */
export function writeRunning(name: ServiceName, running: Running | undefined): void {
  mkdirSync(servicesFolder, { recursive: true });
  const { [name]: _before, ...others } = readRunning();
  const table = running === undefined ? others : { ...others, [name]: running };
  writeFileSync(file, `${JSON.stringify(table, null, 2)}\n`, { mode: 0o600 }); // URLs hold passwords.
}

/** Since when a process runs, in the kernel's ticks; undefined when it is gone. */
export function ticksOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const afterName = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return afterName[0] === 'Z' ? undefined : afterName[19];
  } catch {
    return undefined;
  }
}

/** Whether the process that was noted is still that one. */
export function isAlive({ pid, startedTicks }: Running): boolean {
  return ticksOf(pid) === startedTicks;
}

/** The variable that names a service's address to the tests, e.g. `TEST_KAFKA_URL`. */
export const variableOf = (name: ServiceName): string => `TEST_${name.toUpperCase()}_URL`;

/** Where `name` answers: its variable, else what `up` started. @throws {Error} when neither is there. */
export function urlOf(name: ServiceName): string {
  const given = process.env[variableOf(name)];
  if (given !== undefined && given !== '') return given;
  const running = readRunning()[name];
  if (running !== undefined && isAlive(running)) return running.url;
  throw new Error(
    `it does not run: start it by \`node scripts/services/main.ts up ${name}\`, or set ${variableOf(name)}`,
  );
}

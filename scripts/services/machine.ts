import { execFile } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { userInfo } from 'node:os';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Command } from './service.ts';

/** The repository's root, with a slash at its end. */
export const root: string = fileURLToPath(new URL('../../', import.meta.url));

const execute = promisify(execFile);

/** Runs a command to its end and returns what it printed. @throws {Error} with its last lines. */
export async function sh(
  command: string,
  args: readonly string[],
  options: { cwd?: string; env?: Readonly<Record<string, string>> } = {},
): Promise<string> {
  try {
    const { stdout } = await execute(command, [...args], {
      ...options,
      env: { ...process.env, ...options.env },
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout;
  } catch (error) {
    const { message, stdout = '', stderr = '' } = error as Error & { stdout?: string; stderr?: string };
    const said = `${stdout}${stderr}`.trim().split('\n').slice(-15).join('\n');
    throw new Error(`${command} failed: ${said === '' ? message : said}`, { cause: error });
  }
}

/** A port of the loopback address that is free now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** `of`, in a user namespace of its own where it would otherwise see itself as root. The pid stays the service's own. */
export function asOrdinaryUser(of: Command): Command {
  if (of.refusesRoot !== true || userInfo().uid !== 0) return of;
  const unshare = ['--user', '--map-user=1000', '--map-group=1000', '--', of.command];
  return { ...of, command: 'unshare', args: [...unshare, ...of.args] };
}

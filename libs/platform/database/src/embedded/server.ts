import type { ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { EmbeddedPostgresFailed } from '../database.errors.ts';
import type { Launcher } from './launcher.ts';

/** Settings of every embedded server. Nothing here trades safety: fsync and full-page writes keep their default, on. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  timezone: 'UTC',
  log_timezone: 'UTC',
  shared_buffers: '64MB',
  max_connections: '100',
  max_wal_senders: '0',
  max_wal_size: '1GB',
  checkpoint_timeout: '15min',
  wal_compression: 'pglz',
  io_method: 'sync', // Three processes fewer; the machine is shared with the application.
  jit: 'off',
};

/** For tests: a crash of the machine may lose all, and many databases are open at once. */
const TESTING = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '300',
  max_wal_size: '4GB',
  scram_iterations: '1', // Tests connect all the time, and nobody attacks them.
};

const START_TIMEOUT_MS = 60_000;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A server that accepts connections. */
export type RunningServer = { readonly child: ChildProcess; readonly port: number };

/** Starts the server on a free port of 127.0.0.1. @throws {EmbeddedPostgresFailed} with PostgreSQL's last words. */
export async function startServer(
  launcher: Launcher,
  cluster: string,
  isForTests: boolean,
  more: Readonly<Record<string, string>> = {},
): Promise<RunningServer> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const settings = Object.entries({ ...SETTINGS, ...(isForTests ? TESTING : {}), ...more, port: String(port) });
    const child = launcher.spawn(
      'postgres',
      ['-D', cluster, ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      cluster,
    );
    try {
      await untilReady(child);
      return { child, port };
    } catch (error) {
      // Somebody else took the port between our look and PostgreSQL's: ask for another one.
      const isPortTaken = error instanceof Error && /could not (bind|create any TCP\/IP)/.test(error.message);
      if (!isPortTaken || attempt === 3) throw error;
    }
  }
}

function untilReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = '';
    const fail = (what: string): void => {
      clearTimeout(timer);
      reject(new EmbeddedPostgresFailed(`PostgreSQL ${what}: ${lastWords(log)}`));
    };
    const timer = setTimeout(() => {
      child.kill('SIGQUIT');
      fail(`did not start within ${START_TIMEOUT_MS / 1000} s`);
    }, START_TIMEOUT_MS);
    child.once('error', (error) => fail(`could not be run (${error.message})`));
    child.once('exit', (code) => fail(`ended with ${code}`));
    child.stderr?.on('data', (chunk: Buffer) => {
      log = (log + chunk.toString()).slice(-8192); // Read on for ever: a full pipe would stop the server.
      if (!/ready to accept (read-only )?connections/.test(log)) return;
      clearTimeout(timer);
      resolve();
    });
  });
}

function lastWords(log: string): string {
  const told = log.split('\n').filter((line) => /FATAL|PANIC|ERROR|could not|HINT/.test(line));
  return (told.at(-1) ?? log.trim().split('\n').at(-1) ?? 'it said nothing').replace(
    /^.*?(FATAL|PANIC|ERROR|LOG|HINT): +/,
    '',
  );
}

import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { ensureAppRole, migrate } from '#platform/database';

/** A PostgreSQL of one benchmark: Debian's binaries, its default settings, a folder of its own. */
export type BenchServer = {
  /** Such as `PostgreSQL 15.13 (Debian …)`. */
  readonly version: string;
  /** As superuser, database postgres. */
  readonly url: string;
  /** Of its first process. */
  readonly pid: number;
  /** A fresh database with every migration. */
  database(name: string): Promise<{ readonly ownerUrl: string; readonly appUrl: string }>;
  stop(): Promise<void>;
};

const DEBIAN = '/usr/lib/postgresql';
const READY_MS = 30_000;

/** Starts it. The newest of Debian's versions is taken; without one `PG_BIN` of the machine's PATH decides. */
export async function startBenchServer(): Promise<BenchServer> {
  const bin = ['18', '17', '16', '15'].map((major) => path.join(DEBIAN, major, 'bin')).find((dir) => existsSync(dir));
  if (bin === undefined) {
    throw new Error('this benchmark wants Debian’s PostgreSQL 15 or newer: apt-get install postgresql');
  }
  const folder = mkdtempSync(path.join(os.tmpdir(), 'provisio-bench-pg-'));
  const data = path.join(folder, 'data');
  mkdirSync(data);
  // PostgreSQL does not run as root.
  const isRoot = process.getuid?.() === 0;
  const identity = isRoot ? userId('postgres') : {};
  if (identity.uid !== undefined) {
    for (const each of [folder, data]) chownSync(each, identity.uid, identity.gid ?? identity.uid);
  }
  execFileSync(path.join(bin, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-locale'], {
    ...identity,
    cwd: folder,
    stdio: 'ignore',
  });
  const port = await freePort();
  const settings = { port: String(port), listen_addresses: '127.0.0.1', unix_socket_directories: '' };
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(path.join(bin, 'postgres'), ['-D', data, ...args], { ...identity, cwd: folder, stdio: 'ignore' });
  const kill = (): void => void child.kill('SIGINT');
  process.once('exit', kill);
  const url = (name: string): string => `postgres://postgres@127.0.0.1:${port}/${name}`;
  const version = await untilReady(url('postgres'));
  return {
    version,
    url: url('postgres'),
    pid: child.pid ?? 0,
    async database(name) {
      await query(url('postgres'), `create database ${name}`);
      const ownerUrl = url(name);
      const appUrl = await ensureAppRole(ownerUrl, 'bench');
      await migrate(ownerUrl, 'migrations');
      return { ownerUrl, appUrl };
    },
    async stop() {
      process.off('exit', kill);
      const gone = once(child, 'exit');
      child.kill('SIGINT');
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function userId(name: string): { uid?: number; gid?: number } {
  const of = (flag: string): number => Number.parseInt(execFileSync('id', [flag, name], { encoding: 'utf8' }), 10);
  return { uid: of('-u'), gid: of('-g') };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function untilReady(url: string): Promise<string> {
  const until = Date.now() + READY_MS;
  for (;;) {
    try {
      const [row] = await query<{ version: string }>(url, 'select version()');
      return (row?.version ?? '').split(' on ')[0] ?? '';
    } catch (error) {
      if (Date.now() > until) throw error;
      await pause(100);
    }
  }
}

/** One statement on a connection of its own. */
export async function query<Row>(url: string, sql: string): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows as Row[];
  } finally {
    await client.end();
  }
}

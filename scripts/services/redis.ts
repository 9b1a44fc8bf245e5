import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { freePort, sh } from './machine.ts';
import type { Service } from './service.ts';

const PACKAGES = ['redis-server', 'redis-tools', 'libjemalloc2', 'liblzf1', 'liblua5.1-0', 'lua-bitop', 'lua-cjson'];

/** Redis, writing every command to its file, never evicting: what BullMQ needs. */
export const redis: Service = {
  name: 'redis',
  version: 'debian',
  patienceMs: 30_000,
  stopSignal: 'SIGTERM',
  install: async (into) => {
    if (onPath('redis-server') === undefined) await unpackDebianPackages(into, PACKAGES);
  },
  async prepare(installed, data) {
    const port = await freePort();
    const unpacked = path.join(installed, 'root/usr/bin/redis-server');
    const command = existsSync(unpacked) ? unpacked : (onPath('redis-server') ?? 'redis-server');
    const libraries = path.join(
      installed,
      'root/usr/lib',
      `${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu`,
    );
    const args = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'yes'];
    return {
      process: {
        command,
        args: [...args, '--dir', data, '--maxmemory-policy', 'noeviction'],
        env: command === unpacked ? { LD_LIBRARY_PATH: libraries } : {},
        cwd: data,
      },
      url: `redis://127.0.0.1:${port}`,
    };
  },
  async probe(url) {
    const { Redis } = await import('ioredis');
    const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null, connectTimeout: 2000 });
    client.on('error', () => undefined); // The rejection of `connect` says it.
    try {
      await client.connect();
      await client.ping();
    } finally {
      client.disconnect();
    }
  },
};

/** Fetches Debian packages with apt and unpacks them below `into`/root: nothing of the machine changes, nobody is root. */
async function unpackDebianPackages(into: string, packages: readonly string[]): Promise<void> {
  mkdirSync(path.join(into, 'root'), { recursive: true });
  try {
    await sh('apt-get', ['download', ...packages], { cwd: into });
  } catch {
    await sh('apt-get', ['update']); // The lists are missing, or older than the packages.
    await sh('apt-get', ['download', ...packages], { cwd: into });
  }
  for (const file of await readdir(into)) {
    if (file.endsWith('.deb')) await sh('dpkg-deb', ['-x', file, 'root'], { cwd: into });
  }
}

function onPath(command: string): string | undefined {
  try {
    return execFileSync('sh', ['-c', `command -v ${command}`], { encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
}

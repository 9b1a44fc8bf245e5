import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { eventually } from '../../../../../test/support/eventually.ts';
import { EmbeddedPostgres } from './embedded-postgres.ts';
import { isAlive } from './owner-file.ts';

const pathOf = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** One value of one query. */
async function ask(url: string, sql: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return Object.values<unknown>((await client.query<Record<string, unknown>>(sql)).rows[0] ?? {})[0];
  } finally {
    await client.end();
  }
}

describe('EmbeddedPostgres', () => {
  let dir: string;
  const running: EmbeddedPostgres[] = [];
  beforeEach(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'provisio-postgres-'));
  });
  afterEach(async () => {
    for (const server of running.splice(0)) await server.stop();
    rmSync(dir, { recursive: true });
  });
  const start = async (options = {}): Promise<EmbeddedPostgres> => {
    const server = await EmbeddedPostgres.start(path.join(dir, 'data'), options);
    running.push(server);
    return server;
  };

  it('keeps what was written over a stop and a start, fsync on', async () => {
    const first = await start();
    await ask(first.ownerUrl, 'create table kept as select 42 as answer');
    expect(await ask(first.ownerUrl, 'show fsync')).toBe('on');
    expect(await ask(first.ownerUrl, 'show synchronous_commit')).toBe('on');
    await first.stop();
    expect(isAlive(first.pid)).toBe(false);
    const second = await start();
    expect(await ask(second.ownerUrl, 'select answer from kept')).toBe(42);
  });

  it('has an owner and an application role with no rights of its own, behind passwords only we can read', async () => {
    const server = await start({ testing: true });
    expect(await ask(server.appUrl, 'select current_user')).toBe('provisio_app');
    await expect(ask(server.appUrl, 'create table mine ()')).rejects.toThrow('permission denied');
    const stranger = new URL(server.ownerUrl);
    stranger.password = 'guess';
    await expect(ask(stranger.href, 'select 1')).rejects.toThrow('password authentication failed');
    expect(statSync(path.join(dir, 'data/passwords.json')).mode & 0o777).toBe(0o600);
  });

  it('stops a server that a killed process left behind, and loses nothing that was committed', async () => {
    const loader = new URL('../../../../../scripts/dev/typescript.mjs', import.meta.url).href;
    const args = [
      '--conditions=provisio-source',
      '--import',
      loader,
      pathOf('../../../../../test/support/doomed-postgres.ts'),
    ];
    const child = spawn(process.execPath, [...args, path.join(dir, 'data')], {
      cwd: pathOf('../../../../../'),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const orphan = JSON.parse(line.toString()) as { pid: number; ownerUrl: string };
    await ask(orphan.ownerUrl, 'create table kept as select 7 as answer');
    await expect(start({ testing: true })).rejects.toThrow(
      `Process ${child.pid ?? 0} is using ${path.join(dir, 'data')}`,
    );
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(isAlive(orphan.pid)).toBe(true);
    const server = await start({ testing: true });
    await eventually(() => !isAlive(orphan.pid));
    expect(await ask(server.ownerUrl, 'select answer from kept')).toBe(7);
  });

  it('leaves a foreign process alone that has got the number of its killed server, and starts', async () => {
    const first = await start({ testing: true });
    const file = path.join(dir, 'data/cluster/postmaster.pid');
    const left = readFileSync(file, 'utf8');
    process.kill(first.pid, 'SIGKILL');
    await eventually(() => !isAlive(first.pid));
    const stranger = spawn('sleep', ['60']);
    writeFileSync(file, left.replace(/^\d+/, String(stranger.pid)));
    await first.stop(); // as if its process had ended, too
    const second = await start({ testing: true });
    expect(await ask(second.ownerUrl, 'select 1')).toBe(1);
    expect(isAlive(stranger.pid ?? 0)).toBe(true);
    stranger.kill();
  });

  it('starts although nobody has collected its killed server yet', async () => {
    const first = await start({ testing: true });
    const file = path.join(dir, 'data/cluster/postmaster.pid');
    const left = readFileSync(file, 'utf8');
    process.kill(first.pid, 'SIGKILL');
    await eventually(() => !isAlive(first.pid));
    await first.stop();
    // A shell starts a process and becomes one that collects nothing.
    const parent = spawn('sh', ['-c', 'true & echo $!; exec sleep 60'], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    const dead = Number(line.toString());
    await eventually(() => !isAlive(dead));
    writeFileSync(file, left.replace(/^\d+/, String(dead)));
    expect(await ask((await start({ testing: true })).ownerUrl, 'select 1')).toBe(1);
    parent.kill();
  });

  it('refuses a folder that cannot be made, in one sentence', async () => {
    writeFileSync(path.join(dir, 'file'), '');
    const refused = EmbeddedPostgres.start(path.join(dir, 'file/data'), { testing: true });
    await expect(refused).rejects.toMatchObject({
      kind: 'unavailable',
      code: 'database.embedded_server_failed',
      message: expect.stringMatching(/^Cannot write in [^\n]*$/),
    });
    expect(existsSync(path.join(dir, 'data'))).toBe(false);
  });

  it('refuses a second server in the same folder', async () => {
    await start({ testing: true });
    await expect(EmbeddedPostgres.start(path.join(dir, 'data'), { testing: true })).rejects.toThrow(
      'already runs a server',
    );
  });
});

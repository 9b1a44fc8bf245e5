import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client, type QueryResultRow } from 'pg';
import { columnTypes } from '../column-types.ts';
import { makeCluster, openFolder, placesIn } from '../embedded/cluster.ts';
import { Launcher } from '../embedded/launcher.ts';
import { type RunningServer, startServer } from '../embedded/server.ts';
import { APP_ROLE, ensureAppRole, urlFor } from '../roles.ts';
import { ensureTemplate, withDatabase } from './template.ts';

/** A primary with every migration, and a streaming replica of it, both of this test file alone. */
export type ReplicatedDatabase = {
  readonly ownerUrl: string;
  readonly appUrl: string;
  /** The replica as the application role. */
  readonly replicaUrl: string;
  /** Runs a statement on the replica as superuser, such as `select pg_wal_replay_pause()`. */
  onReplica<Row>(sql: string): Promise<Row[]>;
  /** Stops the replica at once; it stays away. */
  stopReplica(): Promise<void>;
  close(): Promise<void>;
};

const SENDERS = { max_wal_senders: '3' };

/** Starts both on free ports: a copy of the primary's files, taken while it runs, follows it (PostgreSQL manual, 25.3.3 and 26.2). */
export async function aReplicatedDatabase(): Promise<ReplicatedDatabase> {
  const folder = await mkdtemp(path.join(tmpdir(), 'provisio-replicated-'));
  const password = randomBytes(16).toString('hex');
  const [first, second] = [path.join(folder, 'primary'), path.join(folder, 'replica')];
  const launcher = await Launcher.for(first);
  for (const each of [first, second]) await openFolder(each, launcher);
  await makeCluster(first, launcher, password, false);
  const started: ChildProcess[] = [];
  const close = async (): Promise<void> => {
    for (const child of started.toReversed()) await stop(child);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const primary = await startServer(launcher, placesIn(first).cluster, true, SENDERS);
    started.push(primary.child);
    const url = (port: number): string => `postgres://provisio:${password}@127.0.0.1:${port}/postgres`;
    const appPassword = randomBytes(16).toString('hex');
    await ensureAppRole(url(primary.port), appPassword);
    const template = await ensureTemplate(url(primary.port));
    await run(url(primary.port), `create database provisio template ${template}`);
    const ownerUrl = withDatabase(url(primary.port), 'provisio');
    const replica = await startReplica(launcher, { from: first, to: second, url: url(primary.port) });
    started.push(replica.child);
    return {
      ownerUrl,
      appUrl: urlFor(ownerUrl, APP_ROLE, appPassword),
      replicaUrl: urlFor(withDatabase(url(replica.port), 'provisio'), APP_ROLE, appPassword),
      onReplica: (sql) => run(withDatabase(url(replica.port), 'provisio'), sql),
      stopReplica: () => stop(replica.child),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Copies the running primary and starts the copy as its replica. */
async function startReplica(
  launcher: Launcher,
  { from, to, url }: { from: string; to: string; url: string },
): Promise<RunningServer> {
  const [source, target] = [placesIn(from).cluster, placesIn(to).cluster];
  const backup = new Client({ connectionString: url }); // One session from start to stop.
  await backup.connect();
  try {
    await backup.query("select pg_backup_start('replica', fast => true)");
    await cp(source, target, { recursive: true, filter: (file) => isCopied(path.relative(source, file)) });
    for (const empty of [
      'pg_dynshmem',
      'pg_notify',
      'pg_replslot',
      'pg_serial',
      'pg_snapshots',
      'pg_stat_tmp',
      'pg_subtrans',
    ]) {
      await mkdir(path.join(target, empty), { recursive: true, mode: 0o700 });
    }
    const { rows } = await backup.query<{ labelfile: string }>(
      'select labelfile from pg_backup_stop(wait_for_archive => false)',
    );
    await writeFile(path.join(target, 'backup_label'), rows[0]?.labelfile ?? '');
    await writeFile(path.join(target, 'standby.signal'), '');
  } finally {
    await backup.end();
  }
  const { hostname, port, username, password } = new URL(url);
  const conninfo = `host=${hostname} port=${port} user=${username} password=${password}`;
  return startServer(launcher, target, true, { ...SENDERS, primary_conninfo: conninfo, hot_standby: 'on' });
}

/** Not what belongs to the running server, or grows while it is copied and is made anew. */
function isCopied(file: string): boolean {
  return !/^(postmaster\.(pid|opts)$|(pg_dynshmem|pg_notify|pg_replslot|pg_serial|pg_snapshots|pg_stat_tmp|pg_subtrans)(\/|$))/.test(
    file,
  );
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGQUIT'); // At once: nothing of it is kept.
  await gone;
}

async function run<Row>(url: string, sql: string): Promise<Row[]> {
  const client = new Client({ connectionString: url, types: columnTypes });
  await client.connect();
  try {
    return (await client.query<QueryResultRow>(sql)).rows as Row[];
  } finally {
    await client.end();
  }
}

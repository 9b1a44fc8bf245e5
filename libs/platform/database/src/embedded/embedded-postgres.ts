import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { Client } from 'pg';
import { EmbeddedPostgresFailed } from '../database.errors.ts';
import { ensureAppRole } from '../roles.ts';
import { type Passwords, makeCluster, openFolder, placesIn, readPasswords } from './cluster.ts';
import { Launcher } from './launcher.ts';
import { livingOwner, removeOwner, writeOwner } from './owner-file.ts';
import { runningServer, stopServer } from './postmaster.ts';
import { startServer } from './server.ts';

/** How an embedded server is run. */
export type EmbeddedPostgresOptions = {
  /** fsync off and many connections: for tests only. */
  readonly testing?: boolean;
  /** Leave the server running when this process ends; process `ownerPid` answers for it. For the tests' shared server. */
  readonly outlivesUsFor?: number;
};

const STOP_TIMEOUT_MS = 30_000;

/** A PostgreSQL 18 server of our own in one folder, from the binaries in the npm package. */
export class EmbeddedPostgres {
  private readonly killAtExit = (): void => void this.child.kill('SIGINT');

  private constructor(
    /** Owner role of database `provisio`: for migrations. */
    readonly ownerUrl: string,
    /** Application role of the same database. */
    readonly appUrl: string,
    private readonly child: ChildProcess,
    private readonly ownerFile: string,
  ) {}

  /**
   * Starts the server that lives in `dataDir`, made at the first start. A server that an earlier process of ours left
   * behind when it was killed is stopped first.
   * @throws {EmbeddedPostgresFailed} the folder cannot be written, another process uses it, or PostgreSQL says why not.
   */
  static async start(dataDir: string, options: EmbeddedPostgresOptions = {}): Promise<EmbeddedPostgres> {
    const folder = path.resolve(dataDir);
    const places = placesIn(folder);
    const launcher = await Launcher.for(folder);
    await openFolder(folder, launcher);
    const isForTests = options.testing ?? false;
    const passwords = await claim(folder, options.outlivesUsFor ?? process.pid);
    await makeCluster(folder, launcher, passwords.owner, !isForTests);
    const { child, port } = await startServer(launcher, places.cluster, isForTests);
    try {
      const urls = await openToRoles(port, passwords);
      const server = new EmbeddedPostgres(urls.ownerUrl, urls.appUrl, child, places.owner);
      server.watch(options.outlivesUsFor !== undefined);
      return server;
    } catch (error) {
      child.kill('SIGQUIT');
      throw error;
    }
  }

  private watch(outlivesUs: boolean): void {
    // The server must not keep our process alive; whoever started it decides when to end.
    this.child.unref();
    if (this.child.stderr !== null && 'unref' in this.child.stderr) {
      (this.child.stderr as unknown as { unref(): void }).unref();
    }
    if (!outlivesUs) process.once('exit', this.killAtExit);
  }

  /** The server's process. */
  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Ends open connections, writes everything out, and resolves when the process is gone. */
  async stop(): Promise<void> {
    process.off('exit', this.killAtExit);
    if (this.child.exitCode === null && this.child.signalCode === null) {
      this.child.ref();
      const gone = once(this.child, 'exit');
      this.child.kill('SIGINT'); // Fast shutdown.
      const impatience = setTimeout(() => this.child.kill('SIGQUIT'), STOP_TIMEOUT_MS);
      await gone;
      clearTimeout(impatience);
    }
    await removeOwner(this.ownerFile);
  }
}

/** Takes the folder for `ownerPid`. @throws {EmbeddedPostgresFailed} while another living process has it. */
async function claim(folder: string, ownerPid: number): Promise<Passwords> {
  const places = placesIn(folder);
  const owner = await livingOwner(places.owner);
  if (owner !== undefined && owner !== ownerPid) {
    throw new EmbeddedPostgresFailed(
      `Process ${owner} is using ${folder}: stop it first, or choose another data directory.`,
    );
  }
  const running = await runningServer(places.cluster);
  if (running !== undefined && owner === ownerPid) {
    throw new EmbeddedPostgresFailed(`This process already runs a server in ${folder}.`);
  }
  if (running !== undefined) await stopServer(running);
  await writeOwner(places.owner, ownerPid);
  return readPasswords(places.passwords);
}

/** Makes database `provisio` and the application role, if they are not there. */
async function openToRoles(port: number, passwords: Passwords): Promise<{ ownerUrl: string; appUrl: string }> {
  const maintenanceUrl = `postgres://provisio:${passwords.owner}@127.0.0.1:${port}/postgres`;
  const maintenance = new Client({ connectionString: maintenanceUrl });
  await maintenance.connect();
  try {
    const found = await maintenance.query("select from pg_database where datname = 'provisio'");
    if (found.rowCount === 0) await maintenance.query('create database provisio');
  } finally {
    await maintenance.end();
  }
  const ownerUrl = maintenanceUrl.replace(/postgres$/, 'provisio');
  return { ownerUrl, appUrl: await ensureAppRole(ownerUrl, passwords.app) };
}

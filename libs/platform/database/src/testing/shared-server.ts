import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { EmbeddedPostgres } from '../embedded/embedded-postgres.ts';

/** How the tests of one run reach their server. */
export type SharedServer = { readonly ownerUrl: string; readonly appUrl: string };

const START_TIMEOUT_MS = 90_000;

/** test/support/global-setup.mjs makes the folder before the first worker starts; the names must agree. */
const folderOf = (pid: number): string => path.join(tmpdir(), `provisio-test-${pid}`);

let server: Promise<SharedServer> | undefined;

/** The one server of this test run: started by whoever asks first, stopped by the run's teardown. */
export function sharedServer(): Promise<SharedServer> {
  server ??= findOrStart();
  return server;
}

async function findOrStart(): Promise<SharedServer> {
  // A worker is a child of the run; a run without workers is the process itself.
  const pid = [process.ppid, process.pid].find((candidate) => existsSync(folderOf(candidate)));
  return pid === undefined ? startOwn() : startForRun(pid);
}

/** Outside a test run (a script, a benchmark): a server for this process alone. */
async function startOwn(): Promise<SharedServer> {
  const folder = folderOf(process.pid);
  const started = await EmbeddedPostgres.start(path.join(folder, 'postgres'), { testing: true });
  process.once('exit', () => {
    process.kill(started.pid, 'SIGQUIT');
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  return { ownerUrl: started.ownerUrl, appUrl: started.appUrl };
}

async function startForRun(pid: number): Promise<SharedServer> {
  const folder = folderOf(pid);
  const address = path.join(folder, 'server.json');
  if (!isFirst(path.join(folder, 'starting'))) return waitFor(address);
  const { ownerUrl, appUrl } = await EmbeddedPostgres.start(path.join(folder, 'postgres'), {
    testing: true,
    outlivesUsFor: pid,
  });
  writeFileSync(`${address}.new`, JSON.stringify({ ownerUrl, appUrl }), { mode: 0o600 });
  renameSync(`${address}.new`, address);
  return { ownerUrl, appUrl };
}

/** Of all that call it for the same `marker`, exactly one is told true. */
function isFirst(marker: string): boolean {
  try {
    mkdirSync(marker);
    return true;
  } catch {
    return false; // It is there already.
  }
}

async function waitFor(address: string): Promise<SharedServer> {
  const until = Date.now() + START_TIMEOUT_MS;
  while (!existsSync(address)) {
    if (Date.now() > until) throw new Error('the test server did not start; see the first failing spec');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return JSON.parse(readFileSync(address, 'utf8')) as SharedServer;
}

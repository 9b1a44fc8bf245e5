// After the tests: stops the run's PostgreSQL, if one was started, and removes its files.
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const IMPATIENT_AFTER_MS = 10_000;

/** The server of a folder: the first line of its postmaster.pid, if that process runs from this folder. */
function serverIn(folder) {
  try {
    const [pid, dataDir] = readFileSync(path.join(folder, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n');
    return path.resolve(dataDir ?? '').startsWith(folder) ? Number(pid) : 0;
  } catch {
    return 0; // No server was started here.
  }
}

function signal(pid, name) {
  try {
    return process.kill(pid, name);
  } catch {
    return false; // It is gone.
  }
}

/** Ends the server of test run `pid` and deletes its folder. */
export async function removeRun(pid) {
  const folder = path.join(tmpdir(), `provisio-test-${pid}`);
  const server = serverIn(folder);
  if (server > 0 && signal(server, 'SIGQUIT')) {
    for (const from = Date.now(); signal(server, 0);) {
      if (Date.now() - from > IMPATIENT_AFTER_MS) signal(server, 'SIGKILL');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

export default () => removeRun(process.pid);

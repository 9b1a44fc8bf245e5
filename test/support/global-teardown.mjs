// After the tests: stops what the run has started for all of them (PostgreSQL, a product that fills the demo), and
// removes its files.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const IMPATIENT_AFTER_MS = 10_000;

function firstLines(file) {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch {
    return []; // Nothing was started here.
  }
}

/** The server of `folder`: the first line of its postmaster.pid, if that process runs from this folder. */
function serverIn(folder) {
  const [pid, dataDir] = firstLines(path.join(folder, 'postgres/cluster/postmaster.pid'));
  return path.resolve(dataDir ?? '').startsWith(folder) ? Number(pid) : 0;
}

/** The product that has taken `folder`, if that process works on it: numbers come round again. */
function productIn(folder) {
  const [number = ''] = firstLines(path.join(folder, 'lock'))[0]?.split(' ') ?? [];
  const commandLine = `/proc/${number}/cmdline`;
  if (existsSync('/proc/self') && !firstLines(commandLine).join().includes(folder)) return 0;
  return Number(number);
}

function signal(pid, name) {
  try {
    return process.kill(pid, name);
  } catch {
    return false; // It is gone.
  }
}

/** Asks `pid` to end and resolves when it is gone; 0 is nobody. */
async function end(pid, name) {
  if (pid === 0 || !signal(pid, name)) return;
  for (const from = Date.now(); signal(pid, 0);) {
    if (Date.now() - from > IMPATIENT_AFTER_MS) signal(pid, 'SIGKILL');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Ends what test run `pid` has left running in its folder, and deletes it. */
export async function removeRun(pid) {
  const folder = path.join(tmpdir(), `provisio-test-${pid}`);
  if (!existsSync(folder)) return;
  const demos = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  for (const demo of demos.map(({ name }) => path.join(folder, name))) {
    await end(productIn(demo), 'SIGTERM');
    await end(serverIn(demo), 'SIGQUIT');
  }
  await end(serverIn(folder), 'SIGQUIT');
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

export default () => removeRun(process.pid);

// Before the tests: the folder that says "this is a test run" (libs/platform/database/src/testing/shared-server.ts
// starts PostgreSQL in it when the first test asks), and what killed runs left behind is cleared away.
import { mkdirSync, readdirSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import path from 'node:path';
import { removeRun } from './global-teardown.mjs';
import { killTree, processTree } from './processes.ts';

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/**
 * Jest runs no teardown when it is interrupted, and its workers go on when it is ended: whatever this run has started
 * ends with it, products and browsers included.
 */
function tidyUpWhenInterrupted() {
  const tidyUp = async () => {
    for (const pid of processTree(process.pid).slice(1)) await killTree(pid);
    await removeRun(process.pid);
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.once(name, () => void tidyUp().finally(() => process.exit(128 + constants.signals[name])));
  }
}

export default async function globalSetup() {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(/^provisio-test-(\d+)$/.exec(name)?.[1] ?? 0);
    if (pid > 0 && !isAlive(pid)) await removeRun(pid);
  }
  await removeRun(process.pid);
  mkdirSync(path.join(tmpdir(), `provisio-test-${process.pid}`), { mode: 0o700 });
  tidyUpWhenInterrupted();
}

import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * The folder of this test run, which the jest setup makes and its teardown removes (global-setup.mjs, global-teardown.mjs).
 * A worker is a child of the run; a run without workers is the process itself.
 *
 * @throws {Error} outside a test run.
 */
export function runFolder(): string {
  const folders = [process.ppid, process.pid].map((pid) => path.join(tmpdir(), `provisio-test-${pid}`));
  const folder = folders.find((each) => existsSync(each));
  if (folder === undefined) throw new Error('there is no folder of a test run');
  return folder;
}

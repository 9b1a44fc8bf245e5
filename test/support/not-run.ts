import { appendFileSync, mkdirSync } from 'node:fs';

const FOLDER = new URL('../../.build/', import.meta.url);

/**
 * Says that a test did not run and why, so that the last lines of `npm test` list it: nothing is skipped silently.
 * `what` names the thing as a reader knows it (`shared data`), `why` is one clause (`../shared/data is not there`).
 * One JSON line is appended to `.build/not-run.jsonl`; saying the same twice is fine.
 */
export function notRun(what: string, why: string): void {
  mkdirSync(FOLDER, { recursive: true });
  appendFileSync(new URL('not-run.jsonl', FOLDER), `${JSON.stringify({ what, why })}\n`);
}

import type { Json } from '#kernel';

/** What a handler is told about the run besides its payload. `attempt` starts at 1. */
export type JobRun = { readonly id: string; readonly attempt: number };

/** Does one job. When it rejects, the job runs again after a pause that grows. It must bear to run twice. */
export type JobHandler = (payload: Json, run: JobRun) => Promise<void>;

/** How a job runs: by a clock (`everyMs`), or when it is added, so many at a time in this process (default 1). */
export type JobOptions = { readonly everyMs?: number; readonly concurrency?: number };

/** `key`: of several adds with one key only the first counts, for a day. `delayMs`: not before then. */
export type AddOptions = { readonly key?: string; readonly delayMs?: number };

/**
 * Work for later, or by the clock, done by any process that defines it.
 *
 * Every adapter keeps these promises (test/conformance/job-queue.ts): a job that `add` resolved for runs at least once,
 * also after a crash in the middle; a key runs once; a failed run comes again, later each time, up to ten times; a
 * delay is kept; a job that has not begun can be cancelled; a clock goes on where nobody is, one run at a time.
 */
export abstract class JobQueue {
  /** Runs jobs of this name (`module.imperative`) in this process from now on. With `everyMs` its payload is null. */
  abstract define(name: string, handler: JobHandler, options?: JobOptions): Promise<void>;
  /** Resolves once the job survives a crash. */
  abstract add(name: string, payload: Json, options?: AddOptions): Promise<void>;
  /** Takes a job back. @returns false when it has begun, is done, or was never there. */
  abstract cancel(name: string, key: string): Promise<boolean>;
  /** Ends after the runs at work. */
  abstract close(): Promise<void>;
}

import type { Queue, Worker, WorkerOptions } from 'bullmq';
import type { Json } from '#kernel';

/** What we use of a BullMQ queue. */
export type AnyQueue = Pick<Queue, 'add' | 'getJob' | 'upsertJobScheduler' | 'close'>;

/** What we use of a BullMQ worker. */
export type AnyWorker = Pick<Worker, 'close' | 'waitUntilReady'>;

/** One run of a job, as BullMQ hands it over. */
export type BullmqRun = {
  readonly id?: string | undefined;
  readonly data: Json;
  readonly attemptsMade: number;
  readonly opts: { readonly attempts?: number | undefined };
};

/** Where BullMQ keeps its jobs. `complain` gets what goes wrong outside of a call. */
export type BullmqBackend = {
  queue(name: string, complain: (error: Error) => void): AnyQueue;
  worker(
    name: string,
    run: (job: BullmqRun) => Promise<void>,
    options: Pick<WorkerOptions, 'concurrency' | 'lockDuration' | 'stalledInterval' | 'maxStalledCount'>,
    complain: (error: Error) => void,
  ): AnyWorker;
  /** After every queue and worker is closed. */
  close(): Promise<void>;
};

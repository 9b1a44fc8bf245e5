import { setTimeout as pause } from 'node:timers/promises';
import type { Delivered } from '../event-log.ts';
import { PartitionTaken } from '../event-log.errors.ts';

/** How a reader gets records and gives them away. */
export type ReaderPorts = {
  read(position: bigint): Promise<Delivered[]>;
  handle(records: readonly Delivered[]): Promise<void>;
  /** Somebody else owns the partition now: the reader has stopped. */
  taken(): void;
  failed(error: unknown, pauseMs: number): void;
};

const POLL_MS = 1000; // A NOTIFY wakes us; this is for one that got lost.
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 5000;

/** Reads one partition on and on: a batch at a time, the same one again until it is handled. */
export class PartitionReader {
  private readonly ending = new AbortController();
  private bell: (() => void) | undefined;
  private isRung = false;
  private readonly done: Promise<void>;

  constructor(
    private position: bigint,
    private readonly ports: ReaderPorts,
  ) {
    this.done = this.run();
  }

  /** There may be new records. */
  wake(): void {
    this.isRung = true;
    this.bell?.();
  }

  /** Ends after the batch at work. */
  async stop(): Promise<void> {
    this.ending.abort();
    this.wake();
    await this.done;
  }

  private async run(): Promise<void> {
    let pauseMs = FIRST_PAUSE_MS;
    while (!this.ending.signal.aborted) {
      try {
        this.isRung = false;
        const records = await this.ports.read(this.position);
        const last = records.at(-1);
        if (last === undefined) await this.untilWoken();
        else {
          await this.ports.handle(records);
          this.position = last.position + 1n;
        }
        pauseMs = FIRST_PAUSE_MS;
      } catch (error) {
        if (error instanceof PartitionTaken) {
          this.ports.taken();
          return;
        }
        this.ports.failed(error, pauseMs);
        await pause(pauseMs, undefined, { signal: this.ending.signal }).catch(() => undefined);
        pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
      }
    }
  }

  private async untilWoken(): Promise<void> {
    if (this.isRung || this.ending.signal.aborted) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.bell = resolve;
    const timer = setTimeout(resolve, POLL_MS);
    await promise;
    clearTimeout(timer);
    this.bell = undefined;
  }
}

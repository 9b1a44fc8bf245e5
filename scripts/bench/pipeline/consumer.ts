import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const START_MS = 120_000;

/** A billing process, which says when each of its batches begins. */
export class BillingConsumer {
  private onBatch: (() => void) | undefined;
  private ready = false;
  private firstBatchMs: number | undefined;
  private readonly changed = new Set<() => void>();

  private constructor(private readonly child: ChildProcess) {
    process.once('exit', () => child.kill('SIGKILL'));
    child.stdout?.on('data', (chunk: Buffer) => {
      const said = chunk.toString();
      if (said.includes('ready')) this.ready = true;
      if (said.includes('batch')) {
        this.firstBatchMs ??= performance.now();
        this.onBatch?.();
      }
      for (const wake of this.changed) wake();
    });
    child.once('exit', () => this.changed.forEach((wake) => wake()));
  }

  /** Starts one on the database behind `appUrl`; it reads Kafka where `brokers` are named. */
  static start(appUrl: string, brokers: string | undefined): BillingConsumer {
    const loader = `${ROOT}scripts/dev/typescript.mjs`;
    const program = `${ROOT}test/support/doomed-billing.ts`;
    const args = ['--import', loader, program, appUrl, '0', ...(brokers === undefined ? [] : [brokers])];
    return new BillingConsumer(spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] }));
  }

  /** Resolves with the time of its first batch. */
  async untilFirstBatch(): Promise<number> {
    await this.until(() => this.firstBatchMs !== undefined);
    return this.firstBatchMs ?? performance.now();
  }

  /** Resolves when it consumes, perhaps nothing yet. */
  untilReady(): Promise<void> {
    return this.until(() => this.ready);
  }

  /** Kills it the hard way when a batch has just begun and `isTime` says so. Resolves with the time when it is gone. */
  async killInBatch(isTime: () => boolean): Promise<number> {
    const gone = once(this.child, 'exit');
    this.onBatch = () => {
      if (isTime()) this.child.kill('SIGKILL');
    };
    await gone;
    return performance.now();
  }

  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.kill(signal);
    await gone;
  }

  private async until(isSo: () => boolean): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const timer = setTimeout(() => reject(new Error('the consumer does not begin')), START_MS);
    const look = (): void => {
      if (isSo()) resolve();
      else if (this.child.exitCode !== null) reject(new Error(`the consumer ended with ${this.child.exitCode}`));
    };
    this.changed.add(look);
    try {
      look();
      await promise;
    } finally {
      clearTimeout(timer);
      this.changed.delete(look);
    }
  }
}

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { DomainError } from '#kernel';
import {
  EmbeddedChainCrashed,
  EmbeddedChainDiverged,
  EmbeddedChainFolder,
  EmbeddedChainJournalDamaged,
  EmbeddedChainLocked,
  EmbeddedChainPortBusy,
} from '../chain.errors.ts';
import type { ChildOrder, ChildReport, FailedWhy } from './child.ts';

/** How to start it. `dataDir` is the application's; the chain keeps to `chain/` in it. Port 0 takes a free one. */
export type EmbeddedChainOptions = {
  readonly dataDir: string;
  readonly port?: number;
  /** Told in one sentence: a long replay (each second), a stale lock that was removed, a process that had to come back. */
  readonly onProgress?: (text: string) => void;
};

/** After so many failed starts in a row it stays down. */
const COMEBACKS = 5;

/**
 * A chain of our own: Hardhat's simulated network in a forked process, behind JSON-RPC on 127.0.0.1.
 *
 * It survives a restart: each signed transaction is written and synced to `chain/journal.jsonl` with its block time
 * before it is executed, and all of them are executed again at the next start, block hash by block hash.
 * It ends when this process does, however that happens.
 */
export class EmbeddedChain {
  private isStopping = false;
  private comingBack: Promise<void> = Promise.resolve();

  private constructor(
    private readonly order: ChildOrder,
    private child: ChildProcess,
    private readonly say: (text: string) => void,
  ) {
    this.watch();
  }

  /**
   * Starts the chain of `dataDir` and resolves once it serves. Should its process end later without being asked to, it is
   * started again on the same port.
   * @throws {EmbeddedChainLocked | EmbeddedChainPortBusy | EmbeddedChainFolder | EmbeddedChainDiverged |
   *   EmbeddedChainJournalDamaged | EmbeddedChainCrashed} nothing is left running.
   */
  static start({ dataDir, port = 0, onProgress }: EmbeddedChainOptions): Promise<EmbeddedChain> {
    return EmbeddedChain.run({ folder: join(dataDir, 'chain'), port }, onProgress);
  }

  /** A chain without memory that answers every method of Hardhat's, state changes included. For tests: `aTestNode`. */
  static startForgetful(): Promise<EmbeddedChain> {
    return EmbeddedChain.run({ folder: null, port: 0 });
  }

  get rpcUrl(): string {
    return `http://127.0.0.1:${this.order.port}`;
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Ends the process; the transaction in hand is finished first. */
  async stop(): Promise<void> {
    this.isStopping = true;
    await this.comingBack;
    this.child.kill('SIGTERM');
    const tooLong = setTimeout(() => this.child.kill('SIGKILL'), 10_000);
    await whenGone(this.child);
    clearTimeout(tooLong);
  }

  private static async run(order: ChildOrder, say: (text: string) => void = () => undefined): Promise<EmbeddedChain> {
    const { child, port } = await launch(order, say);
    return new EmbeddedChain({ ...order, port }, child, say);
  }

  private watch(): void {
    this.child.once('exit', () => {
      // What has no memory cannot come back as it was.
      if (!this.isStopping && this.order.folder !== null) this.comingBack = this.comeBack();
    });
  }

  private async comeBack(): Promise<void> {
    for (let tries = 1; tries <= COMEBACKS && !this.isStopping; tries += 1) {
      try {
        this.child = (await launch(this.order, this.say)).child;
        this.watch();
        this.say('the embedded chain ended unexpectedly and was started again');
        return;
      } catch (error) {
        this.say(`the embedded chain ended unexpectedly and does not start: ${(error as Error).message}`);
        await pause(tries * 500, undefined, { ref: false });
      }
    }
  }
}

async function launch(
  order: ChildOrder,
  say: (text: string) => void,
): Promise<{ readonly child: ChildProcess; readonly port: number }> {
  // `import.meta.url` ends in .ts in development and .js in dist, and so does the child.
  const script = new URL(`./child${import.meta.url.slice(-3)}`, import.meta.url);
  const child = fork(script, [JSON.stringify(order)], {
    execArgv: [], // The child needs no loader, and no inspector of its own.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  try {
    return { child, port: await readiness(child, say) };
  } catch (error) {
    child.kill('SIGKILL');
    await whenGone(child);
    throw error;
  }
}

function readiness(child: ChildProcess, say: (text: string) => void): Promise<number> {
  return new Promise((resolve, reject) => {
    child.on('message', (report: ChildReport) => {
      // Under `node --watch` the channel also carries Node's own messages, which have no `is`.
      if (report.is === 'progress') say(report.text);
      if (report.is === 'ready') resolve(report.port);
      if (report.is === 'failed') reject(refusalOf(report.why, report.message));
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      reject(new EmbeddedChainCrashed(`the embedded chain ended at its start (${signal ?? `exit code ${code}`})`));
    });
  });
}

const REFUSALS: Record<FailedWhy, (message: string) => DomainError> = {
  locked: (message) => new EmbeddedChainLocked(`the embedded chain's folder is taken: ${message}`),
  port: (message) => new EmbeddedChainPortBusy(`the embedded chain's port is not free: ${message}`),
  folder: (message) => new EmbeddedChainFolder(`the embedded chain's folder cannot be used: ${message}`),
  diverged: (message) => new EmbeddedChainDiverged(message),
  damaged: (message) =>
    new EmbeddedChainJournalDamaged(`${message}. Restore the file from a backup, or begin again with --reset.`),
  crashed: (message) => new EmbeddedChainCrashed(`the embedded chain failed at its start: ${message}`),
};

function refusalOf(why: FailedWhy, message: string): DomainError {
  return REFUSALS[why](message);
}

async function whenGone(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

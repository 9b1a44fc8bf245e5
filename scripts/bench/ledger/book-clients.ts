import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { BookSettings } from '#modules/ledger';
import type { Load } from './load.ts';

/** A book's poster in a process of its own, seen from the bench. */
export class BookProcess {
  private constructor(
    private readonly child: ChildProcess,
    private readonly lines: AsyncIterator<string>,
  ) {}

  /** Starts it; resolves when its book is open and its accounts have money. */
  static async start(settings: BookSettings, dataDir: string): Promise<BookProcess> {
    const script = new URL('./book-process.ts', import.meta.url).pathname;
    const args = ['--import', './scripts/dev/typescript.mjs', script, JSON.stringify(settings), dataDir];
    const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const started = new BookProcess(child, lines);
    await started.next();
    return started;
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** `clients` loops of one transfer each, for `seconds`. */
  async run(clients: number, seconds: number): Promise<Load> {
    return (await this.ask(`run ${clients} ${seconds}`)) as Load;
  }

  async audit(): Promise<{ leaves: string; breaks: number }> {
    return (await this.ask('audit')) as { leaves: string; breaks: number };
  }

  async stop(): Promise<void> {
    const gone = once(this.child, 'exit');
    this.child.stdin?.end();
    await gone;
  }

  private ask(line: string): Promise<unknown> {
    this.child.stdin?.write(`${line}\n`);
    return this.next();
  }

  private async next(): Promise<unknown> {
    const { value, done } = await this.lines.next();
    if (done === true) throw new Error('the process of a book ended; its own words stand above');
    return JSON.parse(value);
  }
}

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { planServer, root } from '../../scripts/dev/build-plan.ts';
import { eventually } from './eventually.ts';
import { alive, killTree, processTree } from './processes.ts';

/** How a product is started. */
export type ProductOptions = {
  readonly dataDir: string;
  /** With the demo, or empty (the default). */
  readonly demo?: boolean;
  /** More arguments of `npm start --`. */
  readonly args?: readonly string[];
  /** More variables. */
  readonly env?: Readonly<Record<string, string>>;
};

/** How a command ended and what it printed. */
export type Ended = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

/** Where a running product answers. */
type Runtime = { readonly pid: number; readonly url: string; readonly ownerUrl: string; readonly rpcUrl: string };

/** Far longer than it takes anywhere: only what fails ever waits that long. */
const START_PATIENCE_MS = 240_000;
const STOP_PATIENCE_MS = 90_000;

/** An empty folder for the data of test `name`; whoever asked removes it. */
export function aDataDir(name: string): Promise<string> {
  return mkdtemp(path.join(tmpdir(), `provisio-e2e-${name}-`));
}

/** Removes a data directory of ours. Its log stays behind in `.build/e2e/`, for who has to find out what went wrong. */
export async function removeDataDir(dataDir: string): Promise<void> {
  const name = path.basename(dataDir).slice('provisio-e2e-'.length, -'-XXXXXX'.length);
  const kept = path.join(root, '.build/e2e');
  await mkdir(kept, { recursive: true });
  if (existsSync(path.join(dataDir, 'provisio.log'))) {
    await copyFile(path.join(dataDir, 'provisio.log'), path.join(kept, `${name}.log`));
  }
  await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
}

/**
 * Node's arguments that run app `name`: the build where it is current (`npm test` has just made it), else the sources.
 */
function runApp(name: 'standalone' | 'cli'): string[] {
  const { stale, orphans } = planServer();
  const main = `apps/${name}/src/main`;
  if (stale.length + orphans.length === 0) return [`dist/${main}.js`];
  return ['--import', './scripts/dev/typescript.mjs', `${main}.ts`];
}

function launch(
  app: 'standalone' | 'cli',
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): ChildProcess {
  return spawn(process.execPath, [...runApp(app), ...args], {
    cwd: root,
    // Jest's own options would reach the product otherwise.
    env: { ...process.env, NODE_OPTIONS: '--enable-source-maps', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

/**
 * Runs a command of the command line on `dataDir` to its end; `input` is what is typed into it, `env` names the services
 * of a product that has others than its own.
 */
export function cli(
  dataDir: string,
  args: readonly string[],
  input = '',
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  return new Running(launch('cli', args, { DATA_DIR: dataDir, ...env }), input).ended;
}

/** Starts a command of the command line on `dataDir`, to be killed. */
export function startCli(dataDir: string, args: readonly string[], input = ''): Running {
  return new Running(launch('cli', args, { DATA_DIR: dataDir }), input);
}

/** Runs `npm start -- <args>` to its end, for starts that are refused. */
export function startToItsEnd(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  return new Running(launch('standalone', args, env)).ended;
}

/** A process of ours with what it has printed so far. */
export class Running {
  readonly ended: Promise<Ended>;
  stdout = '';
  stderr = '';

  constructor(
    private readonly child: ChildProcess,
    input = '',
  ) {
    child.stdin?.end(input);
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.stdout += text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
    this.ended = new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => resolve({ code, stdout: this.stdout, stderr: this.stderr }));
    });
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }

  /** SIGKILL to it alone; what it has started is left to itself. Resolves when it is gone. */
  async killAlone(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }

  /** SIGKILL to it and all that it has started; resolves when they are gone. */
  async kill(): Promise<void> {
    await killTree(this.pid);
    await this.ended;
  }
}

/** The standalone product in a process of its own, as `npm start` runs it. */
export class Product {
  private constructor(
    readonly dataDir: string,
    readonly process: Running,
    private readonly runtime: Runtime,
    /** What it was started with besides its data directory. */
    readonly env: Readonly<Record<string, string>>,
  ) {}

  /**
   * Starts it on a free port and resolves when it is ready: it has said where it answers, and `/health/ready` agrees.
   * The demo, if any, may still be running; `table` waits for it.
   * @throws {Error} with all that it printed when it ends or is not ready in time.
   */
  static async start(options: ProductOptions): Promise<Product> {
    const running = Product.launch(options);
    try {
      return await Product.ready(options.dataDir, running, options.env);
    } catch (error) {
      await running.kill();
      throw error;
    }
  }

  /** Starts the process without waiting for anything. */
  static launch({ dataDir, demo = false, args = [], env = {} }: ProductOptions): Running {
    const all = ['--data-dir', dataDir, '--port', '0', demo ? '--demo' : '--no-demo', ...args];
    return new Running(launch('standalone', all, env));
  }

  /** Resolves when `running` answers. @throws {Error} with all that it printed. */
  static async ready(dataDir: string, running: Running, env: Readonly<Record<string, string>> = {}): Promise<Product> {
    const read = async (): Promise<Runtime | 'ended' | undefined> => {
      if (running.hasEnded) return 'ended';
      const runtime = JSON.parse(await readFile(path.join(dataDir, 'runtime.json'), 'utf8')) as Runtime;
      if (runtime.pid !== running.pid) return undefined; // left by the run before
      return (await fetch(`${runtime.url}/health/ready`)).ok ? runtime : undefined;
    };
    const runtime = await eventually(read, undefined, { timeoutMs: START_PATIENCE_MS, everyMs: 50 }).catch(
      (error: unknown) => {
        throw new Error(`the product is not ready; it said:\n${running.stderr}`, { cause: error });
      },
    );
    if (runtime === 'ended' || runtime === undefined) {
      throw new Error(`the product ended at its start; it said:\n${running.stderr}`);
    }
    return new Product(dataDir, running, runtime, env);
  }

  get url(): string {
    return this.runtime.url;
  }

  get rpcUrl(): string {
    return this.runtime.rpcUrl;
  }

  /** PostgreSQL as the owner of everything: for an attacker inside. */
  get ownerUrl(): string {
    return this.runtime.ownerUrl;
  }

  /** Everything that belongs to it now: itself, PostgreSQL with its backends, the chain. */
  get processes(): number[] {
    return processTree(this.process.pid);
  }

  /** Resolves with the table that a start ends with, once it is printed. @throws {Error} when the product ends before. */
  async table(timeoutMs = 540_000): Promise<string> {
    const isDone = (): boolean => this.process.stdout.includes('Ctrl-C stops everything');
    await eventually(() => isDone() || this.process.hasEnded, undefined, { timeoutMs, everyMs: 50 });
    if (!isDone()) throw new Error(`the product ended before it was ready:\n${this.process.stderr}`);
    return this.process.stdout;
  }

  /** Asks it to end the way Ctrl-C does, and says how that went and which of its processes are still there. */
  async stop(signal: NodeJS.Signals = 'SIGINT'): Promise<Ended & { readonly left: readonly number[] }> {
    const mine = this.processes;
    this.process.signal(signal);
    const impatient = setTimeout(() => void this.process.kill(), STOP_PATIENCE_MS);
    const ended = await this.process.ended;
    clearTimeout(impatient);
    return { ...ended, left: alive(mine) };
  }

  /** Kills everything at once. */
  kill(): Promise<void> {
    return this.process.kill();
  }
}

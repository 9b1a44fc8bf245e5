import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { SeededRandom } from '#kernel';
import { eventually } from '../support/eventually.ts';
import { aDataDir, cli, Product, removeDataDir, type Running } from '../support/product.ts';
import { Store, type Totals } from './totals.ts';
import { type Acknowledged, Traffic } from './traffic.ts';

/** What to simulate. `days` of history for the demo: fewer make rounds shorter. */
export type CrashOptions = {
  readonly rounds: number;
  readonly seed: number;
  readonly days: number;
  /** Told about each kill and each check. */
  readonly say: (line: string) => void;
};

/** What came of it. `breaks` is empty when everything held. */
export type CrashReport = {
  readonly kills: number;
  /** Data directories that were brought to the end of the demo. */
  readonly lives: number;
  readonly acknowledged: Acknowledged;
  readonly breaks: readonly string[];
};

/**
 * Kills the whole process tree at random points of the demo, while clients order, scroll, click and post, and starts it again
 * on the same data, until `rounds` kills are done. After each restart what was acknowledged must be there; when a demo
 * is complete, its sums must be those of a run that nobody disturbed, and `reconcile` must find nothing.
 */
export async function runCrash(options: CrashOptions): Promise<CrashReport> {
  const { rounds, say } = options;
  const random = new SeededRandom(options.seed);
  const undisturbed = await runUndisturbed(options);
  say(`undisturbed: ${undisturbed.seconds.toFixed(1)} s, ${JSON.stringify(undisturbed.totals)}`);
  const acknowledged = { orders: 0, refunds: 0, clicks: 0, events: 0, posts: 0, removals: 0 };
  const breaks: string[] = [];
  let kills = 0;
  let lives = 0;
  while (kills < rounds) {
    lives += 1;
    const life = new Life(`life${lives}`, random.fork(`life ${lives}`), options, undisturbed);
    kills += await life.run(rounds - kills);
    breaks.push(...life.breaks, ...life.traffic.breaks);
    for (const what of Object.keys(acknowledged) as (keyof Acknowledged)[]) {
      acknowledged[what] += life.traffic.acknowledged[what];
    }
  }
  return { kills, lives, acknowledged, breaks };
}

/** When to kill: `seconds` after the product has said `after`, or after its launch. */
type Kill = {
  readonly after: string;
  readonly seconds: number;
  /** The main process alone: PostgreSQL stays behind, as when the system runs out of memory. */
  readonly isAlone: boolean;
};

/** Steps of a start and of the demo, in their order; each is said when it is done. */
const STEPS = [
  '',
  'application',
  'demo: shops and influencers',
  'demo: deposits on chain',
  'demo: Aurora Home',
  'demo: Tern and Tide',
  'demo: Paper Fox',
  'demo: pricing and booking',
  'demo: payout run, root, claim',
  'demo: posts and campaigns',
  'demo: shoppers',
  'demo: moderation',
];
/** Of the time that an undisturbed run took: the start before anything is said takes longer than any other step. */
const MOST = { launch: 0.5, step: 0.15 };

function aKill(random: SeededRandom, undisturbedSeconds: number): Kill {
  const after = random.pick(STEPS);
  const seconds = random.fraction() * undisturbedSeconds * (after === '' ? MOST.launch : MOST.step);
  return { after, seconds, isAlone: random.chance(0.25) };
}

type Undisturbed = { readonly seconds: number; readonly totals: Totals; readonly day: number };

const DAY_MS = 86_400_000;
/** A demo with clients beside it, on a machine that has other work. */
const DEMO_PATIENCE_MS = 600_000;
const today = (): number => Math.floor(Date.now() / DAY_MS);

async function runUndisturbed({ days }: CrashOptions): Promise<Undisturbed> {
  const dataDir = await aDataDir('undisturbed');
  const began = performance.now();
  const day = today();
  const product = await Product.start({ dataDir, demo: true, env: { DEMO_DAYS: String(days) } });
  try {
    await product.table(DEMO_PATIENCE_MS);
    const seconds = (performance.now() - began) / 1000;
    return { seconds, totals: await totalsOf(product), day };
  } finally {
    await product.stop();
    await removeDataDir(dataDir);
  }
}

async function totalsOf(product: Product): Promise<Totals> {
  const store = await Store.open(product.ownerUrl);
  try {
    return await store.totals();
  } finally {
    await store.close();
  }
}

/** One data directory, from its first start to a whole demo. */
class Life {
  readonly breaks: string[] = [];
  readonly traffic: Traffic;

  constructor(
    private readonly name: string,
    private readonly random: SeededRandom,
    private readonly options: CrashOptions,
    private readonly undisturbed: Undisturbed,
  ) {
    this.traffic = new Traffic(name, random.fork('traffic'));
  }

  /** Answers how often it was killed, at most `mostKills` times. */
  async run(mostKills: number): Promise<number> {
    const dataDir = await aDataDir(this.name);
    let kills = 0;
    for (;;) {
      const kill = kills < mostKills ? aKill(this.random, this.undisturbed.seconds) : undefined;
      const running = Product.launch({ dataDir, demo: true, env: { DEMO_DAYS: String(this.options.days) } });
      try {
        const product = await this.untilKilled(dataDir, running, kill);
        if (product !== undefined) {
          await this.checkWhole(product);
          break;
        }
        kills += 1;
      } catch (error) {
        await running.kill();
        this.broken(`${this.name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
        break;
      }
    }
    if (this.breaks.length + this.traffic.breaks.length === 0) await removeDataDir(dataDir);
    else this.options.say(`the data stays for you to look at: ${dataDir}`);
    return kills;
  }

  /** Lets it run with traffic; answers the product when its demo is complete, undefined when it was killed before. */
  private async untilKilled(dataDir: string, running: Running, kill: Kill | undefined): Promise<Product | undefined> {
    const end = new AbortController();
    const work = this.work(dataDir, running, end.signal);
    const first = await Promise.race([work, kill === undefined ? never() : itsTime(running, kill)]);
    if (first !== 'kill' || kill === undefined) {
      end.abort();
      return first === 'kill' ? undefined : first;
    }
    const doing = lastStep(running.stderr);
    await (kill.isAlone ? running.killAlone() : running.kill());
    end.abort();
    await work.catch(() => undefined); // It ends because the product is gone; what it found is in `breaks`.
    const what = kill.isAlone ? 'its main process killed' : 'killed';
    this.options.say(
      `${this.name}: ${what} ${kill.seconds.toFixed(2)} s after ${kill.after || 'launch'}, at "${doing}"`,
    );
    return undefined;
  }

  /** Lets the clients in until the demo is complete. */
  private async work(dataDir: string, running: Running, signal: AbortSignal): Promise<Product> {
    const product = await Product.ready(dataDir, running);
    const clients = new AbortController();
    signal.addEventListener('abort', () => clients.abort());
    const store = await Store.open(product.ownerUrl);
    try {
      const traffic = this.traffic.run(product.url, store, clients.signal);
      await Promise.all([product.table(DEMO_PATIENCE_MS).finally(() => clients.abort()), traffic]);
    } catch (error) {
      // Whoever killed it knows; a product that ends by itself, or never gets there, is a break.
      if (!signal.aborted && !running.hasEnded) this.broken(`${this.name}: ${String(error)}`);
      throw error;
    } finally {
      await store.close().catch(() => undefined);
    }
    return product;
  }

  private broken(sentence: string): void {
    this.breaks.push(sentence);
    this.options.say(`✗ ${sentence}`);
  }

  private async checkWhole(product: Product): Promise<void> {
    const { dataDir } = product;
    const store = await Store.open(product.ownerUrl);
    await this.traffic.checkAll(product.url, store);
    await eventually(
      () => store.undone(),
      (undone) => undone === 0,
      { timeoutMs: 60_000 },
    );
    if (this.undisturbed.day === today()) {
      const [expected, found] = [this.undisturbed.totals, await store.totals()];
      for (const name of Object.keys(expected)) {
        if (expected[name] !== found[name]) {
          this.broken(`${this.name}: ${name} ${found[name]}, undisturbed ${expected[name]}`);
        }
      }
    } else this.options.say(`${this.name}: midnight has passed, so the sums are not compared`);
    await store.close();
    for (const args of [['reconcile'], ['verify', path.join(dataDir, 'demo/receipt.json')]]) {
      const { code, stdout, stderr } = await cli(dataDir, args);
      if (code !== 0) this.broken(`${this.name}: ${args[0]} ended with ${code}: ${stdout}${stderr}`);
    }
    const { left } = await product.stop();
    if (left.length > 0) this.broken(`${this.name}: processes ${left.join(', ')} were left behind`);
    if (existsSync(path.join(dataDir, 'lock'))) this.broken(`${this.name}: the lock was left behind`);
    this.options.say(`${this.name}: whole; ${describe(this.traffic.acknowledged)} acknowledged`);
  }
}

/** `12 orders, 3 refunds, …`. */
export function describe(acknowledged: Acknowledged): string {
  return Object.entries(acknowledged)
    .map(([what, count]) => `${count} ${what}`)
    .join(', ');
}

async function itsTime(running: Running, { after, seconds }: Kill): Promise<'kill'> {
  while (!running.stderr.includes(after)) await pause(20);
  return pause(seconds * 1000, 'kill');
}

/** What the product said last that it was doing. */
function lastStep(stderr: string): string {
  const line = stderr.trimEnd().split('\n').at(-1) ?? '';
  return line.trim().replace(/\s{2,}/g, ' ') || 'before its first word';
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}

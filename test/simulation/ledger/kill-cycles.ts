import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { SeededRandom, SystemClock } from '#kernel';
import { aLedger } from '#modules/ledger/testing';
import { type Database, migrate, openDataSource, pgDoors } from '#platform/database';
import { killTree } from '../../support/processes.ts';
import { killedEntry } from './killed-entry.ts';

/** How many kills, and which. */
export type KillRun = { readonly cycles: number; readonly seed: number; readonly say: (line: string) => void };

/** What was killed how often, what was acknowledged, and what does not hold. */
export type KillReport = {
  readonly kills: Readonly<Record<string, number>>;
  readonly acknowledged: number;
  readonly leaves: bigint;
  readonly breaks: readonly string[];
};

const KILLS = ['poster', 'postgres', 'postgres, immediate stop'] as const;
/** Entries that were answered already and are sent again after each kill. */
const REPEATED = 25;
const CHECK_EVERY = 50;

/**
 * A poster and a durable PostgreSQL, one of which is killed again and again in the middle of posting: every acknowledged entry
 * must be in the books, where it was said to be, once; and the books must be sound (`CheckMoney`).
 */
export async function runKillCycles({ cycles, seed, say }: KillRun): Promise<KillReport> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'provisio-kills-'));
  const run = new Kills(folder, new SeededRandom(seed));
  try {
    for (let cycle = 1; cycle <= cycles && run.breaks.length === 0; cycle += 1) {
      await run.cycle();
      if (cycle % CHECK_EVERY === 0 || cycle === cycles) {
        await run.check();
        say(`${cycle} kills, ${run.acknowledged.size} entries acknowledged`);
      }
    }
    const leaves = await run.check();
    return { kills: run.kills, acknowledged: run.acknowledged.size, leaves, breaks: run.breaks };
  } finally {
    await run.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

type Server = {
  readonly child: ChildProcess;
  readonly pid: number;
  readonly ownerUrl: string;
  readonly appUrl: string;
};

class Kills {
  readonly kills: Record<string, number> = {};
  readonly breaks: string[] = [];
  /** Log position of each acknowledged entry, by its number. */
  readonly acknowledged = new Map<number, bigint>();
  private server: Server | undefined;
  private readonly fresh: number[] = [];

  constructor(
    private readonly folder: string,
    private readonly random: SeededRandom,
  ) {}

  /** Posts for a moment, kills somebody in the middle of it, and looks what is in the books. */
  async cycle(): Promise<void> {
    const server = await this.running();
    const poster = this.startPoster(server.appUrl, this.firstUnanswered());
    await this.answered(poster, this.random.between(1, 120));
    const kind = this.random.pick(KILLS);
    this.kills[kind] = (this.kills[kind] ?? 0) + 1;
    // What it said last is still on its way when it is gone.
    const isGone = poster.exitCode !== null || poster.signalCode !== null;
    const closed = isGone ? undefined : once(poster, 'close');
    if (kind === 'poster') {
      poster.kill('SIGKILL');
    } else {
      process.kill(server.pid, kind === 'postgres' ? 'SIGKILL' : 'SIGQUIT');
      await killTree(server.child.pid ?? 0);
      this.server = undefined;
    }
    await closed;
    await this.look();
  }

  /** Replays the whole ledger. Answers how many leaves there are. */
  async check(): Promise<bigint> {
    return this.withLedger(async (ledger) => {
      const { breaks, checked } = await ledger.checkMoney.execute();
      for (const { rule, at, message } of breaks) this.breaks.push(`${rule} ${at}: ${message}`);
      const booked = BigInt(this.acknowledged.size);
      if (checked.leaves < booked) this.breaks.push(`${booked} were acknowledged, ${checked.leaves} are there`);
      return checked.leaves;
    });
  }

  async stop(): Promise<void> {
    if (this.server !== undefined) await killTree(this.server.child.pid ?? 0);
  }

  /** Every entry that this cycle acknowledged stands where it was said to. */
  private look(): Promise<void> {
    return this.withLedger(async (_ledger, database) => {
      const numbers = this.fresh.splice(0);
      const rows = await database.query<{ id: string; first_seq: bigint }>(
        'select id::text, first_seq from ledger.entry where id = any ($1::uuid[])',
        [numbers.map((n) => killedEntry(n).id)],
      );
      const found = new Map(rows.map(({ id, first_seq: seq }) => [id, seq]));
      for (const n of numbers) {
        const [said, is] = [this.acknowledged.get(n), found.get(killedEntry(n).id)];
        if (said !== is) this.breaks.push(`entry ${n} was acknowledged at ${said} and stands at ${is ?? 'nowhere'}`);
      }
    });
  }

  private startPoster(appUrl: string, first: number): ChildProcess {
    const poster = startScript('doomed-poster.ts', [appUrl, String(first)]);
    createInterface({ input: stdoutOf(poster) }).on('line', (line) => this.hear(line));
    return poster;
  }

  private hear(line: string): void {
    const [n = '', seq = '', replayed] = line.split(' ');
    const number = Number.parseInt(n, 10);
    const before = this.acknowledged.get(number);
    if (before !== undefined && before !== BigInt(seq)) {
      this.breaks.push(`entry ${n} stands at ${before} and at ${seq}`);
    }
    if (before !== undefined && replayed !== 'true') this.breaks.push(`entry ${n} was booked twice`);
    this.acknowledged.set(number, BigInt(seq));
    this.fresh.push(number);
  }

  /** Waits until the poster has been answered `count` times more, or is gone. */
  private answered(poster: ChildProcess, count: number): Promise<void> {
    const until = this.fresh.length + count;
    return new Promise((resolve) => {
      poster.once('close', () => resolve()); // Its last answers are read by then.
      stdoutOf(poster).on('data', () => {
        if (this.fresh.length >= until) resolve();
      });
    });
  }

  private firstUnanswered(): number {
    let n = 0;
    while (this.acknowledged.has(n)) n += 1;
    return Math.max(0, n - REPEATED);
  }

  private async running(): Promise<Server> {
    if (this.server !== undefined) return this.server;
    const child = startScript('doomed-postgres.ts', [path.join(this.folder, 'pg'), 'durable']);
    const [line] = (await once(createInterface({ input: stdoutOf(child) }), 'line')) as [string];
    this.server = { child, ...(JSON.parse(line) as Omit<Server, 'child'>) };
    if (this.acknowledged.size === 0) await migrate(this.server.ownerUrl, 'migrations');
    return this.server;
  }

  private async withLedger<T>(
    work: (ledger: ReturnType<typeof aLedger>, database: Database) => Promise<T>,
  ): Promise<T> {
    const { appUrl } = await this.running();
    const source = await openDataSource({ appUrl, poolSize: 2 });
    try {
      const wiring = pgDoors(source);
      return await work(aLedger(wiring, new SystemClock()), wiring.database);
    } finally {
      await source.destroy();
    }
  }
}

function startScript(name: string, args: readonly string[]): ChildProcess {
  const script = new URL(`../../support/${name}`, import.meta.url).pathname;
  const loader = new URL('../../../scripts/dev/typescript.mjs', import.meta.url).href;
  return spawn(process.execPath, ['--import', loader, script, ...args], { stdio: ['ignore', 'pipe', 'ignore'] });
}

function stdoutOf(child: ChildProcess): NonNullable<ChildProcess['stdout']> {
  if (child.stdout === null) throw new Error('its output is not piped');
  return child.stdout;
}

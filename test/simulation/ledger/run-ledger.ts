import { type EpochMs, FixedClock, SeededRandom } from '#kernel';
import { accountPath } from '#modules/ledger';
import { type TestLedger, aLedger } from '#modules/ledger/testing';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { openDataSource } from '#platform/database';
import { Director } from './director.ts';
import { ASSETS, START } from './draws.ts';

/** How long and which run. */
export type LedgerRun = {
  readonly seed: number;
  readonly steps: number;
  /** Ends after so many minutes, however many steps are done. */
  readonly minutes?: number;
  readonly say: (line: string) => void;
  /** Meddles with the database after a step; for a test of the simulation itself. */
  readonly meddle?: (step: number, db: TestDatabase) => Promise<void>;
};

/** What a run did, and what did not hold. */
export type LedgerReport = {
  readonly batches: number;
  readonly leaves: bigint;
  /** Root of the whole log, hex: the same for the same seed and number of batches. */
  readonly root: string;
  /** Digest of all that was drawn and answered, in its order, hex: the same too. */
  readonly trace: string;
  /** How often each fault was met. */
  readonly faults: Readonly<Record<string, number>>;
  /** How often each answer was given. */
  readonly answers: Readonly<Record<string, number>>;
  readonly breaks: readonly string[];
};

const CHECK_EVERY = 500;
/** The first audit; the next after ten times as many batches. */
const FIRST_AUDIT = 1_000;
const SAY_EVERY_MS = 10_000;

/**
 * Several posters on one PostgreSQL, each with its own clock, its own view of the accounts and its own ways to the database: its
 * batches go ahead down a pipe. What they do overlaps: deeds are given before those before them are answered, batches are sent behind
 * others that are not committed, somebody else posts in between. Connections are lost before and after the commit, processes end,
 * answers come late or never, the same is sent twice, and clocks jump; the model says, word for word, what each must be answered.
 * Everything is drawn from the seed: the same seed makes the same log, to the last hash.
 */
export async function runLedger({
  seed,
  steps,
  minutes = Number.POSITIVE_INFINITY,
  say,
  meddle,
}: LedgerRun): Promise<LedgerReport> {
  const db = await aDatabase();
  // One pool: a connection that serves all processes has its plans made; there is nothing else to it that a process keeps.
  const source = await openDataSource({ appUrl: db.appUrl, poolSize: 8 });
  try {
    const run = new Run(db, new Director(db, source, new SeededRandom(seed)));
    await run.prepare();
    const began = performance.now();
    let [saidAt, audit] = [began, FIRST_AUDIT];
    const isTime = (): boolean => performance.now() - began < minutes * 60_000;
    for (let step = 1; step <= steps && run.breaks.length === 0 && isTime(); step += 1) {
      await run.step();
      await meddle?.(step, db);
      if (step % CHECK_EVERY === 0) await run.compareBalances();
      if (step === audit) {
        audit *= 10;
        await run.audit();
      }
      if (performance.now() - saidAt < SAY_EVERY_MS) continue;
      saidAt = performance.now();
      say(progress(step, steps, saidAt - began));
    }
    return await run.report();
  } finally {
    await source.destroy();
    await db.close();
  }
}

function progress(step: number, steps: number, ms: number): string {
  const left = Math.round(((steps - step) * ms) / step / 1000);
  const rate = Math.round((1000 * step) / ms);
  return `${((100 * step) / steps).toFixed(1).padStart(5)} %  ${step} batches, ${rate} a second, ${left} s left`;
}

class Run {
  private readonly auditor: TestLedger;
  private batches = 0;

  constructor(
    private readonly db: TestDatabase,
    private readonly director: Director,
  ) {
    this.auditor = aLedger(db, new FixedClock(START as EpochMs));
  }

  get breaks(): string[] {
    return this.director.judge.breaks;
  }

  /** Makes the second asset known. */
  async prepare(): Promise<void> {
    const token = { chainId: 1n, address: `0x${'e0'.repeat(20)}`, unitScale: 1n };
    await this.db.unitOfWork.run((tx) => this.auditor.registerAsset.execute(tx, ASSETS[1], token));
  }

  async step(): Promise<void> {
    this.batches += 1;
    const known = this.breaks.length;
    await this.director.step();
    const found = this.breaks.splice(known);
    this.breaks.push(...found.map((sentence) => `batch ${this.batches}: ${sentence}`));
  }

  /** Balances of the product against the model's. */
  async compareBalances(): Promise<void> {
    await this.director.calm();
    const { accounts } = this.director.judge.model;
    const all = accounts.open();
    const refs = all.map(([path, of]) => ({ path: accountPath(path), asset: of as (typeof ASSETS)[number] }));
    const balances = await this.auditor.readBalances.execute(refs);
    for (const [index, [path, of]] of all.entries()) {
      const { heldDebits, heldCredits } = accounts.of(path, of);
      const found = balances[index];
      const is = [found?.balance, found?.account?.pendingDebits ?? 0n, found?.account?.pendingCredits ?? 0n].join(' ');
      const wanted = [accounts.balance(path, of), heldDebits, heldCredits].join(' ');
      if (is === wanted) continue;
      this.breaks.push(`${path} ${of} has ${is}, not ${wanted} (balance, held debits, held credits)`);
    }
  }

  /** Replays the whole log and compares its size with the model's. Answers root and size. */
  async audit(): Promise<{ root: string; leaves: bigint }> {
    await this.director.calm();
    const { seq } = this.director.judge.model;
    const { root, size } = await this.auditor.makeCheckpoint.execute();
    const { breaks, checked } = await this.auditor.checkMoney.execute();
    // The source has no counterpart in custody, so solvency is not asked here.
    const broken = breaks.filter(({ rule }) => rule !== 'solvency');
    this.breaks.push(...broken.map(({ rule, at, message }) => `${rule} ${at}: ${message}`));
    const isWhole = checked.leaves === seq && size === seq;
    if (!isWhole) this.breaks.push(`the log has ${checked.leaves} leaves and size ${size}, not ${seq}`);
    return { root: root.toString('hex'), leaves: checked.leaves };
  }

  async report(): Promise<LedgerReport> {
    await this.compareBalances();
    const { root, leaves } = await this.audit();
    const { batches, breaks } = this;
    const { faults, answers, trace } = this.director;
    return { batches, leaves, root, trace, faults, answers, breaks };
  }
}

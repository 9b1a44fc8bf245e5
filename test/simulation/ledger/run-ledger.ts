import { type EpochMs, FixedClock, type Id, SeededRandom, asset, minor, newId } from '#kernel';
import { type EntryDraft, type PostOutcome, type TransferDraft, accountPath, accounts } from '#modules/ledger';
import { type TestLedger, aLedger } from '#modules/ledger/testing';
import { CommitOutcomeUnknown, type Tx, UnitOfWork } from '#platform/database';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { Model } from './model.ts';

/** How long and which run. */
export type LedgerRun = { readonly seed: number; readonly steps: number; readonly say: (line: string) => void };

/** What a run did, and what did not hold. */
export type LedgerReport = {
  readonly entries: number;
  readonly leaves: bigint;
  readonly faults: Readonly<Record<string, number>>;
  readonly breaks: readonly string[];
};

const START = Date.UTC(2026, 0, 1);
const POSTERS = 3;
const GBPT = asset('GBPT/2');
const SOURCE = accounts.suspense();

/** What happens to a batch on its way. */
type Fault = 'none' | 'killed before commit' | 'reply lost' | 'reply lost, process gone' | 'commit unanswered';
const FAULTS: readonly Fault[] = [
  'none',
  'none',
  'none',
  'killed before commit',
  'reply lost',
  'reply lost, process gone',
  'commit unanswered',
];

/**
 * Several posters on one database, each with its own view of the accounts. Batches of fresh, repeated and forged entries
 * meet killed connections, lost replies, ended processes and clocks that jump; the model says what every one must
 * come to. Everything is drawn from the seed: the same seed sends the same entries into the same faults.
 */
export async function runLedger({ seed, steps, say }: LedgerRun): Promise<LedgerReport> {
  const db = await aDatabase();
  try {
    const run = new Run(db, new SeededRandom(seed));
    for (let step = 1; step <= steps; step += 1) {
      await run.step();
      if (step % 50 === 0 || step === steps) await run.check();
      if (step % 100 === 0) say(`${step} batches, ${run.entries} entries`);
      if (run.breaks.length > 0) break;
    }
    return await run.report();
  } finally {
    await db.close();
  }
}

class Run {
  entries = 0;
  readonly breaks: string[] = [];
  private readonly faults: Record<string, number> = {};
  private readonly clock = new FixedClock(START as EpochMs);
  private readonly model = new Model(SOURCE);
  private readonly sent: EntryDraft[] = [];
  private readonly orgs: Id<'Organisation'>[];
  private readonly link: FaultyLink;
  private ledgers: TestLedger[];

  constructor(
    private readonly db: TestDatabase,
    private readonly random: SeededRandom,
  ) {
    this.orgs = Array.from({ length: 6 }, () => this.newId<'Organisation'>());
    this.link = new FaultyLink(db);
    this.ledgers = Array.from({ length: POSTERS }, () => this.process());
  }

  /** One batch through one poster into one fault, and again until it is answered. */
  async step(): Promise<void> {
    this.jumpClock();
    const batch = Array.from({ length: this.random.between(1, 12) }, () => this.draft());
    const fault = this.pick(FAULTS);
    this.faults[fault] = (this.faults[fault] ?? 0) + 1;
    const at = this.random.between(0, POSTERS - 1);
    const first = await this.send(at, batch, fault);
    if (fault === 'none' || fault === 'commit unanswered') {
      this.judge(batch, first, fault === 'commit unanswered');
      return;
    }
    if (fault === 'killed before commit') this.mustHaveFailed(first);
    if (fault !== 'reply lost') this.ledgers[at] = this.process();
    // The client does not know; it sends all of it again, in another order, to whoever is there.
    const again = this.shuffled(batch);
    const isBooked = fault !== 'killed before commit';
    if (isBooked) this.judge(batch, first, false);
    const outcomes = await this.send(this.random.between(0, POSTERS - 1), again, 'none');
    this.judge(again, outcomes, false);
  }

  /** Balances of the product against the model's. */
  async check(): Promise<void> {
    const all = [...this.model.all()];
    const refs = all.map(([path]) => ({ path: accountPath(path), asset: GBPT }));
    const balances = await this.ledgers[0]?.readBalances.execute(refs);
    for (const [index, [path, { amount, held }]] of all.entries()) {
      const found = balances?.[index];
      if (found?.balance !== amount || (found.account?.pendingDebits ?? 0n) !== held) {
        this.breaks.push(
          `${path} has ${found?.balance} (${found?.account?.pendingDebits} held), not ${amount} (${held})`,
        );
      }
    }
  }

  async report(): Promise<LedgerReport> {
    const ledger = this.process();
    await ledger.makeCheckpoint.execute();
    const money = await ledger.checkMoney.execute();
    // The source has no counterpart in custody, so solvency is not asked here.
    const broken = money.breaks.filter(({ rule }) => rule !== 'solvency');
    this.breaks.push(...broken.map(({ rule, at, message }) => `${rule} ${at}: ${message}`));
    return { entries: this.entries, leaves: money.checked.leaves, faults: this.faults, breaks: this.breaks };
  }

  private async send(at: number, batch: readonly EntryDraft[], fault: Fault): Promise<PostOutcome[]> {
    this.link.next = fault;
    const { poster } = this.ledgers[at] as TestLedger;
    // One call an entry, as from as many callers; they share a transaction.
    const answers = await Promise.all(batch.map((draft) => poster.post([draft])));
    this.link.next = 'none';
    return answers.flat();
  }

  /**
   * Compares outcomes with the model, in the order in which they were decided. A batch whose commit was not answered is
   * posted again by the poster itself: what was booked is then a replay, and what was refused for its state is decided
   * a second time, when the batch's other entries have been booked.
   */
  private judge(batch: readonly EntryDraft[], outcomes: readonly PostOutcome[], wasRepeated: boolean): void {
    const secondChance: [EntryDraft, PostOutcome][] = [];
    for (const [index, draft] of batch.entries()) {
      const outcome = outcomes[index] as PostOutcome;
      const isRefusedFirst = this.model.expect(draft) !== 'posted' && outcome.outcome === 'posted';
      if (wasRepeated && isRefusedFirst) secondChance.push([draft, outcome]);
      else this.judgeOne(draft, outcome, wasRepeated);
    }
    for (const [draft, outcome] of secondChance) this.judgeOne(draft, outcome, false);
  }

  private judgeOne(draft: EntryDraft, outcome: PostOutcome, wasRepeated: boolean): void {
    const expected = this.model.expect(draft);
    const actual = codeOf(outcome);
    const isRight = actual === expected || (wasRepeated && expected === 'posted' && actual === 'replayed');
    if (!isRight) this.breaks.push(`entry ${draft.id} came to ${actual}, not ${expected}`);
    if (expected === 'posted' && outcome.outcome === 'posted') {
      this.model.book(draft, outcome.entry.transfers[0]?.seq ?? 0n);
      this.entries += 1;
    }
    if (!this.sent.includes(draft)) this.sent.push(draft);
  }

  private mustHaveFailed(outcomes: readonly PostOutcome[]): void {
    const wrong = outcomes.map(codeOf).find((code) => !code.startsWith('database.'));
    if (wrong !== undefined) this.breaks.push(`a batch whose connection was killed was answered ${wrong}`);
  }

  private draft(): EntryDraft {
    const chance = this.random.between(0, 19);
    const earlier = this.sent.length > 0 ? this.pick(this.sent) : undefined;
    if (earlier !== undefined && chance < 3) return earlier;
    if (earlier !== undefined && chance === 3) return { ...earlier, metadata: { reason: 'forged' } };
    const effectiveAt = (START + this.random.between(-1_000_000, 1_000_000)) as EpochMs;
    return {
      id: this.newId<'Entry'>(),
      asset: GBPT,
      effectiveAt,
      transfers: [this.transfer(chance)],
      metadata: { reason: 'simulation' },
    };
  }

  private transfer(chance: number): TransferDraft {
    const amount = minor(BigInt(this.random.between(1, 1_000)));
    const [from, to] = this.shuffled(this.orgs) as [Id<'Organisation'>, Id<'Organisation'>];
    const sides = { debit: accounts.prepaid(from), credit: accounts.prepaid(to), amount };
    if (chance < 9) return { ...sides, debit: SOURCE };
    if (chance < 13) return sides;
    if (chance < 16) return { ...sides, kind: 'hold' };
    const holds = this.model.holdsOf();
    if (holds.length === 0) return sides;
    const [refersTo, hold] = this.pick(holds);
    const { debit, credit } = hold.draft;
    if (chance === 16) return { debit, credit, amount: hold.draft.amount, kind: 'void', refersTo };
    return { debit, credit, amount, kind: 'capture', refersTo };
  }

  private jumpClock(): void {
    const jump = this.random.between(0, 9) === 0 ? this.random.between(-86_400_000, 86_400_000) : 7;
    this.clock.set((this.clock.now() + jump) as EpochMs);
  }

  private process(): TestLedger {
    return aLedger({ database: this.db.database, unitOfWork: this.link }, this.clock);
  }

  private newId<Kind extends string>(): Id<Kind> {
    const bytes = Uint8Array.from({ length: 16 }, () => this.random.between(0, 255));
    return newId<Kind>(START as EpochMs, bytes);
  }

  private pick<T>(from: readonly T[]): T {
    return from[this.random.between(0, from.length - 1)] as T;
  }

  private shuffled<T>(items: readonly T[]): T[] {
    return items
      .map((item) => ({ item, rank: this.random.uint32() }))
      .toSorted((a, b) => a.rank - b.rank)
      .map(({ item }) => item);
  }
}

/** The way to the database, on which the next transaction meets what was drawn for it. */
class FaultyLink extends UnitOfWork {
  next: Fault = 'none';

  constructor(private readonly db: TestDatabase) {
    super();
  }

  override async run<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const fault = this.next;
    const result = await this.db.unitOfWork.run(async (tx) => {
      const done = await work(tx);
      if (fault === 'killed before commit') await this.kill(tx);
      return done;
    });
    if (fault === 'commit unanswered') {
      this.next = 'none';
      throw new CommitOutcomeUnknown();
    }
    return result;
  }

  /** PostgreSQL ends the connection while the transaction is open, as it does when the machine behind it dies. */
  private async kill(tx: Tx): Promise<void> {
    const [row] = await tx.query<{ pid: number }>('select pg_backend_pid() as pid');
    await this.db.ownerQuery('select pg_terminate_backend($1, 10000)', [row?.pid]);
  }
}

function codeOf(outcome: PostOutcome): string {
  if (outcome.outcome === 'refused') return outcome.error.code;
  return outcome.entry.replayed ? 'replayed' : 'posted';
}

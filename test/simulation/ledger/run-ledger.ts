import { type EpochMs, DomainError, FixedClock, SeededRandom } from '#kernel';
import { type EntryDraft, type PostOutcome, type PostedEntry, accountPath } from '#modules/ledger';
import { type TestLedger, aLedger } from '#modules/ledger/testing';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { ASSETS, type Deed, Draws, START, type Step } from './draws.ts';
import { FaultyLink } from './faulty-link.ts';
import { Model } from './model.ts';

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
  /** How often each fault was met. */
  readonly faults: Readonly<Record<string, number>>;
  /** How often each answer was given. */
  readonly answers: Readonly<Record<string, number>>;
  readonly breaks: readonly string[];
};

const POSTERS = 4;
const CHECK_EVERY = 500;
/** The first audit; the next after ten times as many batches. */
const FIRST_AUDIT = 1_000;
const SAY_EVERY_MS = 10_000;

/**
 * Several posters on one PostgreSQL, each with its own clock, its own view of the accounts and its own way to the database.
 * What they do overlaps: the next one begins as soon as the one before holds the head of the log, and waits for it there. Their
 * deeds meet killed connections, lost replies, ended processes, commits that nobody knows the outcome of, repeats in other
 * orders, forgeries, and clocks that jump; the model says, word for word, what each must be answered. Everything is drawn
 * from the seed: the same seed makes the same log, to the last hash.
 */
export async function runLedger({
  seed,
  steps,
  minutes = Number.POSITIVE_INFINITY,
  say,
  meddle,
}: LedgerRun): Promise<LedgerReport> {
  const db = await aDatabase();
  try {
    const run = new Run(db, new SeededRandom(seed));
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
    await db.close();
  }
}

function progress(step: number, steps: number, ms: number): string {
  const left = Math.round(((steps - step) * ms) / step / 1000);
  const rate = Math.round((1000 * step) / ms);
  return `${((100 * step) / steps).toFixed(1).padStart(5)} %  ${step} batches, ${rate} a second, ${left} s left`;
}

/** A process that posts. */
type Process = { readonly clock: FixedClock; link: FaultyLink; ledger: TestLedger };

/** What a deed was answered: in words, and what was booked of its entries. */
type Answer = { readonly said: readonly string[]; readonly booked?: readonly (PostedEntry | undefined)[] };

/** A deed on its way from process number `at`. */
type Flight = Step & { readonly at: number; readonly answer: Promise<Answer> };

class Run {
  readonly breaks: string[] = [];
  private readonly faults: Record<string, number> = {};
  private readonly given: Record<string, number> = {};
  private readonly model = new Model();
  private readonly draws: Draws;
  private readonly processes: readonly Process[];
  private readonly auditor: TestLedger;
  private before: Flight | undefined;
  private batches = 0;

  constructor(
    private readonly db: TestDatabase,
    private readonly random: SeededRandom,
  ) {
    this.draws = new Draws(random.fork('draws'));
    this.processes = Array.from({ length: POSTERS }, () => this.process(new FixedClock(START as EpochMs)));
    this.auditor = aLedger(db, new FixedClock(START as EpochMs));
  }

  /** Makes the second asset known. */
  async prepare(): Promise<void> {
    const token = { chainId: 1n, address: `0x${'e0'.repeat(20)}`, unitScale: 1n };
    await this.db.unitOfWork.run((tx) => this.auditor.registerAsset.execute(tx, ASSETS[1], token));
  }

  /** Sends the next deed on its way, and hears what the one before was answered. */
  async step(): Promise<void> {
    const flight = await this.send(this.draws.next());
    await this.judgeBefore();
    this.before = flight;
    // A poster that is not told whether it has committed asks again after a while: alone, or nobody could say when.
    if (flight.fault === 'commit unanswered' || flight.fault === 'commit undone') await this.judgeBefore();
  }

  /** Balances of the product against the model's. */
  async compareBalances(): Promise<void> {
    await this.judgeBefore();
    const all = this.model.accounts.open();
    const refs = all.map(([path, of]) => ({ path: accountPath(path), asset: of as (typeof ASSETS)[number] }));
    const balances = await this.auditor.readBalances.execute(refs);
    for (const [index, [path, of]] of all.entries()) {
      const { heldDebits, heldCredits } = this.model.accounts.of(path, of);
      const found = balances[index];
      const is = [found?.balance, found?.account?.pendingDebits ?? 0n, found?.account?.pendingCredits ?? 0n].join(' ');
      const wanted = [this.model.accounts.balance(path, of), heldDebits, heldCredits].join(' ');
      if (is === wanted) continue;
      this.breaks.push(`${path} ${of} has ${is}, not ${wanted} (balance, held debits, held credits)`);
    }
  }

  /** Replays the whole log and compares its size with the model's. Answers root and size. */
  async audit(): Promise<{ root: string; leaves: bigint }> {
    await this.judgeBefore();
    const { root, size } = await this.auditor.makeCheckpoint.execute();
    const { breaks, checked } = await this.auditor.checkMoney.execute();
    // The source has no counterpart in custody, so solvency is not asked here.
    const broken = breaks.filter(({ rule }) => rule !== 'solvency');
    this.breaks.push(...broken.map(({ rule, at, message }) => `${rule} ${at}: ${message}`));
    const isWhole = checked.leaves === this.model.seq && size === this.model.seq;
    if (!isWhole) this.breaks.push(`the log has ${checked.leaves} leaves and size ${size}, not ${this.model.seq}`);
    return { root: root.toString('hex'), leaves: checked.leaves };
  }

  async report(): Promise<LedgerReport> {
    await this.compareBalances();
    const { root, leaves } = await this.audit();
    const { batches, faults, given: answers, breaks } = this;
    return { batches, leaves, root, faults, answers, breaks };
  }

  /** Resolves when `step` holds the head of the log, or is over. */
  private async send(step: Step): Promise<Flight> {
    this.batches += 1;
    this.faults[step.fault] = (this.faults[step.fault] ?? 0) + 1;
    // Not the one that is on its way: it would put both into one transaction, or not, as it happens.
    const free = this.processes.map((_, at) => at).filter((at) => at !== this.before?.at);
    const at = this.random.pick(free);
    const process = this.processes[at] as Process;
    process.clock.set(step.clockMs as EpochMs);
    const { promise: holdsHead, resolve } = Promise.withResolvers<void>();
    process.link.next(step.fault, resolve);
    const answer = answerOf(process, step.deed);
    await Promise.race([holdsHead, answer]);
    return { ...step, at, answer };
  }

  /** Compares what the deed before was answered with what the model says. */
  private async judgeBefore(): Promise<void> {
    if (this.before === undefined) return;
    const { deed, fault, at, clockMs, answer } = this.before;
    this.before = undefined;
    const { said, booked = [] } = await answer;
    const wanted = this.expected({ deed, fault, clockMs });
    for (let index = 0; index < Math.max(said.length, wanted.length); index += 1) {
      const [is, should] = [said[index] ?? 'nothing', wanted[index] ?? 'nothing'];
      const [word = ''] = is.split(' ', 1);
      this.given[word] = (this.given[word] ?? 0) + 1;
      if (is === should) continue;
      this.breaks.push(`batch ${this.batches} (${fault}), ${deed.kind} ${index}: ${is}, not ${should}`);
    }
    for (const [index, entry] of booked.entries()) {
      if (entry !== undefined && 'drafts' in deed) this.draws.heard(deed.drafts[index] as EntryDraft, entry);
    }
    const process = this.processes[at] as Process;
    if (fault === 'reply lost, process gone') Object.assign(process, this.process(process.clock));
    if (fault !== 'none') this.draws.sendAgain(deed);
  }

  /** What must be answered to a deed that meets a fault, in words. */
  private expected({ deed, fault, clockMs }: Step): readonly string[] {
    const now = clockMs;
    const isKilled = fault === 'killed before commit';
    if (deed.kind === 'each') {
      if (isKilled) return deed.drafts.map((draft) => (this.model.isBroken(draft) ? BROKEN : UNAVAILABLE));
      // The poster asks what became of it by doing it again: what was refused for its state is decided a second time.
      if (fault === 'commit unanswered') this.model.transaction((model) => said(model, deed, now), true);
      return this.model.transaction((model) => said(model, deed, now), true);
    }
    const isLost = isKilled || fault === 'commit undone';
    const answer = this.model.transaction((model) => said(model, deed, now), !isLost);
    if (isRefusal(answer)) return answer;
    if (isKilled) return [UNAVAILABLE];
    return fault === 'commit undone' || fault === 'commit unanswered' ? [UNKNOWN] : answer;
  }

  private process(clock: FixedClock): Process {
    const link = new FaultyLink(this.db);
    return { clock, link, ledger: aLedger({ database: this.db.database, unitOfWork: link }, clock) };
  }
}

const BROKEN = 'ledger.entry_invalid';
const UNAVAILABLE = 'database.unavailable';
const UNKNOWN = 'database.commit_outcome_unknown';

function isRefusal([first]: readonly string[]): boolean {
  return /^(ledger|input)\./.test(first ?? '');
}

/** What the model says to a deed. */
function said(model: Model, deed: Deed, now: number): readonly string[] {
  switch (deed.kind) {
    case 'each':
      return model.postEach(deed.drafts, now);
    case 'all':
      return model.postAll(deed.drafts, now);
    case 'convert':
      // What becomes less than one unit is no conversion.
      return deed.drafts[1].transfers[0]?.amount === 0n ? ['input.invalid'] : model.postAll(deed.drafts, now);
    case 'note':
      return [model.note(now)];
    case 'move':
      return [model.movePeriod(deed.to, deed.day === null ? undefined : Date.parse(deed.day), now)];
    case 'close':
      return [model.closeAccount(deed.path, deed.asset)];
  }
}

async function answerOf(process: Process, deed: Deed): Promise<Answer> {
  try {
    return await doneBy(process, deed);
  } catch (error) {
    if (error instanceof DomainError) return { said: [error.code] };
    throw error;
  }
}

async function doneBy({ ledger, link }: Process, deed: Deed): Promise<Answer> {
  switch (deed.kind) {
    case 'each':
      return answerOfEach(await Promise.all(deed.drafts.map((draft) => ledger.poster.post([draft]))));
    case 'all': {
      const booked = await link.run((tx) => ledger.postEntries.execute(tx, deed.drafts));
      return { said: booked.map(entryText), booked };
    }
    case 'convert': {
      const { given, received } = await link.run((tx) => ledger.convert.execute(tx, deed.conversion));
      return { said: [given, received].map(entryText) };
    }
    case 'note': {
      const note = { topic: 'simulation', hash: deed.hash };
      const [seq] = await link.run((tx) => ledger.appendNotes.execute(tx, [note]));
      return { said: [`note ${seq}`] };
    }
    case 'move': {
      const request = { kind: deed.to, until: deed.day, by: 'simulation', reason: 'drawn' };
      return { said: [`note ${(await ledger.movePeriods.execute(request)).noteSeq}`] };
    }
    case 'close':
      await link.run((tx) => ledger.closeAccount.execute(tx, { path: deed.path, asset: deed.asset }));
      return { said: ['closed'] };
  }
}

/** One call an entry, as from as many callers; they shared a transaction. */
function answerOfEach(answers: readonly (readonly PostOutcome[])[]): Answer {
  const outcomes = answers.flat();
  return {
    said: outcomes.map((outcome) => (outcome.outcome === 'refused' ? outcome.error.code : entryText(outcome.entry))),
    booked: outcomes.map((outcome) => (outcome.outcome === 'posted' ? outcome.entry : undefined)),
  };
}

function entryText({ replayed, recordedAt, transfers }: PostedEntry): string {
  const rows = transfers.map(
    ({ seq, kind, debit, credit, amount, refersTo }) => `${seq}:${kind}:${debit}>${credit}:${amount}:${refersTo}`,
  );
  return `${replayed ? 'replayed' : 'posted'} @${recordedAt} ${rows.join(' ')}`;
}

import { createHash } from 'node:crypto';
import type { EpochMs, SeededRandom } from '#kernel';
import type { EntryDraft } from '#modules/ledger';
import type { TestDatabase } from '#platform/database/testing';
import type { DataSource } from 'typeorm';
import type { Act, Fault } from './act.ts';
import { type Deed, Draws } from './draws.ts';
import { Judge } from './judge.ts';
import { type Flight, PostingProcess } from './posting-process.ts';

const POSTERS = 4;
/** Deeds that are under way at once, at most. */
const MOST_FLIGHTS = 6;
/** Unknown outcomes one after the other, of which a poster bears five. */
const MOST_UNKNOWN = 2;
const PACES = [0.4, 0.6, 0.8] as const;

/** Something that may happen next: an act is let in, waited for, or let out. */
type Move = { readonly process: PostingProcess; readonly act: Act<Flight> };

/**
 * Decides, from the seed alone, what happens next: who is given a deed, whose transaction or batch is let in to the database and
 * what becomes of it there, who hears the answer, whose process dies. At most one transaction holds the head while another one is let
 * in behind it; everything else waits for its turn.
 */
export class Director {
  readonly judge = new Judge();
  readonly faults: Record<string, number> = {};
  readonly answers: Record<string, number> = {};
  private readonly draws: Draws;
  private readonly processes: readonly PostingProcess[];
  private current: PostingProcess;
  /** Let in, and not waited for. */
  private running: Move | undefined;
  private unknown = 0;
  /** How likely it is that something under way goes on before somebody is given something else. */
  private pace: number = PACES[1];
  private isCalm = false;
  private readonly log = createHash('sha256');

  constructor(
    private readonly db: TestDatabase,
    source: DataSource,
    private readonly random: SeededRandom,
  ) {
    this.draws = new Draws(random.fork('draws'));
    this.processes = Array.from({ length: POSTERS }, (_, number) => new PostingProcess(number, source, db));
    this.current = this.processes[0] as PostingProcess;
  }

  /** Everything that was drawn and answered so far, in its order, as a digest. */
  get trace(): string {
    return this.log.copy().digest('hex');
  }

  /** Somebody is given the next deed, and some of what is under way goes on. */
  async step(): Promise<void> {
    const { deed, isReplyLost, isTwice, clockMs } = this.draws.next();
    const process = this.nextProcess(deed);
    if (this.random.chance(0.05)) this.pace = this.random.pick(PACES);
    await this.rest(process);
    process.clock.set(clockMs as EpochMs);
    this.note(`give ${process.number} ${deed.kind} ${clockMs}`);
    const flight = await process.give(deed, isReplyLost);
    this.judge.unasked(process, this.heard(process));
    if (isTwice) this.draws.sendAgain(flight.deed, 0);
    this.finish(process);
    while (this.flights > MOST_FLIGHTS || this.random.chance(this.pace)) if (!(await this.move())) return;
  }

  /** Lets everything that is under way come to its end, without new faults. */
  async calm(): Promise<void> {
    this.isCalm = true;
    while (await this.move()) await Promise.resolve();
    for (const { number, line, flights } of this.processes) {
      if (line.length + flights.length > 0) this.judge.breaks.push(`process ${number} never answered ${line.length}`);
    }
    this.isCalm = false;
  }

  private get flights(): number {
    return this.processes.reduce((sum, { flights }) => sum + flights.length, 0);
  }

  /** Mostly the same as before: where others post all the time, nobody's guess is right. */
  private nextProcess({ kind }: Deed): PostingProcess {
    if (kind === 'close') return this.random.pick(this.processes);
    if (this.random.chance(0.04)) this.current = this.random.pick(this.processes);
    return this.current;
  }

  /** One thing happens; false when there is nothing to happen. */
  private async move(): Promise<boolean> {
    const moves = this.processes.flatMap((process) => movable(process).map((act) => ({ process, act })));
    if (moves.length === 0) return false;
    const { process, act } = this.random.pick(moves);
    if (!this.isCalm && this.random.chance(0.015)) await this.crash(process);
    else if (act.state === 'held') await this.release({ process, act });
    else if (act.state === 'under way') await this.conclude();
    else if (act.kind === 'copy') await this.admitCopies(process, this.random.between(1, 2));
    else await this.admit({ process, act });
    return true;
  }

  /** Lets a transaction in; resolves when it holds the head, or is over. */
  private async admit({ process, act }: Move): Promise<void> {
    await this.rest(process);
    act.clockMs = process.clock.now();
    const fault = this.transactionFault(process, act);
    this.admitted({ process, act }, fault);
    await this.conclude();
    await act.holdsHead;
    this.running = { process, act };
  }

  /** Lets in up to `most` batches that go ahead, one behind the other down one connection. */
  private async admitCopies(process: PostingProcess, most: number, fault?: Fault): Promise<void> {
    await this.rest(process);
    const copies = process.acts.filter(({ kind, state }) => kind === 'copy' && state === 'waiting').slice(0, most);
    const faults = copies.map(() => fault ?? this.copyFault(process));
    if (faults[0] === 'killed before commit') return this.killCopies(process, copies);
    for (const [at, act] of copies.entries()) {
      // What is lost is lost for those behind it too.
      const isLost = at > 0 && (isLoss(faults[at - 1]) || faults[at] === 'killed before commit');
      this.admitted({ process, act }, isLost && !isLoss(faults[at]) ? 'commit unanswered' : (faults[at] as Fault));
    }
    await this.conclude();
    for (const act of copies) {
      await act.done;
      this.concluded({ process, act });
    }
  }

  /** Ends the connection under batches that wait for the head. */
  private async killCopies(process: PostingProcess, copies: readonly Act<Flight>[]): Promise<void> {
    await this.conclude();
    await this.db.ownerQuery('begin');
    await this.db.ownerQuery('select ledger.take_head()');
    for (const act of copies) this.admitted({ process, act }, 'killed before commit');
    let killed: readonly unknown[] = [];
    while (killed.length === 0) killed = await this.db.ownerQuery(KILL_WAITING);
    await Promise.all(copies.map(({ done }) => done));
    await this.db.ownerQuery('rollback');
    for (const act of copies) this.concluded({ process, act });
  }

  private admitted({ process, act }: Move, fault: Fault): void {
    const name = act.kind === 'copy' ? `ahead: ${fault}` : fault;
    count(this.faults, name);
    this.note(`admit ${process.number} ${act.kind} ${fault} ${act.ids.join(' ')}`);
    act.admit(fault);
  }

  /** Waits for what `process` has under way: nothing may happen to it meanwhile. */
  private async rest(process: PostingProcess): Promise<void> {
    if (this.running?.process === process) await this.conclude();
  }

  private async conclude(): Promise<void> {
    const { running } = this;
    if (running === undefined) return;
    this.running = undefined;
    await running.act.done;
    this.concluded(running);
  }

  private concluded({ process, act }: Move): void {
    act.state = 'held';
    this.note(`over ${process.number} ${act.kind} ${act.isCommitted} ${act.ids.join(' ')}`);
    if (act.kind === 'copy' && act.fault === 'none' && !act.isCommitted) count(this.faults, 'ahead: refused');
    this.judge.concluded(process, act);
  }

  /** The process hears what came of it. */
  private async release({ process, act }: Move): Promise<void> {
    await this.rest(process);
    process.acts = process.acts.filter((other) => other !== act);
    act.release();
    await process.settled();
    this.judge.released(process, act, this.heard(process));
    this.finish(process);
  }

  private heard(process: PostingProcess): ReturnType<PostingProcess['takeAnswered']> {
    const answered = process.takeAnswered();
    for (const { draft, said = '', booked } of answered) {
      this.note(`${draft.id} ${said}`);
      if (booked !== undefined) this.draws.heard(draft, booked);
    }
    return answered;
  }

  /** Takes leave of the deeds that are answered. */
  private finish(process: PostingProcess): void {
    const isOver = ({ deed, said }: Flight): boolean =>
      deed.kind === 'each' ? deed.drafts.every((_, at) => said[at] !== undefined) : said.length > 0;
    for (const flight of process.flights.filter(isOver)) this.takeLeave(flight);
    process.flights = process.flights.filter((flight) => !isOver(flight));
  }

  private takeLeave({ deed, said, booked = [], isReplyLost }: Flight): void {
    for (const word of said) count(this.answers, word.split(' ', 1)[0] ?? '');
    if (deed.kind !== 'each') this.note(`${deed.kind} ${said.join('; ')}`);
    for (const [at, entry] of booked.entries()) {
      if (deed.kind === 'all') this.draws.heard(deed.drafts[at] as EntryDraft, entry);
    }
    if (isReplyLost) count(this.faults, 'reply lost');
    if (isReplyLost || said.some((word) => word.startsWith('database.'))) this.draws.sendAgain(deed);
  }

  /** The process is gone; of what it has sent ahead, the first may still reach the books. */
  private async crash(process: PostingProcess): Promise<void> {
    await this.rest(process);
    const waiting = process.acts.filter(({ kind, state }) => kind === 'copy' && state === 'waiting').length;
    const reach = this.random.between(0, waiting);
    if (reach > 0) await this.admitCopies(process, reach, 'commit unanswered');
    const copies = process.acts.filter(({ kind }) => kind === 'copy').length;
    count(this.faults, copies > 0 ? `process gone, ${copies} ahead` : 'process gone');
    this.note(`gone ${process.number}`);
    for (const { deed } of process.flights) this.draws.sendAgain(deed);
    process.begin();
  }

  private transactionFault({ line }: PostingProcess, { of }: Act<Flight>): Fault {
    // Trouble comes together.
    const at = this.random.between(1, line.some(({ mayBeWritten }) => mayBeWritten) ? 50 : 200);
    if (this.isCalm || at > 7) return 'none';
    if (at <= 3) return 'killed before commit';
    if (of === undefined && this.unknown >= MOST_UNKNOWN) return 'none';
    this.unknown = of === undefined ? this.unknown + 1 : this.unknown;
    return at <= 5 ? 'commit unanswered' : 'commit undone';
  }

  private copyFault({ acts }: PostingProcess): Fault {
    const at = this.random.between(1, 200);
    // The connection is used until the last batch on it has its answer.
    const isLost = acts.some(({ kind, state, isUnknown }) => kind === 'copy' && state === 'held' && isUnknown);
    if (isLost) return at <= 100 ? 'never sent' : 'commit unanswered';
    if (this.isCalm || at > 10) return 'none';
    if (at <= 1) return 'killed before commit';
    if (at <= 5) return 'commit unanswered';
    return at <= 8 ? 'never sent' : 'conflict';
  }

  private note(line: string): void {
    this.log.update(line).update('\n');
  }
}

const KILL_WAITING = `select pg_terminate_backend(l.pid) from pg_locks l
  where l.locktype = 'advisory' and not l.granted and l.database = (select d.oid from pg_database d where d.datname = current_database())`;

function count(of: Record<string, number>, name: string): void {
  of[name] = (of[name] ?? 0) + 1;
}

function isLoss(fault: Fault | undefined): boolean {
  return fault === 'never sent' || fault === 'commit unanswered';
}

/** What may happen to the acts of a process: answers down one connection come in their order, and so does what is sent down it. */
function movable({ acts }: PostingProcess): Act<Flight>[] {
  const copies = acts.filter(({ kind }) => kind === 'copy');
  const firsts = [copies.find(({ state }) => state === 'waiting'), copies[0]?.state === 'held' ? copies[0] : undefined];
  return acts.filter((act) => act.kind === 'transaction' || firsts.includes(act));
}

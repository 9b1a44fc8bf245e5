import type { Clock } from '#kernel';
import { CommitOutcomeUnknown, type CopyPipe } from '#platform/database';
import { type Decision, type LockedState, decideEntries } from '../../domain/decide.ts';
import type { LedgerStore } from '../../storage/ledger.store.ts';
import type { Account } from '../../domain/account.ts';
import { type PostOutcome, newEntries, outcomeOf } from './book-entries.ts';
import type { KnownBooks } from './known-books.ts';
import type { Ready } from './waiting-line.ts';

/** Batches under way at once: one that PostgreSQL writes, and the next that it finds behind it. */
const MOST_UNDER_WAY = 2;
/** The first batch is a fifth of what waits, so that the rest is decided while it is written; what is less stays whole. */
const FEWEST_TO_DIVIDE = 24;
const DIVISOR = 5;
/** Transfers of a batch, and of one behind which nothing is under way: more would only keep PostgreSQL waiting for them. */
const MOST_TRANSFERS = 4_096;
const MOST_FIRST_TRANSFERS = 512;
/** After surprises one after the other, so many batches at most do not go ahead. */
const LONGEST_RESTRAINT = 64;

/** A batch under way: resolves when it is over, with whether it and all before it are in the books. */
type Sent = Promise<boolean>;

/** What became of one batch: `unknown` when the connection was lost and it may be in the books. */
type Written = 'written' | 'refused' | 'unknown';

/** A batch that has to be booked with the head held, and whether some of it may be in the books already. */
export type Again = { readonly batch: readonly Ready[]; readonly mayBeWritten: boolean };

/** The batches that this process has sent without waiting for those before them. */
export class Ahead {
  private readonly underWay = new Set<Sent>();
  private last: Sent = Promise.resolve(true);
  /** In order: to be booked again with the head held. */
  private readonly refused: Again[] = [];
  private restraint = 0;
  private toHoldBack = 0;

  constructor(
    private readonly store: LedgerStore,
    private readonly known: KnownBooks,
    private readonly copies: CopyPipe,
    private readonly clock: Clock,
    private readonly onAnswered: (batch: readonly Ready[]) => void,
  ) {}

  /** Nothing is under way and nothing was refused. */
  get isIdle(): boolean {
    return this.underWay.size === 0 && !this.hasRefused;
  }

  /** Something was refused and has to be booked again. */
  get hasRefused(): boolean {
    return this.refused.length > 0;
  }

  /** Transfers that the next batch is best made of when so many wait; undefined when it will not go ahead. */
  sizeOfNext(waiting: number): number | undefined {
    if (this.hasRefused || this.toHoldBack > 0) return undefined;
    if (this.underWay.size > 0 || waiting < FEWEST_TO_DIVIDE) return Math.min(waiting, MOST_TRANSFERS);
    return Math.min(Math.ceil(waiting / DIVISOR), MOST_FIRST_TRANSFERS);
  }

  /** Sends `batch` if it can be decided without asking; false when it has to be booked with the head held. */
  send(batch: readonly Ready[]): boolean {
    const decisions = this.decide(batch);
    if (decisions === undefined) return false;
    const decided = newEntries(decisions);
    this.known.advance(decided);
    const written = this.store.appendAhead(this.copies, decided).then(
      (): Written => 'written',
      // Why it is refused does not matter: it is booked again, which says it.
      (error: unknown): Written => (error instanceof CommitOutcomeUnknown ? 'unknown' : 'refused'),
    );
    // Now, and not when they are told: what was decided is large, and may go as soon as it is on its way.
    const sent = this.conclude(this.last, written, batch, decisions.map(outcomeOf));
    this.last = sent;
    this.underWay.add(sent);
    void sent.then(() => this.underWay.delete(sent));
    return true;
  }

  /** Resolves when another batch may be sent. */
  async room(): Promise<void> {
    while (this.underWay.size >= MOST_UNDER_WAY) await this.oneAnswered();
  }

  /** Resolves when one of those under way is over; at once when none is. */
  async oneAnswered(): Promise<void> {
    if (this.underWay.size > 0) await Promise.race(this.underWay);
  }

  /** Waits for all under way and hands over, in order, what was refused. */
  async end(): Promise<readonly Again[]> {
    await Promise.all(this.underWay);
    this.last = Promise.resolve(true);
    return this.refused.splice(0);
  }

  /** Undefined when the books are not known well enough, and when what would be written does not prove that they were. */
  private decide(batch: readonly Ready[]): readonly Decision[] | undefined {
    if (this.hasRefused) return undefined;
    if (this.toHoldBack > 0) {
      this.toHoldBack -= 1;
      return undefined;
    }
    const entries = batch.map(({ entry }) => entry);
    const state = this.known.stateFor(entries);
    if (state === undefined) return undefined;
    try {
      const decisions = decideEntries(entries, state, this.clock.now());
      return decisions.every((decision) => isProven(decision, state)) ? decisions : undefined;
    } catch {
      return undefined; // A bug. With the head held it comes again, and is narrowed down to whose entry shows it.
    }
  }

  /**
   * A refusal by state is true only if the batches before are in the books as they were believed to be, so nobody is answered
   * before that; and a batch behind one that was refused is asked about again even if PostgreSQL took it.
   */
  private async conclude(
    before: Sent,
    written: Promise<Written>,
    batch: readonly Ready[],
    outcomes: readonly PostOutcome[],
  ): Sent {
    const became = await written;
    const isInOrder = await before;
    if (became !== 'written' || !isInOrder) {
      if (isInOrder) this.holdBack();
      this.refused.push({ batch, mayBeWritten: became !== 'refused' });
      return false;
    }
    this.restraint = 0;
    this.onAnswered(batch);
    for (const [at, { call, index }] of batch.entries()) call.answer(index, outcomes[at] as PostOutcome);
    return true;
  }

  /** Mostly somebody else posts too, and trying again at once would be in vain. */
  private holdBack(): void {
    this.known.forget();
    this.restraint = Math.min(LONGEST_RESTRAINT, 2 * this.restraint + 1);
    this.toHoldBack = this.restraint;
  }
}

/**
 * Whether the database refuses the rows if what `decision` rests on is not so. No row says that the id of a refused entry is new; nor
 * that an account is still open which "up to" left out: closing it moves no position of the log, and only an empty one is closed.
 */
function isProven(decision: Decision, { accounts }: LockedState): boolean {
  if (decision.outcome !== 'posted') return decision.outcome === 'repeated';
  const { draft, transfers } = decision.entry;
  if (!draft.transfers.some(({ upTo }) => upTo === true)) return true;
  const moved = new Set(transfers.flatMap(({ debit, credit }) => [debit.account.path, credit.account.path]));
  const known = accounts.in(draft.asset);
  const named = draft.transfers.flatMap(({ debit, credit, rest }) => [debit, credit, rest?.debit, rest?.credit]);
  return named.every((path) => path === undefined || moved.has(path) || !isEmpty(known.get(path)));
}

function isEmpty(account: Account | undefined): boolean {
  return account?.debits === account?.credits && account?.pendingDebits === 0n && account.pendingCredits === 0n;
}

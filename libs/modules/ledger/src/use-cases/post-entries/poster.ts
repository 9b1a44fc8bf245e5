import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Injectable, Optional } from '@nestjs/common';
import { Clock, DomainError } from '#kernel';
import { CommitOutcomeUnknown, CopyPipe, TransactionConflict, UnitOfWork } from '#platform/database';
import { type PreparedEntry, decideEntries } from '../../domain/decide.ts';
import type { EntryDraft } from '../../domain/entry.ts';
import { LedgerBusy } from '../../ledger.errors.ts';
import { LedgerStore } from '../../storage/ledger.store.ts';
import { Ahead } from './ahead.ts';
import { Call } from './call.ts';
import { type PostOutcome, lockState, newEntries, outcomeOf } from './book-entries.ts';
import { KnownBooks } from './known-books.ts';
import { type Ready, WaitingLine } from './waiting-line.ts';

const MOST_TRIES = 5;
const PAUSE_MS = 20;

/**
 * Group commit: everything that waits in this process is booked in one transaction, then everybody is answered; what
 * comes meanwhile is the next batch. Any number of processes may do so at once, the head serialises them.
 *
 * A batch whose accounts are known goes ahead: it is decided on what the batches before it will leave, and is sent before those
 * are committed, so that this process decides while PostgreSQL writes. What PostgreSQL refuses because somebody else came first
 * is booked again with the head held; nobody is answered before the commit of their own batch and of those it was decided on.
 */
@Injectable()
export class Poster implements BeforeApplicationShutdown {
  /** Most transfers that may wait; a caller beyond it is told to come again. */
  protected readonly mostWaiting: number = 65_536;
  private readonly line = new WaitingLine();
  private readonly known: KnownBooks;
  private readonly ahead: Ahead | undefined;
  private draining: Promise<void> | undefined;
  private isClosed = false;
  /** Where this object was made: a batch must not join the transaction of whoever happens to start it. */
  private readonly outside = AsyncLocalStorage.snapshot();

  /** Without `copies` every batch waits for the head before it is decided. */
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly store: LedgerStore,
    private readonly clock: Clock,
    @Optional() copies?: CopyPipe,
  ) {
    this.known = new KnownBooks(store);
    if (copies === undefined) return;
    this.ahead = new Ahead(store, this.known, copies, clock, (batch) => this.line.answered(batch));
  }

  /**
   * Books `entries`, each by itself, in transactions of its own: never call it inside one. One outcome an entry, in
   * order; a refusal is a value and does not touch the others (order of checks: `decideEntries`). The answer comes after
   * the commit. A caller that lost its answer sends the same entries again and finds the results, `replayed: true`.
   *
   * `ledger.busy` for all of them when too much waits, and when the process is about to end: nothing was written.
   * `database.…` (kind `unavailable`): send again; nothing was written, or with `commit_outcome_unknown` perhaps.
   */
  post(entries: readonly EntryDraft[]): Promise<PostOutcome[]> {
    const transfers = entries.reduce((sum, draft) => sum + draft.transfers.length, 0);
    if (this.isClosed || this.line.transfers + transfers > this.mostWaiting) {
      return Promise.resolve(entries.map(() => refusedBy(new LedgerBusy())));
    }
    const call = new Call(entries);
    this.line.add(call);
    if (!this.line.isEmpty) this.draining ??= this.outside(() => this.drain());
    return call.answered;
  }

  /** Answers what waits and takes nothing new. */
  async beforeApplicationShutdown(): Promise<void> {
    this.isClosed = true;
    await this.draining;
  }

  private async drain(): Promise<void> {
    // Callers that were just answered may send again before the next batch is cut.
    await nextTurn();
    while (!this.line.isEmpty || this.ahead?.isIdle === false) {
      if (!this.line.isEmpty) await this.take();
      else if (this.ahead?.hasRefused === true) await this.again();
      else await this.ahead?.oneAnswered();
      await nextTurn();
    }
    this.draining = undefined;
  }

  /** Sends the next batch ahead, or books it with the head held behind all that went ahead. */
  private async take(): Promise<void> {
    const batch = this.line.next(this.ahead?.sizeOfNext(this.line.transfersInLine));
    if (batch.length === 0) return;
    if (this.ahead?.send(batch) === true) return this.ahead.room();
    await this.again();
    await this.settle(batch);
  }

  /** Books what was refused ahead with the head held, once nothing is ahead any more. */
  private async again(): Promise<void> {
    for (const { batch, mayBeWritten } of (await this.ahead?.end()) ?? []) await this.settle(batch, mayBeWritten);
  }

  /**
   * Answers everybody in `batch`. An error that is nobody's refusal is narrowed down to whose entry causes it. `mayBeWritten`: an
   * earlier try ended without a word.
   */
  private async settle(batch: readonly Ready[], mayBeWritten = false): Promise<void> {
    try {
      const outcomes = await this.book(
        batch.map(({ entry }) => entry),
        mayBeWritten,
      );
      this.line.answered(batch);
      for (const [at, { call, index }] of batch.entries()) call.answer(index, outcomes[at] as PostOutcome);
    } catch (error) {
      if (batch.length > 1 && !(error instanceof DomainError)) {
        await this.settle(batch.slice(0, batch.length >> 1), mayBeWritten);
        await this.settle(batch.slice(batch.length >> 1), mayBeWritten);
        return;
      }
      this.line.answered(batch);
      for (const { call, index } of batch) {
        if (error instanceof DomainError) call.answer(index, refusedBy(error));
        else call.fail(error);
      }
    }
  }

  /**
   * One transaction. One that lost its connection at the commit is asked about by doing it again: ids count once. While that is
   * not answered nobody may be told that nothing was written.
   */
  private async book(entries: readonly PreparedEntry[], mayBeWritten: boolean): Promise<PostOutcome[]> {
    let isUnknown = mayBeWritten;
    for (let tries = 1; ; tries += 1) {
      try {
        const { state, decisions, decided } = await this.unitOfWork.run(async (tx) => {
          const locked = await lockState(tx, this.store, entries);
          const all = decideEntries(entries, locked, this.clock.now());
          const fresh = newEntries(all);
          if (fresh.length > 0) await this.store.append(tx, fresh);
          return { state: locked, decisions: all, decided: fresh };
        });
        this.known.learn(state, decided);
        return decisions.map(outcomeOf);
      } catch (error) {
        isUnknown ||= error instanceof CommitOutcomeUnknown;
        const mayHelp = error instanceof CommitOutcomeUnknown || error instanceof TransactionConflict;
        if (!mayHelp || tries === MOST_TRIES) {
          throw isUnknown && error instanceof DomainError ? new CommitOutcomeUnknown({ cause: error }) : error;
        }
        await pause(PAUSE_MS * tries);
      }
    }
  }
}

function refusedBy(error: DomainError): PostOutcome {
  return { outcome: 'refused', error };
}

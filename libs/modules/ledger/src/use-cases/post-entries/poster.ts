import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { Clock, DomainError } from '#kernel';
import { CommitOutcomeUnknown, TransactionConflict, UnitOfWork } from '#platform/database';
import type { PreparedEntry } from '../../domain/decide.ts';
import { type EntryDraft, MAX_TRANSFERS } from '../../domain/entry.ts';
import { prepareEntry } from '../../domain/prepare-entry.ts';
import { LedgerBusy } from '../../ledger.errors.ts';
import { LedgerStore } from '../../storage/ledger.store.ts';
import { type PostOutcome, lockAndDecide, newEntries, outcomeOf } from './book-entries.ts';

/** Most transfers that may wait; a caller beyond it is told to come again. */
const MOST_WAITING_TRANSFERS = 65_536;
const MOST_TRIES = 5;
const PAUSE_MS = 20;

/** One entry on its way into the books. */
type Waiting = {
  readonly entry: PreparedEntry;
  readonly answer: (outcome: PostOutcome) => void;
  readonly fail: (error: unknown) => void;
};

/**
 * Group commit: everything that waits in this process is booked in one transaction, then everybody is answered; what
 * comes meanwhile is the next batch. Any number of processes may do so at once, the head serialises them.
 */
@Injectable()
export class Poster implements BeforeApplicationShutdown {
  protected readonly mostWaiting: number = MOST_WAITING_TRANSFERS;
  private queue: Waiting[] = [];
  private waitingTransfers = 0;
  private draining: Promise<void> | undefined;
  private isClosed = false;
  /** Where this object was made: a batch must not join the transaction of whoever happens to start it. */
  private readonly outside = AsyncLocalStorage.snapshot();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly store: LedgerStore,
    private readonly clock: Clock,
  ) {}

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
    if (this.isClosed || this.waitingTransfers + transfers > this.mostWaiting) {
      return Promise.resolve(entries.map(() => refusedBy(new LedgerBusy())));
    }
    return Promise.all(entries.map((draft) => this.enqueue(draft)));
  }

  /** Answers what waits and takes nothing new. */
  async beforeApplicationShutdown(): Promise<void> {
    this.isClosed = true;
    await this.draining;
  }

  private enqueue(draft: EntryDraft): Promise<PostOutcome> {
    let entry: PreparedEntry;
    try {
      entry = prepareEntry(draft);
    } catch (error) {
      return error instanceof DomainError ? Promise.resolve(refusedBy(error)) : Promise.reject(error);
    }
    return new Promise((answer, fail) => {
      this.queue.push({ entry, answer, fail });
      this.waitingTransfers += draft.transfers.length;
      this.draining ??= this.outside(() => this.drain());
    });
  }

  private async drain(): Promise<void> {
    // Callers that were just answered may send again before the next batch is cut.
    await nextTurn();
    while (this.queue.length > 0) {
      const batch = this.nextBatch();
      await this.settle(batch);
      for (const { entry } of batch) this.waitingTransfers -= entry.draft.transfers.length;
      await nextTurn();
    }
    this.draining = undefined;
  }

  /** As much of the queue as one transaction takes; at least one entry. */
  private nextBatch(): Waiting[] {
    let transfers = 0;
    let end = 0;
    for (const { entry } of this.queue) {
      transfers += entry.draft.transfers.length;
      if (transfers > MAX_TRANSFERS && end > 0) break;
      end += 1;
    }
    const batch = this.queue.slice(0, end);
    this.queue = this.queue.slice(end);
    return batch;
  }

  /** Answers everybody in `batch`. An error that is nobody's refusal is narrowed down to whose entry causes it. */
  private async settle(batch: readonly Waiting[]): Promise<void> {
    try {
      const outcomes = await this.book(batch.map(({ entry }) => entry));
      for (const [index, { answer }] of batch.entries()) answer(outcomes[index] as PostOutcome);
    } catch (error) {
      if (batch.length > 1 && !(error instanceof DomainError)) {
        await this.settle(batch.slice(0, batch.length >> 1));
        await this.settle(batch.slice(batch.length >> 1));
        return;
      }
      for (const { answer, fail } of batch) {
        if (error instanceof DomainError) answer(refusedBy(error));
        else fail(error);
      }
    }
  }

  /** One transaction. One that lost its connection at the commit is asked about by doing it again: ids count once. */
  private async book(entries: readonly PreparedEntry[]): Promise<PostOutcome[]> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.unitOfWork.run(async (tx) => {
          const decisions = await lockAndDecide(tx, this.store, this.clock, entries);
          const decided = newEntries(decisions);
          if (decided.length > 0) await this.store.append(tx, decided);
          return decisions.map(outcomeOf);
        });
      } catch (error) {
        const mayHelp = error instanceof CommitOutcomeUnknown || error instanceof TransactionConflict;
        if (!mayHelp || tries === MOST_TRIES) throw error;
        await pause(PAUSE_MS * tries);
      }
    }
  }
}

function refusedBy(error: DomainError): PostOutcome {
  return { outcome: 'refused', error };
}

import { Injectable } from '@nestjs/common';
import { Clock } from '#kernel';
import type { Tx } from '#platform/database';
import type { EntryDraft, PostedEntry } from '../../domain/entry.ts';
import { prepareEntry } from '../../domain/prepare-entry.ts';
import { LedgerStore } from '../../storage/ledger.store.ts';
import { lockAndDecide, newEntries, outcomeOf } from './book-entries.ts';

/** Books entries inside a caller's transaction. `Poster` books entries that need no row of the caller's beside them. */
@Injectable()
export class PostEntries {
  constructor(
    private readonly store: LedgerStore,
    private readonly clock: Clock,
  ) {}

  /**
   * Books `entries` in order, all or none, as the last step of the caller's transaction before its outbox rows: it holds
   * the head of the log to the end. Results come in the same order. An entry whose id is booked with the same content
   * answers its first result with `replayed: true` and moves nothing. At most 8,190 transfers a call keep the lock short.
   * @throws {EntryInvalid | UnknownAsset | EntryIdReused | UnknownAccountPath | AccountClosed | OriginalNotFound |
   *   OriginalNotReversible | ReversalExceedsOriginal | InsufficientFunds | BalanceOverflow | NothingToBook} for the first
   *   entry that is refused (order of checks: `decideEntries`). Nothing of the call was written.
   */
  async execute(tx: Tx, entries: readonly EntryDraft[]): Promise<readonly PostedEntry[]> {
    if (entries.length === 0) return [];
    const decisions = await lockAndDecide(tx, this.store, this.clock, entries.map(prepareEntry));
    const results = decisions.map((decision) => {
      const result = outcomeOf(decision);
      if (result.outcome === 'refused') throw result.error;
      return result.entry;
    });
    const decided = newEntries(decisions);
    if (decided.length > 0) await this.store.append(tx, decided);
    return results;
  }
}

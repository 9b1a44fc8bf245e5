import { Injectable } from '@nestjs/common';
import { type Asset, Clock } from '#kernel';
import { UnknownAsset } from '../../ledger.errors.ts';
import type { Tx } from '#platform/database';
import type { AccountRef } from '../../domain/account.ts';
import {
  type DecidedEntry,
  type Decision,
  type LockedState,
  type PreparedEntry,
  decideEntries,
} from '../../domain/decide.ts';
import type { EntryDraft, PostedEntry } from '../../domain/entry.ts';
import { prepareEntry } from '../../domain/prepare-entry.ts';
import { LedgerStore } from '../../storage/ledger.store.ts';

/** Books entries: the one way in which money moves. */
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
    const prepared = entries.map(prepareEntry);
    const state = await this.lock(tx, prepared);
    const decisions = decideEntries(prepared, state, this.clock.now());
    const results = decisions.map(resultOf);
    const decided = decisions.flatMap((decision) => (decision.outcome === 'posted' ? [decision.entry] : []));
    if (decided.length > 0) await this.store.append(tx, decided);
    return results;
  }

  private async lock(tx: Tx, entries: readonly PreparedEntry[]): Promise<LockedState> {
    const head = await this.store.takeHead(tx);
    const booked = await this.store.findEntries(
      tx,
      entries.map(({ draft }) => draft.id),
    );
    const fresh = entries.filter(({ draft }) => !booked.has(draft.id));
    const accounts = await this.store.readAccounts(
      tx,
      fresh.flatMap(({ draft }) => accountsOf(draft)),
    );
    await this.refuseUnknownAssets(tx, fresh, new Set([...accounts.values()].map(({ asset }) => asset)));
    const originals = await this.store.findOriginals(
      tx,
      fresh.flatMap(({ draft }) => originalsOf(draft)),
    );
    return { head, accounts, booked, originals };
  }

  /** An asset with an open account is known; only the others are looked up. */
  private async refuseUnknownAssets(
    tx: Tx,
    entries: readonly PreparedEntry[],
    known: ReadonlySet<Asset>,
  ): Promise<void> {
    const doubtful = entries.map(({ draft }) => draft.asset).filter((asset) => !known.has(asset));
    if (doubtful.length === 0) return;
    const registered = await this.store.knownAssets(tx, doubtful);
    const unknown = doubtful.find((asset) => !registered.has(asset));
    if (unknown !== undefined) throw new UnknownAsset(unknown);
  }
}

function accountsOf(draft: EntryDraft): AccountRef[] {
  const { asset } = draft;
  return draft.transfers.flatMap(({ debit, credit, rest }) => [
    { path: debit, asset },
    { path: credit, asset },
    ...(rest === undefined
      ? []
      : [
          { path: rest.debit, asset },
          { path: rest.credit, asset },
        ]),
  ]);
}

function originalsOf(draft: EntryDraft): bigint[] {
  return draft.transfers.flatMap(({ refersTo }) => (refersTo === undefined ? [] : [refersTo]));
}

function resultOf(decision: Decision): PostedEntry {
  switch (decision.outcome) {
    case 'posted':
      return postedOf(decision.entry, false);
    case 'replayed':
      return decision.posted;
    case 'repeated':
      return postedOf(decision.of, true);
    case 'refused':
      throw decision.error;
  }
}

function postedOf(entry: DecidedEntry, replayed: boolean): PostedEntry {
  return {
    id: entry.draft.id,
    contentHash: entry.contentHash.toString('hex'),
    recordedAt: entry.recordedAt,
    replayed,
    transfers: entry.transfers.map(({ seq, kind, debit, credit, amount, refersTo }) => ({
      seq,
      kind,
      debit: debit.account.path,
      credit: credit.account.path,
      amount,
      refersTo,
    })),
  };
}

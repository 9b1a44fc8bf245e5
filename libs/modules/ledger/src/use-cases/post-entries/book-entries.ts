import type { Asset, Clock } from '#kernel';
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
import type { LedgerStore, Locked } from '../../storage/ledger.store.ts';

/** What became of one entry of a call: its result, or the refusal by its name. */
export type PostOutcome =
  | { readonly outcome: 'posted'; readonly entry: PostedEntry }
  | { readonly outcome: 'refused'; readonly error: Extract<Decision, { outcome: 'refused' }>['error'] };

/**
 * Takes the head, reads what `entries` need, and decides them in order: the rules of every way to post.
 * Nothing is written; the head is held to the end of the transaction.
 */
export async function lockAndDecide(
  tx: Tx,
  store: LedgerStore,
  clock: Clock,
  entries: readonly PreparedEntry[],
): Promise<Decision[]> {
  return decideEntries(entries, await lockState(tx, store, entries), clock.now());
}

/** The entries of `decisions` that are new. */
export function newEntries(decisions: readonly Decision[]): DecidedEntry[] {
  const entries: DecidedEntry[] = [];
  for (const decision of decisions) if (decision.outcome === 'posted') entries.push(decision.entry);
  return entries;
}

/** The caller's view of a decision. */
export function outcomeOf(decision: Decision): PostOutcome {
  switch (decision.outcome) {
    case 'posted':
      return { outcome: 'posted', entry: postedOf(decision.entry, false) };
    case 'replayed':
      return { outcome: 'posted', entry: decision.posted };
    case 'repeated':
      return { outcome: 'posted', entry: postedOf(decision.of, true) };
    case 'refused':
      return decision;
  }
}

/** Takes the head and reads what `entries` are decided on. */
export async function lockState(
  tx: Tx,
  store: LedgerStore,
  entries: readonly PreparedEntry[],
): Promise<LockedState & Pick<Locked, 'head'>> {
  const ids = entries.map(({ draft }) => draft.id);
  const { head, bookedIds, accounts } = await store.lock(tx, ids, accountsOf(entries));
  // Nearly always none is booked.
  const booked = bookedIds.length === 0 ? new Map() : await store.findEntries(tx, bookedIds);
  const assets = new Set<Asset>();
  for (const { asset } of accounts) assets.add(asset);
  const unknownAssets = await findUnknownAssets(tx, store, entries, assets);
  const originals = await store.findOriginals(
    tx,
    entries.flatMap(({ draft }) => originalsOf(draft)),
  );
  return { head, accounts, booked, originals, unknownAssets };
}

/** An asset with an open account is known; only the others are looked up. */
async function findUnknownAssets(
  tx: Tx,
  store: LedgerStore,
  entries: readonly PreparedEntry[],
  known: ReadonlySet<Asset>,
): Promise<ReadonlySet<Asset>> {
  const doubtful = new Set(entries.map(({ draft }) => draft.asset).filter((asset) => !known.has(asset)));
  if (doubtful.size === 0) return doubtful;
  const registered = await store.knownAssets(tx, [...doubtful]);
  return new Set([...doubtful].filter((asset) => !registered.has(asset)));
}

function* accountsOf(entries: readonly PreparedEntry[]): Generator<AccountRef> {
  for (const { draft } of entries) {
    const { asset } = draft;
    for (const { debit, credit, rest } of draft.transfers) {
      yield { path: debit, asset };
      yield { path: credit, asset };
      if (rest === undefined) continue;
      yield { path: rest.debit, asset };
      yield { path: rest.credit, asset };
    }
  }
}

function originalsOf(draft: EntryDraft): bigint[] {
  return draft.transfers.flatMap(({ refersTo }) => (refersTo === undefined ? [] : [refersTo]));
}

function postedOf(entry: DecidedEntry, replayed: boolean): PostedEntry {
  return {
    id: entry.draft.id,
    contentHash: entry.contentHash,
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

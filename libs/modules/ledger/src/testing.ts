import { Clock, type EpochMs, FixedClock } from '#kernel';
import type { TestDatabase } from '#platform/database/testing';
import { PgLedgerStore } from './storage/pg-ledger.store.ts';
import { AppendNotes } from './use-cases/append-notes/append-notes.ts';
import { PostEntries } from './use-cases/post-entries/post-entries.ts';
import { ReadBalances } from './use-cases/read-balances/read-balances.ts';

/** The ledger's use-cases on a test database, without Nest. */
export type TestLedger = {
  readonly postEntries: PostEntries;
  readonly appendNotes: AppendNotes;
  readonly readBalances: ReadBalances;
};

/** Wires the ledger on `database`. `clock` stands at 2026-01-01 unless given. */
export function aLedger(
  database: Pick<TestDatabase, 'database'>,
  clock: Clock = new FixedClock(Date.UTC(2026, 0, 1) as EpochMs),
): TestLedger {
  const store = new PgLedgerStore();
  return {
    postEntries: new PostEntries(store, clock),
    appendNotes: new AppendNotes(store, clock),
    readBalances: new ReadBalances(database.database, store),
  };
}

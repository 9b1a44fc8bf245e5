import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { generateKeyPairSync, sign } from 'node:crypto';
import { Clock, type EpochMs, FixedClock } from '#kernel';
import type { TestDatabase } from '#platform/database/testing';
import { AuditReader } from './storage/audit-reader.ts';
import { CheckpointSigner, rawPublicKey } from './storage/checkpoint-signer.ts';
import { PgLedgerStore } from './storage/pg-ledger.store.ts';
import { PgLogStore } from './storage/pg-log.store.ts';
import { StatementStore } from './storage/statement.store.ts';
import { AppendNotes } from './use-cases/append-notes/append-notes.ts';
import { BalanceAt } from './use-cases/balance-at/balance-at.ts';
import { CheckMoney } from './use-cases/check-money/check-money.ts';
import { CloseAccount } from './use-cases/close-account/close-account.ts';
import { Convert } from './use-cases/convert/convert.ts';
import { CommitBalances } from './use-cases/commit-balances/commit-balances.ts';
import { DrawStatement } from './use-cases/draw-statement/draw-statement.ts';
import { ExportLedger } from './use-cases/export-ledger/export-ledger.ts';
import { FindHold } from './use-cases/find-hold/find-hold.ts';
import { ListEntries } from './use-cases/list-entries/list-entries.ts';
import { MakeCheckpoint } from './use-cases/make-checkpoint/make-checkpoint.ts';
import { MovePeriods } from './use-cases/move-periods/move-periods.ts';
import { PostEntries } from './use-cases/post-entries/post-entries.ts';
import { Poster } from './use-cases/post-entries/poster.ts';
import { ProveConsistency } from './use-cases/prove-log/prove-consistency.ts';
import { ProveEntry } from './use-cases/prove-log/prove-entry.ts';
import { ProveInclusion } from './use-cases/prove-log/prove-inclusion.ts';
import { ReadAssets } from './use-cases/read-assets/read-assets.ts';
import { ReadBalances } from './use-cases/read-balances/read-balances.ts';
import { ReadCheckpoint } from './use-cases/read-checkpoint/read-checkpoint.ts';
import { ReadEntry } from './use-cases/read-entry/read-entry.ts';
import { ReadTile } from './use-cases/read-tile/read-tile.ts';
import { RegisterAsset } from './use-cases/register-asset/register-asset.ts';
import { RollUpDays } from './use-cases/roll-up-days/roll-up-days.ts';
import { TrialBalance } from './use-cases/trial-balance/trial-balance.ts';

import type { OverHttp } from './testing/over-http.ts';

/** Signs with a key that lives as long as the object. */
export class MemoryCheckpointSigner extends CheckpointSigner {
  private readonly keys = generateKeyPairSync('ed25519');

  override publicKey(): Promise<Uint8Array> {
    return Promise.resolve(rawPublicKey(this.keys.publicKey));
  }

  override sign(text: string): Promise<Uint8Array> {
    return Promise.resolve(sign(null, Buffer.from(text), this.keys.privateKey));
  }
}

/** The ledger's use-cases on a test database, without Nest. */
export type TestLedger = ReturnType<typeof aLedger>;

/** Wires the ledger on `database`. `clock` stands at 2026-01-01 unless given. */
export function aLedger(
  { database, unitOfWork, copies }: Pick<TestDatabase, 'database' | 'unitOfWork'> & Partial<Pick<TestDatabase, 'copies'>>,
  clock: Clock = new FixedClock(Date.UTC(2026, 0, 1) as EpochMs),
) {
  const store = new PgLedgerStore();
  const log = new PgLogStore(database);
  const signer = new MemoryCheckpointSigner();
  const readBalances = new ReadBalances(database, store);
  const readEntry = new ReadEntry(database);
  const readCheckpoint = new ReadCheckpoint(log, signer);
  const makeCheckpoint = new MakeCheckpoint(unitOfWork, log, signer, clock);
  const proveInclusion = new ProveInclusion(log);
  const reader = new AuditReader(database, unitOfWork);
  const statements = new StatementStore(database);
  const appendNotes = new AppendNotes(store, clock);
  const postEntries = new PostEntries(store, clock);
  return {
    postEntries,
    convert: new Convert(postEntries),
    poster: new Poster(unitOfWork, store, clock, copies),
    appendNotes,
    closeAccount: new CloseAccount(store),
    registerAsset: new RegisterAsset(),
    readAssets: new ReadAssets(database),
    readBalances,
    balanceAt: new BalanceAt(database),
    trialBalance: new TrialBalance(database),
    readEntry,
    listEntries: new ListEntries(database, readBalances, readEntry),
    makeCheckpoint,
    readCheckpoint,
    readTile: new ReadTile(log),
    proveInclusion,
    proveEntry: new ProveEntry(readCheckpoint, makeCheckpoint, proveInclusion),
    proveConsistency: new ProveConsistency(log),
    checkMoney: new CheckMoney(reader, log),
    commitBalances: new CommitBalances(unitOfWork, reader, statements, store, appendNotes, clock),
    drawStatement: new DrawStatement(readBalances, readCheckpoint, proveInclusion, statements),
    rollUpDays: new RollUpDays(database),
    findHold: new FindHold(database),
    movePeriods: new MovePeriods(database, unitOfWork, store, appendNotes, clock),
    exportLedger: new ExportLedger(reader, log, readCheckpoint),
  };
}

export { type TestPublishedLog, publishedLog } from './testing/published-log.ts';
export { inclusionRanges } from './domain/merkle.ts';

/** `ledgerOverHttp` of testing/over-http.ts; loaded when it is called, because most tests need no routes. */
export async function ledgerOverHttp(of: OverHttp): Promise<NestFastifyApplication> {
  return (await import('./testing/over-http.ts')).ledgerOverHttp(of);
}

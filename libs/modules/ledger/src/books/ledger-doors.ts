import type { Clock } from '#kernel';
import { type CopyPipe, type Database, PrimaryReports, type ReportDatabase, type UnitOfWork } from '#platform/database';
import type { AnchorReader } from '../anchor-reader.ts';
import { AuditReader } from '../storage/audit-reader.ts';
import type { CheckpointSigner } from '../storage/checkpoint-signer.ts';
import { PgLedgerStore } from '../storage/pg-ledger.store.ts';
import { PgLogStore } from '../storage/pg-log.store.ts';
import { ReportStore } from '../storage/report.store.ts';
import { StatementStore } from '../storage/statement.store.ts';
import { AgedReceivables } from '../use-cases/aged-receivables/aged-receivables.ts';
import { AppendNotes } from '../use-cases/append-notes/append-notes.ts';
import { BalanceAt } from '../use-cases/balance-at/balance-at.ts';
import { BalanceHistory } from '../use-cases/balance-history/balance-history.ts';
import { CheckMoney } from '../use-cases/check-money/check-money.ts';
import { CloseAccount } from '../use-cases/close-account/close-account.ts';
import { CommitBalances } from '../use-cases/commit-balances/commit-balances.ts';
import { Convert } from '../use-cases/convert/convert.ts';
import { DrawStatement } from '../use-cases/draw-statement/draw-statement.ts';
import { ExportLedger } from '../use-cases/export-ledger/export-ledger.ts';
import { FindHold } from '../use-cases/find-hold/find-hold.ts';
import { GeneralLedger } from '../use-cases/general-ledger/general-ledger.ts';
import { ListEntries } from '../use-cases/list-entries/list-entries.ts';
import { MakeCheckpoint } from '../use-cases/make-checkpoint/make-checkpoint.ts';
import { MakePartsAhead } from '../use-cases/make-parts-ahead/make-parts-ahead.ts';
import { MovePeriods } from '../use-cases/move-periods/move-periods.ts';
import { PostEntries } from '../use-cases/post-entries/post-entries.ts';
import { Poster } from '../use-cases/post-entries/poster.ts';
import { ProveConsistency } from '../use-cases/prove-log/prove-consistency.ts';
import { ProveEntry } from '../use-cases/prove-log/prove-entry.ts';
import { ProveInclusion } from '../use-cases/prove-log/prove-inclusion.ts';
import { ReadAssets } from '../use-cases/read-assets/read-assets.ts';
import { ReadBalances } from '../use-cases/read-balances/read-balances.ts';
import { ReadCheckpoint } from '../use-cases/read-checkpoint/read-checkpoint.ts';
import { ReadEntry } from '../use-cases/read-entry/read-entry.ts';
import { ReadTile } from '../use-cases/read-tile/read-tile.ts';
import { RegisterAsset } from '../use-cases/register-asset/register-asset.ts';
import { RollUpDays } from '../use-cases/roll-up-days/roll-up-days.ts';
import { TrialBalance } from '../use-cases/trial-balance/trial-balance.ts';

/** Where one book lies and who signs for it. */
export type LedgerWiring = {
  readonly database: Database;
  readonly unitOfWork: UnitOfWork;
  /** Without it the poster decides every batch with the head held. */
  readonly copies?: CopyPipe | undefined;
  readonly signer: CheckpointSigner;
  readonly clock: Clock;
  /** Where reports are read; the database itself unless given. */
  readonly reports?: ReportDatabase | undefined;
  /** Where this book's heads are anchored, if they are. */
  readonly anchors?: AnchorReader | undefined;
};

/** Every use-case of the ledger on one book. */
export type LedgerDoors = ReturnType<typeof ledgerDoors>;

/** Wires the ledger's use-cases on one database; `LedgerModule` does the same for the main book. */
export function ledgerDoors(wiring: LedgerWiring) {
  const { database, unitOfWork, copies, signer, clock, anchors } = wiring;
  const reports = wiring.reports ?? new PrimaryReports(database, unitOfWork);
  const reportStore = new ReportStore(reports);
  const store = new PgLedgerStore();
  const log = new PgLogStore(database);
  const readBalances = new ReadBalances(database, store);
  const readEntry = new ReadEntry(database);
  const readCheckpoint = new ReadCheckpoint(log, signer);
  const makeCheckpoint = new MakeCheckpoint(unitOfWork, log, signer, clock);
  const proveInclusion = new ProveInclusion(log);
  const reader = new AuditReader(database, unitOfWork);
  const statements = new StatementStore(database, reports);
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
    trialBalance: new TrialBalance(reports),
    readEntry,
    listEntries: new ListEntries(database, readBalances, readEntry),
    makeCheckpoint,
    readCheckpoint,
    readTile: new ReadTile(log),
    proveInclusion,
    proveEntry: new ProveEntry(readCheckpoint, makeCheckpoint, proveInclusion, anchors),
    proveConsistency: new ProveConsistency(log),
    checkMoney: new CheckMoney(reader, log),
    commitBalances: new CommitBalances(unitOfWork, reader, statements, store, appendNotes, clock),
    drawStatement: new DrawStatement(readBalances, readCheckpoint, proveInclusion, statements, anchors),
    rollUpDays: new RollUpDays(database),
    makePartsAhead: new MakePartsAhead(database),
    findHold: new FindHold(database),
    movePeriods: new MovePeriods(database, unitOfWork, store, appendNotes, clock),
    exportLedger: new ExportLedger(reports, log, readCheckpoint),
    generalLedger: new GeneralLedger(reportStore),
    agedReceivables: new AgedReceivables(reportStore, clock),
    balanceHistory: new BalanceHistory(reportStore, readBalances),
  };
}

import path from 'node:path';
import { Module } from '@nestjs/common';
import { Clock } from '#kernel';
import { CONFIG, type Config } from '#platform/config';
import { Database, ReportDatabase, UnitOfWork } from '#platform/database';
import { AnchorReader } from './anchor-reader.ts';
import { Books } from './books/books.ts';
import { openBooks } from './books/open-books.ts';
import { AuditReader } from './storage/audit-reader.ts';
import { CheckpointSigner } from './storage/checkpoint-signer.ts';
import { FileCheckpointSigner } from './storage/file-checkpoint-signer.ts';
import { LedgerStore } from './storage/ledger.store.ts';
import { LogStore } from './storage/log.store.ts';
import { PgLedgerStore } from './storage/pg-ledger.store.ts';
import { PgLogStore } from './storage/pg-log.store.ts';
import { ReportStore } from './storage/report.store.ts';
import { StatementStore } from './storage/statement.store.ts';
import { LedgerJobs } from './jobs/ledger-jobs.ts';
import { AgedReceivables } from './use-cases/aged-receivables/aged-receivables.ts';
import { AppendNotes } from './use-cases/append-notes/append-notes.ts';
import { BalanceAt } from './use-cases/balance-at/balance-at.ts';
import { BalanceHistory } from './use-cases/balance-history/balance-history.ts';
import { CheckMoney } from './use-cases/check-money/check-money.ts';
import { CloseAccount } from './use-cases/close-account/close-account.ts';
import { Convert } from './use-cases/convert/convert.ts';
import { CommitBalances } from './use-cases/commit-balances/commit-balances.ts';
import { DrawStatement } from './use-cases/draw-statement/draw-statement.ts';
import { ExportLedger } from './use-cases/export-ledger/export-ledger.ts';
import { FindHold } from './use-cases/find-hold/find-hold.ts';
import { GeneralLedger } from './use-cases/general-ledger/general-ledger.ts';
import { ListEntries } from './use-cases/list-entries/list-entries.ts';
import { MakeCheckpoint } from './use-cases/make-checkpoint/make-checkpoint.ts';
import { MakePartsAhead } from './use-cases/make-parts-ahead/make-parts-ahead.ts';
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

const useCases = [
  PostEntries,
  Poster,
  AppendNotes,
  CloseAccount,
  RegisterAsset,
  ReadAssets,
  ReadBalances,
  BalanceAt,
  TrialBalance,
  ReadEntry,
  ListEntries,
  MakeCheckpoint,
  ReadCheckpoint,
  ReadTile,
  ProveInclusion,
  ProveEntry,
  ProveConsistency,
  CheckMoney,
  ExportLedger,
  CommitBalances,
  DrawStatement,
  MovePeriods,
  FindHold,
  Convert,
  RollUpDays,
  MakePartsAhead,
  GeneralLedger,
  AgedReceivables,
  BalanceHistory,
];

/**
 * The double-entry ledger. Needs the database, `CONFIG` and `Clock` from the process; the key that signs the log is made
 * in the data directory. Binds no `AnchorReader`: without one from a global module, proofs name no anchor.
 */
@Module({
  providers: [
    ...useCases,
    AuditReader,
    StatementStore,
    ReportStore,
    LedgerJobs,
    { provide: LedgerStore, useClass: PgLedgerStore },
    { provide: LogStore, useClass: PgLogStore },
    {
      provide: CheckpointSigner,
      useFactory: (config: Config) => new FileCheckpointSigner(path.join(config.dataDir, 'keys', 'ledger-log.pem')),
      inject: [CONFIG],
    },
    {
      provide: Books,
      useFactory: (
        config: Config,
        clock: Clock,
        database: Database,
        unitOfWork: UnitOfWork,
        signer: CheckpointSigner,
        poster: Poster,
        reports: ReportDatabase,
        anchors?: AnchorReader,
      ) => {
        const options = { dataDir: config.dataDir, zone: config.bookTimeZone, clock, anchors };
        return openBooks(config.ledger.books, { database, unitOfWork, reports, signer, poster }, options);
      },
      inject: [
        CONFIG,
        Clock,
        Database,
        UnitOfWork,
        CheckpointSigner,
        Poster,
        ReportDatabase,
        { token: AnchorReader, optional: true },
      ],
    },
  ],
  exports: [...useCases, LedgerJobs, Books],
})
export class LedgerModule {}

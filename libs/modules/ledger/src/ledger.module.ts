import { Module } from '@nestjs/common';
import { Clock, SystemClock } from '#kernel';
import { LedgerStore } from './storage/ledger.store.ts';
import { PgLedgerStore } from './storage/pg-ledger.store.ts';
import { AppendNotes } from './use-cases/append-notes/append-notes.ts';
import { PostEntries } from './use-cases/post-entries/post-entries.ts';
import { ReadBalances } from './use-cases/read-balances/read-balances.ts';

const useCases = [PostEntries, AppendNotes, ReadBalances];

/** The double-entry ledger. Needs `DatabaseModule`. */
@Module({
  providers: [
    ...useCases,
    { provide: LedgerStore, useClass: PgLedgerStore },
    { provide: Clock, useClass: SystemClock },
  ],
  exports: useCases,
})
export class LedgerModule {}

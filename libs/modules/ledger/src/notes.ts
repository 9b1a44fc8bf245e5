export { LedgerModule } from './ledger.module.ts';
export { AppendNotes, type NoteDraft } from './use-cases/append-notes/append-notes.ts';

export { LedgerModule } from './ledger.module.ts';
export { Book } from './books/book.ts';
export { Books } from './books/books.ts';
export { type InterbookBalance, MoveBetweenBooks, type Moved } from './books/move-between-books.ts';
export { type BookOptions, type BookSettings, openBook } from './books/open-book.ts';
export { PostEntries } from './use-cases/post-entries/post-entries.ts';
export { Poster } from './use-cases/post-entries/poster.ts';
export type { PostOutcome } from './use-cases/post-entries/book-entries.ts';
export { CloseAccount } from './use-cases/close-account/close-account.ts';
export { RegisterAsset, type Token } from './use-cases/register-asset/register-asset.ts';
export { type Peg, ReadAssets, type RegisteredAsset } from './use-cases/read-assets/read-assets.ts';
export { type AccountCursor, type Balance, ReadBalances } from './use-cases/read-balances/read-balances.ts';
export { BalanceAt, type PastBalance } from './use-cases/balance-at/balance-at.ts';
export {
  type AssetTrialBalance,
  TrialBalance,
  type TrialBalanceAccount,
  type TrialBalanceReport,
  type TrialBalanceTotals,
} from './use-cases/trial-balance/trial-balance.ts';
export { type NoteView, ReadEntry } from './use-cases/read-entry/read-entry.ts';
export { type EntryFilter, type EntryPage, ListEntries } from './use-cases/list-entries/list-entries.ts';
export { type HistoryPart, HistoryParts, type OnMove } from './use-cases/move-part/history-parts.ts';
export { MakeCheckpoint } from './use-cases/make-checkpoint/make-checkpoint.ts';
export { ReadCheckpoint } from './use-cases/read-checkpoint/read-checkpoint.ts';
export { ReadTile } from './use-cases/read-tile/read-tile.ts';
export { HeadPublisher } from './head-publisher.ts';
export { PublishedLogModule } from './published-log.module.ts';
export { PublishedBooks } from './books/published-books.ts';
export { ProveConsistency } from './use-cases/prove-log/prove-consistency.ts';
export { type AnchorFact, AnchorReader, type BookAnchor } from './anchor-reader.ts';
export { ProveEntry, type SignedLog, signedLogBody } from './use-cases/prove-log/prove-entry.ts';
export { type InclusionProofs, ProveInclusion } from './use-cases/prove-log/prove-inclusion.ts';
export { CommitBalances, type CommittedBalances } from './use-cases/commit-balances/commit-balances.ts';
export { MAIN_BOOK } from './domain/book-route.ts';
export type { BookMove } from './domain/interbook.ts';
export type { Conversion, Quote } from './domain/conversion.ts';
export { Convert } from './use-cases/convert/convert.ts';
export { FindHold } from './use-cases/find-hold/find-hold.ts';
export { MovePeriods, type MovedPeriod } from './use-cases/move-periods/move-periods.ts';
export { DrawStatement } from './use-cases/draw-statement/draw-statement.ts';
export { EXPORT_FORMATS, type ExportFormat, ExportLedger } from './use-cases/export-ledger/export-ledger.ts';
export { CheckMoney, type MoneyReport, type PublishedHead } from './use-cases/check-money/check-money.ts';
export type { Checkpoint } from './storage/log.store.ts';
export { type Account, type AccountKind, type AccountRef, type Side, balanceOf } from './domain/account.ts';
export { type AccountPath, type CustodyKey, accountPath, accounts, custodyKey } from './domain/account-path.ts';
export {
  type EntryDraft,
  MAX_TRANSFERS,
  type PostedEntry,
  type PostedTransfer,
  type TransferDraft,
  type TransferKind,
} from './domain/entry.ts';
export type { EntryContent, TransferContent } from './domain/entry-content.ts';
export type { EntryView, LeafSideView, LeafView } from './domain/entry-view.ts';
export { type CommissionFacts, factsHash } from './domain/facts.ts';
export type { Moment } from './domain/moment.ts';
export type { MoneyBreak } from './domain/replay.ts';
export type { Funds } from './domain/solvency.ts';
export {
  AccountClosed,
  AccountNotFound,
  AccountNotEmpty,
  AssetTiedToAnotherToken,
  BalanceOverflow,
  EntryIdReused,
  EntryInvalid,
  EntryNotFound,
  HoldExceeded,
  HoldNotFound,
  HoldOfOthers,
  HoldResolved,
  InsufficientFunds,
  LedgerBusy,
  NothingToBook,
  OriginalNotFound,
  OriginalNotReversible,
  ReversalExceedsOriginal,
  UnknownAccountPath,
  UnknownAsset,
} from './ledger.errors.ts';
export {
  BookListInvalid,
  BookMisplaced,
  BookZoneFixed,
  EntriesSpanBooks,
  EntryInWrongBook,
  NoBookFor,
  NoSuchBook,
} from './books/books.errors.ts';
export {
  NoCheckpoint,
  NotInLog,
  PartCopyDiffers,
  PartInUse,
  PartNotMovable,
  PublishedLogDiffers,
} from './log.errors.ts';

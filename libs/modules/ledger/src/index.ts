export { LedgerModule } from './ledger.module.ts';
export { PostEntries } from './use-cases/post-entries/post-entries.ts';
export { type AccountCursor, type Balance, ReadBalances } from './use-cases/read-balances/read-balances.ts';
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
export { type CommissionFacts, factsHash } from './domain/facts.ts';
export {
  AccountClosed,
  AccountNotEmpty,
  AssetTiedToAnotherToken,
  BalanceOverflow,
  EntryIdReused,
  EntryInvalid,
  EntryNotFound,
  InsufficientFunds,
  NoCheckpoint,
  NotInLog,
  NothingToBook,
  OriginalNotFound,
  OriginalNotReversible,
  ReversalExceedsOriginal,
  UnknownAccountPath,
  UnknownAsset,
} from './ledger.errors.ts';

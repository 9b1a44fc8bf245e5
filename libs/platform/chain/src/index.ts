export { JsonRpcChain, type JsonRpcChainOptions } from './adapters/json-rpc-chain.ts';
export {
  type BlockTag,
  Chain,
  type ChainBlock,
  type ChainCall,
  type ChainLog,
  type ChainReceipt,
  type FeeData,
  type LogQuery,
} from './chain.ts';
export {
  CallReverted,
  ChainMismatch,
  ChainUnavailable,
  EmbeddedChainCrashed,
  EmbeddedChainDiverged,
  EmbeddedChainFolder,
  EmbeddedChainJournalDamaged,
  EmbeddedChainLocked,
  EmbeddedChainPortBusy,
  NonceTooLow,
  SenderCannotPay,
  TransactionRefused,
  Underpriced,
} from './chain.errors.ts';
export { ChainModule } from './chain.module.ts';
export { EmbeddedChain, type EmbeddedChainOptions } from './embedded/embedded-chain.ts';
export { type Revert, decodeRevert } from './revert.ts';

export { DemoWallet } from './adapters/demo-wallet.ts';
export type { ChainCheck } from './domain/check-chain.ts';
export { orgRefOf } from './domain/org-ref.ts';
export { type ExternalContracts, SettlementSettings } from './settlement-settings.ts';
export { SettlementModule } from './settlement.module.ts';
export {
  AssetNotPaid,
  ClaimExpired,
  ClaimNotFound,
  ClaimRefused,
  ClaimSignatureWrong,
  ContractsMissing,
  DemoMoneyRefused,
  DeploymentFailed,
  EpochNotActive,
  KeyFileUnsafe,
  NoVault,
  NothingToClaim,
  PublicKeyRefused,
  ReorgTooDeep,
} from './settlement.errors.ts';
export type { KnownContract, Vault } from './storage/contract.store.ts';
export { type DemoDeposit, DepositAsMerchant } from './use-cases/deposit-as-merchant/deposit-as-merchant.ts';
export { type Anchor, FindAnchor } from './use-cases/find-anchor/find-anchor.ts';
export { type Claim, type ClaimState, FindClaim } from './use-cases/find-claim/find-claim.ts';
export { type Contracts, FindContracts } from './use-cases/find-contracts/find-contracts.ts';
export { type ChainReconciliation, ReconcileChain } from './use-cases/reconcile-chain/reconcile-chain.ts';
export { RelayClaim, type RelayedClaim, type SignedClaim } from './use-cases/relay-claim/relay-claim.ts';

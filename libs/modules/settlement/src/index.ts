export { DemoWallet } from './adapters/demo-wallet.ts';
export { ConversionPaths, type MerchantLine, type PathTaken } from './conversion-paths.ts';
export type { ChainCheck } from './domain/check-chain.ts';
export { orgRefOf } from './domain/org-ref.ts';
export { type Sale, type SettlerAt, conversionIdOf } from './domain/sale.ts';
export { type ExternalContracts, SettlementSettings } from './settlement-settings.ts';
export { SettlementModule } from './settlement.module.ts';
export {
  AssetNotPaid,
  ClaimExpired,
  ClaimNotFound,
  ClaimRefused,
  ClaimSignatureWrong,
  ContractsMissing,
  ContractsOutdated,
  DemoMoneyRefused,
  DeploymentFailed,
  EpochNotActive,
  KeyFileUnsafe,
  MerchantNotAdmitted,
  NoSettler,
  NoVault,
  NothingToClaim,
  PaidByEpoch,
  PayeeWithoutWallet,
  PublicKeyRefused,
  RelayNotFound,
  ReorgTooDeep,
  SaleRefused,
  SaleSignatureWrong,
} from './settlement.errors.ts';
export type { KnownContract, Settler, Vault } from './storage/contract.store.ts';
export { type DemoDeposit, DepositAsMerchant } from './use-cases/deposit-as-merchant/deposit-as-merchant.ts';
export { type Anchor, FindAnchor } from './use-cases/find-anchor/find-anchor.ts';
export { type Claim, type ClaimState, FindClaim } from './use-cases/find-claim/find-claim.ts';
export { type Contracts, FindContracts } from './use-cases/find-contracts/find-contracts.ts';
export { type ChainReconciliation, ReconcileChain } from './use-cases/reconcile-chain/reconcile-chain.ts';
export { RelayClaim, type RelayedClaim, type SignedClaim } from './use-cases/relay-claim/relay-claim.ts';
export { AdmitMerchant } from './use-cases/settle-sale/admit-merchant.ts';
export { FindSettlerMoney, type MerchantMoney, type PayeeMoney } from './use-cases/settle-sale/find-settler-money.ts';
export { PrepareSale, type PreparedSale, type SaleDraft } from './use-cases/settle-sale/prepare-sale.ts';
export { RelaySale, type SignedSale } from './use-cases/settle-sale/relay-sale.ts';
export { RelayWithdrawal } from './use-cases/settle-sale/relay-withdrawal.ts';
export { type Relayed, WatchRelay } from './use-cases/settle-sale/watch-relay.ts';

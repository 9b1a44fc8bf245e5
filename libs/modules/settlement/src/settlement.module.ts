import { Global, Module, type Provider } from '@nestjs/common';
import { CONFIG, type Config } from '#platform/config';
import { IdentityModule } from '#modules/identity';
import { LedgerModule } from '#modules/ledger';
import { PayoutRail, PayoutsModule } from '#modules/payouts';
import { WalletKeys, demoKeys, fileKeys } from './adapters/wallet-keys.ts';
import { SettlementConsumers } from './jobs/settlement-consumers.ts';
import { SettlementWorker } from './jobs/settlement-worker.ts';
import { SettlementSettings, settlementSettings } from './settlement-settings.ts';
import { ChainEventStore } from './storage/chain-event.store.ts';
import { ChainTxStore } from './storage/chain-tx.store.ts';
import { ContractStore } from './storage/contract.store.ts';
import { EpochStore } from './storage/epoch.store.ts';
import { AnchorLedger } from './use-cases/anchor-ledger/anchor-ledger.ts';
import { BookEvents } from './use-cases/book-events/book-events.ts';
import { ReverseEvents } from './use-cases/book-events/reverse-events.ts';
import { AnchorBooks } from './use-cases/deploy-contracts/anchor-books.ts';
import { DeployContracts } from './use-cases/deploy-contracts/deploy-contracts.ts';
import { UntilFinal } from './use-cases/deploy-contracts/until-final.ts';
import { DepositAsMerchant } from './use-cases/deposit-as-merchant/deposit-as-merchant.ts';
import { DrawPayoutStatement } from './use-cases/draw-payout-statement/draw-payout-statement.ts';
import { EnqueueChainTx } from './use-cases/enqueue-chain-tx/enqueue-chain-tx.ts';
import { EstimateGas } from './use-cases/estimate-gas/estimate-gas.ts';
import { FindAnchor } from './use-cases/find-anchor/find-anchor.ts';
import { FindClaim } from './use-cases/find-claim/find-claim.ts';
import { FindContracts } from './use-cases/find-contracts/find-contracts.ts';
import { VaultRail } from './use-cases/find-contracts/vault-rail.ts';
import { FollowPayouts } from './use-cases/follow-payouts/follow-payouts.ts';
import { IndexChain } from './use-cases/index-chain/index-chain.ts';
import { ProjectEvents } from './use-cases/index-chain/project-events.ts';
import { ReadRoot } from './use-cases/read-root/read-root.ts';
import { ReconcileChain } from './use-cases/reconcile-chain/reconcile-chain.ts';
import { VaultReader } from './use-cases/reconcile-chain/vault-reader.ts';
import { RelayClaim } from './use-cases/relay-claim/relay-claim.ts';
import { SendChainTxs } from './use-cases/send-chain-txs/send-chain-txs.ts';
import { BuildEpoch } from './use-cases/settle-runs/build-epoch.ts';
import { OpenLanes } from './use-cases/settle-runs/open-lanes.ts';
import { SettleRuns } from './use-cases/settle-runs/settle-runs.ts';
import { BookSettler } from './use-cases/book-events/book-settler.ts';
import { PublishSchedule } from './use-cases/publish-schedule/publish-schedule.ts';
import { SettlerReconciliation } from './use-cases/reconcile-chain/settler-facts.ts';
import { AdmitMerchant } from './use-cases/settle-sale/admit-merchant.ts';
import { FindSettlerMoney } from './use-cases/settle-sale/find-settler-money.ts';
import { PrepareSale } from './use-cases/settle-sale/prepare-sale.ts';
import { RelaySale } from './use-cases/settle-sale/relay-sale.ts';
import { RelayWithdrawal } from './use-cases/settle-sale/relay-withdrawal.ts';
import { WatchRelay } from './use-cases/settle-sale/watch-relay.ts';

/** Settings and keys of the process. */
const SETTINGS: Provider[] = [
  { provide: SettlementSettings, useFactory: (config: Config) => settlementSettings(config), inject: [CONFIG] },
  {
    provide: WalletKeys,
    useFactory: ({ isDemoChain, keyDir, chainId }: SettlementSettings) =>
      isDemoChain ? demoKeys() : fileKeys(keyDir, chainId),
    inject: [SettlementSettings],
  },
];

/** What payouts needs of settlement, which itself needs payouts: global, and without anything of payouts but its port. */
const RAIL: Provider[] = [ContractStore, FindContracts, VaultRail, { provide: PayoutRail, useExisting: VaultRail }];

/** Everything else. */
const WORK: Provider[] = [
  BookSettler,
  PublishSchedule,
  SettlerReconciliation,
  AdmitMerchant,
  FindSettlerMoney,
  PrepareSale,
  RelaySale,
  RelayWithdrawal,
  WatchRelay,
  AnchorBooks,
  AnchorLedger,
  BookEvents,
  BuildEpoch,
  ChainEventStore,
  ChainTxStore,
  DeployContracts,
  DepositAsMerchant,
  DrawPayoutStatement,
  EnqueueChainTx,
  EpochStore,
  EstimateGas,
  FindAnchor,
  FindClaim,
  FollowPayouts,
  IndexChain,
  OpenLanes,
  ProjectEvents,
  ReadRoot,
  ReconcileChain,
  RelayClaim,
  ReverseEvents,
  SendChainTxs,
  SettleRuns,
  SettlementConsumers,
  SettlementWorker,
  UntilFinal,
  VaultReader,
];

/** Binds payouts' rail to the vault. */
@Global()
@Module({
  providers: [...SETTINGS, ...RAIL],
  exports: [SettlementSettings, WalletKeys, ContractStore, FindContracts, PayoutRail],
})
class SettlementRailModule {}

/** Needs `ConversionPaths`, the database, `Chain`, the outbox, `EventConsumers`, telemetry, `CONFIG`, `Clock` and `IdSource` from the process. */
@Module({
  imports: [SettlementRailModule, IdentityModule, LedgerModule, PayoutsModule],
  providers: WORK,
  exports: WORK,
})
export class SettlementModule {}

import path from 'node:path';
import { Module } from '@nestjs/common';
import { CatalogModule } from '#modules/catalog';
import { IdentityModule } from '#modules/identity';
import { LedgerModule } from '#modules/ledger';
import { ProgramsModule } from '#modules/programs';
import { CONFIG, type Config } from '#platform/config';
import { ADS_DEFAULTS, ADS_SETTINGS, type AdsSettings } from './ads-settings.ts';
import { AdEdge } from './edge/ad-edge.ts';
import { AdMarket } from './edge/ad-market.ts';
import { AppendGroup } from './edge/append-group.ts';
import { AuctionLog } from './edge/auction-log.ts';
import { EventTokenKey, FileEventTokenKey } from './edge/event-token-key.ts';
import { HoldAuction } from './edge/openrtb/hold-auction.ts';
import { PersonCaps } from './edge/person-caps.ts';
import { RecordEvent } from './edge/record-event.ts';
import { ServeAds } from './edge/serve-ads.ts';
import { AdConversions } from './jobs/ad-conversions.ts';
import { AdsConsumers } from './jobs/ads-consumers.ts';
import { AuctionConsumers } from './jobs/auction-consumers.ts';
import { AdsJobs } from './jobs/ads-jobs.ts';
import { AuctionLeafStore } from './storage/auction-leaf.store.ts';
import { BillingStore } from './storage/billing.store.ts';
import { CampaignStore } from './storage/campaign.store.ts';
import { LeaseStore } from './storage/lease.store.ts';
import { SnapshotStore } from './storage/snapshot.store.ts';
import { AddCreative } from './use-cases/add-creative/add-creative.ts';
import { BillViewStore } from './storage/bill-view.store.ts';
import { BillEvents } from './use-cases/bill-events/bill-events.ts';
import { BuildAdReceipt } from './use-cases/build-ad-receipt/build-ad-receipt.ts';
import { CheckAds } from './use-cases/check-ads/check-ads.ts';
import { CountConversions } from './use-cases/count-conversions/count-conversions.ts';
import { CreateCampaign } from './use-cases/create-campaign/create-campaign.ts';
import { DecideCreative } from './use-cases/decide-creative/decide-creative.ts';
import { FindCreatorShare } from './use-cases/find-creator-share/find-creator-share.ts';
import { FindCampaigns } from './use-cases/find-campaigns/find-campaigns.ts';
import { ListAdEarnings } from './use-cases/list-ad-earnings/list-ad-earnings.ts';
import { ListCharges } from './use-cases/list-charges/list-charges.ts';
import { MatureEarnings } from './use-cases/mature-earnings/mature-earnings.ts';
import { OpenLease } from './use-cases/open-lease/open-lease.ts';
import { ProveAuction } from './use-cases/prove-auction/prove-auction.ts';
import { PublishSnapshot } from './use-cases/publish-snapshot/publish-snapshot.ts';
import { ReadReport } from './use-cases/read-report/read-report.ts';
import { ReplayAuction } from './use-cases/replay-auction/replay-auction.ts';
import { ReturnLeases } from './use-cases/return-leases/return-leases.ts';
import { KeepAuctions } from './use-cases/seal-auctions/keep-auctions.ts';
import { SealAuctions } from './use-cases/seal-auctions/seal-auctions.ts';
import { SumEarnings } from './use-cases/sum-earnings/sum-earnings.ts';
import { SetCampaignState } from './use-cases/set-campaign-state/set-campaign-state.ts';

const useCases = [
  CreateCampaign,
  SetCampaignState,
  FindCampaigns,
  FindCreatorShare,
  AddCreative,
  DecideCreative,
  PublishSnapshot,
  ListCharges,
  ListAdEarnings,
  BuildAdReceipt,
  ReadReport,
  ReplayAuction,
  ProveAuction,
  CheckAds,
  SumEarnings,
  MatureEarnings,
];
const edge = [ServeAds, RecordEvent, HoldAuction, AdEdge];
const parts = [
  AdMarket,
  AppendGroup,
  AuctionLog,
  PersonCaps,
  OpenLease,
  ReturnLeases,
  BillEvents,
  CountConversions,
  KeepAuctions,
  SealAuctions,
];
const stores = [CampaignStore, SnapshotStore, LeaseStore, BillingStore, BillViewStore, AuctionLeafStore];
const workers = [AdsConsumers, AuctionConsumers, AdConversions, AdsJobs];

/**
 * Campaigns, auctions and what they cost. Needs the database, the event log and its consumers, `Cache`, `CONFIG`,
 * telemetry, `Clock` and `IdSource` from the process.
 */
@Module({
  imports: [IdentityModule, CatalogModule, ProgramsModule, LedgerModule],
  providers: [
    ...useCases,
    ...edge,
    ...parts,
    ...stores,
    ...workers,
    {
      provide: ADS_SETTINGS,
      useFactory: ({ ads }: Config): AdsSettings => ({ ...ADS_DEFAULTS, maturationDays: ads.maturationDays }),
      inject: [CONFIG],
    },
    {
      provide: EventTokenKey,
      useFactory: (config: Config) => new FileEventTokenKey(path.join(config.dataDir, 'keys', 'ads-events')),
      inject: [CONFIG],
    },
  ],
  exports: [...useCases, ...edge, ...workers],
})
export class AdsModule {}

import { type DynamicModule, Module } from '@nestjs/common';
import path from 'node:path';
import { BlobStoreModule } from '#platform/blob-store';
import { CacheModule } from '#platform/cache';
import { ChainModule } from '#platform/chain';
import { type Config, ConfigModule } from '#platform/config';
import { DatabaseModule, type ReplicaOptions } from '#platform/database';
import { EventLogModule } from '#platform/event-log';
import { JobQueueModule } from '#platform/job-queue';
import { OutboxModule } from '#platform/outbox';
import { SearchIndexModule } from '#platform/search-index';
import { type Logger, TelemetryModule } from '#platform/telemetry';
import { AdsModule, AdsSearchModule } from '#modules/ads';
import { AttributionModule } from '#modules/attribution';
import { CatalogModule, CatalogSearchModule } from '#modules/catalog';
import { CommissionsModule, ImportsModule } from '#modules/commissions';
import { FeedModule } from '#modules/feed';
import { IdentityModule } from '#modules/identity';
import { LedgerModule, PublishedLogModule } from '#modules/ledger';
import { NotificationsModule } from '#modules/notifications';
import { OrdersModule } from '#modules/orders';
import { PayoutsModule } from '#modules/payouts';
import { ProgramsModule } from '#modules/programs';
import { SettlementModule } from '#modules/settlement';
import { SocialModule, SocialSearchModule } from '#modules/social';
import { ConversionPathsModule } from './conversion-paths.ts';
import { ProcessModule } from './process.module.ts';
import { SettlementAnchorsModule } from './settlement-anchors.ts';
import { Workers } from './workers.ts';

/** What a process is given: its configuration and where its services answer. */
export type CoreOptions = {
  readonly config: Config;
  readonly logger: Logger;
  readonly appUrl: string;
  readonly rpcUrl: string;
};

/** Every module of the business over the adapters that the configuration chose; what each process builds on. */
@Module({})
export class CoreModule {
  static with({ config, logger, appUrl, rpcUrl }: CoreOptions): DynamicModule {
    return {
      module: CoreModule,
      imports: [
        ProcessModule,
        ConfigModule.forRoot(config),
        TelemetryModule.forRoot(logger),
        DatabaseModule.forRoot({ appUrl, poolSize: config.database.poolSize, replica: replica(config) }),
        EventLogModule.forRoot({ kafkaBrokers: config.kafka.brokers }),
        OutboxModule.forRoot(),
        JobQueueModule.forRoot({ appUrl, redisUrl: config.redis.url }),
        CacheModule.forRoot({ redisUrl: config.cache.url ?? config.redis.url }),
        SearchIndexModule.forRoot({ url: config.search.url }),
        BlobStoreModule.forRoot({ folder: path.join(config.dataDir, 'blobs'), s3Url: config.blobStore.url }),
        ChainModule.forRoot({ rpcUrl, expectedChainId: BigInt(config.chain.chainId), ...finality(config) }),
        LedgerModule,
        PublishedLogModule,
        IdentityModule,
        CatalogModule,
        CatalogSearchModule,
        ProgramsModule,
        AttributionModule,
        OrdersModule,
        CommissionsModule,
        ImportsModule,
        AdsModule,
        AdsSearchModule,
        PayoutsModule,
        SettlementModule,
        SettlementAnchorsModule,
        ConversionPathsModule,
        NotificationsModule,
        SocialModule,
        SocialSearchModule,
        FeedModule,
      ],
      providers: [Workers],
      exports: [Workers],
    };
  }
}

/** Where reports are read; undefined for the primary. */
function replica({ database }: Config): ReplicaOptions | undefined {
  const { replicaUrl: url, replicaPatienceMs: patienceMs, replicaFallsBack: fallsBack } = database;
  return url === undefined ? undefined : { url, patienceMs, fallsBack };
}

/** Absent, the node's own tag says what is final. */
function finality({ chain }: Config): { finalityDepth?: bigint } {
  return chain.finalityDepth === undefined ? {} : { finalityDepth: BigInt(chain.finalityDepth) };
}

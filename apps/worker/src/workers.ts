import { type BeforeApplicationShutdown, Inject, Injectable } from '@nestjs/common';
import { AdConversions, AdsConsumers, AdsJobs, AdsSearch, AuctionConsumers } from '#modules/ads/worker';
import { CatalogSearch } from '#modules/catalog/worker';
import { CommissionsConsumers, CommissionsJobs } from '#modules/commissions/worker';
import { FeedConsumers } from '#modules/feed/worker';
import { LedgerJobs, PublishedLogJobs } from '#modules/ledger/worker';
import { NotificationsConsumers, NotificationsJobs } from '#modules/notifications/worker';
import { PayoutsConsumers } from '#modules/payouts/worker';
import { SettlementConsumers, SettlementWorker } from '#modules/settlement/worker';
import { SocialSearch } from '#modules/social/worker';
import { CONFIG, type Config } from '#platform/config';
import { Database } from '#platform/database';
import { purgeIdempotencyKeys } from '#platform/http';
import { JobQueue } from '#platform/job-queue';
import { OutboxRelay } from '#platform/outbox';

const HOUR_MS = 3_600_000;

/** The background work of a process: outbox relay, consumers, the chain's rounds, jobs by the clock. */
@Injectable()
export class Workers implements BeforeApplicationShutdown {
  constructor(
    private readonly settlement: SettlementWorker,
    private readonly settlementConsumers: SettlementConsumers,
    private readonly payouts: PayoutsConsumers,
    private readonly commissions: CommissionsConsumers,
    private readonly commissionsJobs: CommissionsJobs,
    private readonly ledgerJobs: LedgerJobs,
    private readonly publishedLogJobs: PublishedLogJobs,
    private readonly ads: AdsConsumers,
    private readonly adConversions: AdConversions,
    private readonly auctions: AuctionConsumers,
    private readonly adsJobs: AdsJobs,
    private readonly feed: FeedConsumers,
    private readonly catalogSearch: CatalogSearch,
    private readonly socialSearch: SocialSearch,
    private readonly adsSearch: AdsSearch,
    private readonly notifications: NotificationsConsumers,
    private readonly notificationsJobs: NotificationsJobs,
    private readonly relay: OutboxRelay,
    private readonly queue: JobQueue,
    private readonly database: Database,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Contracts are known first; then everything runs until the app closes. */
  async start(): Promise<void> {
    await this.settlement.start();
    await this.commissions.start();
    await this.settlementConsumers.start();
    await this.payouts.start();
    await this.ads.start();
    await this.auctions.start();
    await this.adConversions.start();
    await this.feed.start();
    await this.catalogSearch.start();
    await this.socialSearch.start();
    await this.adsSearch.start();
    await this.notifications.start();
    await this.relay.start();
    const modules = [this.commissionsJobs, this.ledgerJobs, this.publishedLogJobs, this.adsJobs];
    const jobs = modules.flatMap((each) => each.list());
    for (const { name, everyMs, run } of jobs) await this.queue.define(name, run, { everyMs });
    await this.notificationsJobs.start();
    await this.queue.define('http.purge_idempotency_keys', () => this.purgeKeys(), { everyMs: HOUR_MS });
  }

  /** The chain's round in hand is finished while the database is still there. */
  beforeApplicationShutdown(): Promise<void> {
    return this.settlement.stop();
  }

  private async purgeKeys(): Promise<void> {
    await purgeIdempotencyKeys(this.database, this.config.http.idempotencyDays);
  }
}

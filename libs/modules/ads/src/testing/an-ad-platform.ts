import { randomBytes } from 'node:crypto';
import { DAY_MS, type EpochMs, FixedClock, type Id, type Minor, RandomIdSource, asset, newId } from '#kernel';
import type { FindProducts, Product } from '#modules/catalog';
import { FindOrganisation, type Organisation } from '#modules/identity';
import { type TestIdentity, anIdentity } from '#modules/identity/testing';
import { accounts } from '#modules/ledger';
import { type TestLedger, aLedger } from '#modules/ledger/testing';
import { type EventConsumers, PgEventConsumers, PgEventLog } from '#platform/event-log';
import type { Cache } from '#platform/cache';
import { anInProcessCache } from '#platform/cache/testing';
import { PgSession } from '#platform/database';
import type { TestDatabase } from '#platform/database/testing';
import { PrometheusMetrics } from '#platform/telemetry';
import { aLogger } from '#platform/telemetry/testing';
import { Outbox, type OutboxEvent } from '#platform/outbox';
import { ADS_DEFAULTS, type AdsSettings } from '../ads-settings.ts';
import type { Campaign, Creative } from '../domain/campaign.ts';
import { AdMarket } from '../edge/ad-market.ts';
import { AppendGroup } from '../edge/append-group.ts';
import { AuctionLog } from '../edge/auction-log.ts';
import { EventTokenKey } from '../edge/event-token-key.ts';
import { PersonCaps } from '../edge/person-caps.ts';
import { RecordEvent } from '../edge/record-event.ts';
import { ServeAds, type ServeRequest } from '../edge/serve-ads.ts';
import { AdsConsumers } from '../jobs/ads-consumers.ts';
import { BillingStore } from '../storage/billing.store.ts';
import { CampaignStore } from '../storage/campaign.store.ts';
import { LeaseStore } from '../storage/lease.store.ts';
import { SnapshotStore } from '../storage/snapshot.store.ts';
import { AddCreative, type NewCreative } from '../use-cases/add-creative/add-creative.ts';
import { BillEvents } from '../use-cases/bill-events/bill-events.ts';
import { CheckAds } from '../use-cases/check-ads/check-ads.ts';
import { CreateCampaign, type NewCampaign } from '../use-cases/create-campaign/create-campaign.ts';
import { DecideCreative } from '../use-cases/decide-creative/decide-creative.ts';
import { FindCampaigns } from '../use-cases/find-campaigns/find-campaigns.ts';
import { MatureEarnings } from '../use-cases/mature-earnings/mature-earnings.ts';
import { OpenLease } from '../use-cases/open-lease/open-lease.ts';
import { PublishSnapshot } from '../use-cases/publish-snapshot/publish-snapshot.ts';
import { ReadReport } from '../use-cases/read-report/read-report.ts';
import { ReplayAuction } from '../use-cases/replay-auction/replay-auction.ts';
import { ReturnLeases } from '../use-cases/return-leases/return-leases.ts';
import { SumEarnings } from '../use-cases/sum-earnings/sum-earnings.ts';
import { SetCampaignState } from '../use-cases/set-campaign-state/set-campaign-state.ts';

const GBPT = asset('GBPT/2');
const CUSTODY = 'custody:chain:31337:5fbdb2315678afecb367f032d93f642f64180aa3';

/** A key that lives as long as the object. */
class MemoryTokenKey extends EventTokenKey {
  private readonly key = randomBytes(32);
  override read(): Promise<Uint8Array> {
    return Promise.resolve(this.key);
  }
}

/** One edge process: its own market, leases and caps. */
export type TestEdge = {
  readonly market: AdMarket;
  readonly serve: ServeAds;
  readonly record: RecordEvent;
  readonly auctionLog: AuctionLog;
};

/** One worker process. */
export type TestWorker = {
  readonly log: PgEventLog;
  readonly consumers: EventConsumers;
  readonly worker: AdsConsumers;
};

/** Ads on a test database, with one advertiser that has 100.00 prepaid and one creator. */
export type TestAds = Awaited<ReturnType<typeof anAdPlatform>>;

/** A request for one banner on `place-1`. */
export function aRequest(values: Partial<ServeRequest> = {}): ServeRequest {
  return {
    facts: {
      format: ['banner:300x250'],
      placement: ['place-1'],
      country: ['gb'],
      device: ['phone'],
      hour: ['8'],
      category: ['home'],
      keyword: [],
      interest: [],
    },
    slots: 1,
    floorNanos: 0,
    pricing: 'second',
    blockedDomains: [],
    blockedCategories: [],
    placement: 'place-1',
    ...values,
  };
}

/** Keeps what is told: no relay runs here that would send it. */
class KeptOutbox extends Outbox {
  readonly events: OutboxEvent[] = [];
  override add(_tx: unknown, event: OutboxEvent): Promise<void> {
    return this.addAll(_tx, [event]);
  }
  override async addAll(_tx: unknown, events: readonly OutboxEvent[]): Promise<void> {
    this.events.push(...events);
  }
}

/** Wires ads on `db` without Nest. */
export async function anAdPlatform(db: TestDatabase, changed: Partial<AdsSettings> = {}) {
  const clock = new FixedClock(Date.now() as EpochMs);
  const settings = { ...ADS_DEFAULTS, ...changed };
  const identity = await anIdentity(db, { clock });
  const ledger = aLedger(db, clock);
  const advertiser = await identity.organisation('advertiser');
  const creator = await identity.organisation('partner');
  const useCases = wire(db, identity, ledger, clock, settings);
  const closing: (() => Promise<void>)[] = [() => identity.close()];
  const key = new MemoryTokenKey();
  const aLog = (): PgEventLog => {
    const session = new PgSession(db.appUrl);
    const log = new PgEventLog({ ...db, session, logger: aLogger().logger, partitions: 4, batchSize: 25 });
    closing.unshift(async () => {
      await log.close();
      await session.close();
    });
    return log;
  };
  const deposit = (amount: bigint, organisation: Organisation = advertiser): Promise<unknown> =>
    db.unitOfWork.run((tx) =>
      ledger.postEntries.execute(tx, [
        {
          id: newId<'Entry'>(clock.now()),
          asset: GBPT,
          effectiveAt: clock.now(),
          transfers: [{ debit: CUSTODY as never, credit: accounts.prepaid(organisation.id), amount: amount as Minor }],
          metadata: { reason: 'deposit' },
        },
      ]),
    );
  await deposit(10_000n);
  return {
    clock,
    settings,
    identity,
    ledger,
    advertiser,
    creator,
    deposit,
    tokenKey: key,
    ...useCases,
    edge(log: PgEventLog, cache: Cache = anInProcessCache(clock)): TestEdge {
      const market = new AdMarket(useCases.snapshots, useCases.openLease, useCases.returnLeases, clock);
      const metrics = new PrometheusMetrics();
      const auctionLog = new AuctionLog(log, metrics, aLogger().logger);
      const serve = new ServeAds(
        market,
        key,
        auctionLog,
        new PersonCaps(cache),
        clock,
        new RandomIdSource(clock),
        settings,
      );
      return {
        market,
        serve,
        auctionLog,
        record: new RecordEvent(key, new AppendGroup(log), useCases.campaigns, metrics, clock),
      };
    },
    worker(bill: Pick<BillEvents, 'execute'> = useCases.billEvents): TestWorker {
      const log = aLog();
      const options = {
        log,
        unitOfWork: db.unitOfWork,
        database: db.database,
        logger: aLogger().logger,
        metrics: new PrometheusMetrics(),
      };
      const consumers = new PgEventConsumers({
        ...options,
        firstPauseMs: 1,
      });
      return {
        log,
        consumers,
        worker: new AdsConsumers(consumers, bill as BillEvents),
      };
    },
    async campaign(
      values: Partial<NewCampaign> = {},
      content?: NewCreative['content'],
    ): Promise<{
      campaign: Campaign;
      creative: Creative;
    }> {
      const given = {
        name: `Lamps ${newId(clock.now())}`,
        asset: GBPT,
        model: 'cpm',
        bidNanos: 5e6,
        budget: 5000n as Minor,
      } as const;
      const campaign = await useCases.create.execute(
        {
          advertiserId: advertiser.id,
          ...given,
          ...values,
        },
        'system',
      );
      const banner = {
        format: 'banner',
        imageUrl: 'https://pictures.example/lamp.png',
        width: 300,
        height: 250,
        alt: 'A lamp',
      } as const;
      const draft = {
        campaignId: campaign.id,
        content: content ?? banner,
        landingUrl: 'https://shop.example/lamp',
        categories: [],
      };
      const creative = await useCases.addCreative.execute(draft, 'system');
      await useCases.decide.execute(creative.id, 'approved');
      await useCases.setState.execute(campaign.id, 'active', 'system');
      return {
        campaign,
        creative,
      };
    },
    async balance(path: string): Promise<bigint> {
      const [found] = await ledger.readBalances.execute([
        {
          path: path as never,
          asset: GBPT,
        },
      ]);
      return found?.balance ?? 0n;
    },
    async settleAll(): Promise<void> {
      clock.advance(DAY_MS);
      await useCases.returnLeases.settle();
    },
    async close(): Promise<void> {
      for (const end of closing) await end();
    },
  };
}

function wire(db: TestDatabase, identity: TestIdentity, ledger: TestLedger, clock: FixedClock, settings: AdsSettings) {
  const ids = new RandomIdSource(clock);
  const campaigns = new CampaignStore(db.database);
  const [snapshots, leases, billing] = [
    new SnapshotStore(db.database),
    new LeaseStore(db.database),
    new BillingStore(),
  ];
  const find = new FindCampaigns(campaigns);
  const outbox = new KeptOutbox();
  const { readBalances, postEntries } = ledger;
  const catalog = {
    execute: (_merchant: Id<'Organisation'>, skus: readonly string[]) =>
      Promise.resolve(
        new Map(
          skus
            .filter((sku) => sku !== 'unknown')
            .map((sku) => [sku, { sku, name: `Lamp ${sku}`, category: 'home/lighting' } as unknown as Product]),
        ),
      ),
  } as unknown as FindProducts;
  return {
    told: outbox.events,
    campaigns,
    snapshots,
    find,
    create: new CreateCampaign(db.unitOfWork, campaigns, identity.get(FindOrganisation), clock, ids, outbox),
    setState: new SetCampaignState(db.unitOfWork, campaigns, find, clock, outbox),
    addCreative: new AddCreative(db.unitOfWork, campaigns, find, catalog, clock, ids, outbox),
    decide: new DecideCreative(db.unitOfWork, campaigns, clock, outbox),
    publish: new PublishSnapshot(db.unitOfWork, snapshots, clock),
    openLease: new OpenLease(db.unitOfWork, leases, readBalances, postEntries, clock, ids, settings),
    returnLeases: new ReturnLeases(db.unitOfWork, leases, postEntries, clock, ids),
    billEvents: new BillEvents(billing, leases, postEntries, clock, ids, settings),
    mature: new MatureEarnings(db.unitOfWork, billing, postEntries, clock, ids),
    report: new ReadReport(db.database),
    replay: new ReplayAuction(snapshots),
    sumEarnings: new SumEarnings(db.database),
    check: new CheckAds(db.unitOfWork, readBalances),
  };
}

import { DAY_MS, type Id, type Minor, type SeededRandom, formatInstant, newId, present } from '#kernel';
import type { EventLog, LogRecord } from '#platform/event-log';
import type { TestDatabase } from '#platform/database/testing';
import type { EventKind } from '../domain/charge.ts';
import type { Lease } from '../domain/lease-book.ts';
import type { BidModel } from '../domain/snapshot.ts';
import { type AdEvent, EVENT_TOPICS } from '../events.ts';
import { BILLING_GROUP } from '../jobs/ads-consumers.ts';
import { anAdPlatform } from './an-ad-platform.ts';

const CREATORS = 20;
const SHARE_BPS = 3_333;
const IMPRESSION_NANOS = 3_000_000;
const CLICK_NANOS = 70_000_001;
const FUNDS = 1_000_000_000n;

/** One event as an edge would append it. */
export type SentEvent = {
  readonly topic: string;
  readonly record: LogRecord;
  /** `auction slot kind`: what makes it one event. */
  readonly name: string;
  /** What it must be charged. */
  readonly nanos: bigint;
};

/** What the tables and the ledger say was billed. */
type Billed = {
  /** `auction slot kind` of every event that counted. */
  readonly names: ReadonlySet<string>;
  /** How many the report says there were. */
  readonly reported: bigint;
  /** Nanos: exactly, and as posted to the ledger. */
  readonly exactNanos: bigint;
  readonly postedNanos: bigint;
  readonly carriedNanos: bigint;
  /** Nanos on the platform's income and the creators' pending accounts. */
  readonly ledgerNanos: bigint;
  /** What `CheckAds` and the ledger's own audit found. */
  readonly breaks: number;
};

/** Campaigns whose leases are paid for: what is told of their ads can be billed. */
export type PaidMarket = {
  /** `count` events of as many auctions, three impressions to one click, one in three beside a creator's post. */
  events(count: number, random: SeededRandom): SentEvent[];
  billed(): Promise<Billed>;
  /** Lets the billing group begin behind what `log` holds already: a Kafka that runs may have others' events. */
  beginAfter(log: EventLog): Promise<void>;
  /** How many records the billing group has handled since it began. */
  handled(): Promise<number>;
  close(): Promise<void>;
};

type Played = { readonly model: BidModel; readonly creativeId: Id<'Creative'>; readonly lease: Lease };

/** Half of `campaigns` pay per impression, half per click; each has one lease that covers more than any benchmark sends. */
export async function aPaidMarket(db: TestDatabase, campaigns = 20): Promise<PaidMarket> {
  const ads = await anAdPlatform(db, { leaseMinor: FUNDS, leaseMs: DAY_MS });
  const { advertiser, clock } = ads;
  await ads.deposit(FUNDS * BigInt(campaigns));
  const creators = Array.from({ length: CREATORS }, () => newId<'Organisation'>(clock.now()));
  const played: Played[] = [];
  let before = 0;
  for (let at = 0; at < campaigns; at += 1) {
    const model = at % 2 === 0 ? 'cpm' : 'cpc';
    const { campaign, creative } = await ads.campaign({ model, bidNanos: CLICK_NANOS, budget: FUNDS as Minor });
    const lease = present(await ads.openLease.execute(campaign.id), 'a lease that is paid for');
    played.push({ model, creativeId: creative.id, lease });
  }
  const bodyOf = (of: Played, kind: EventKind, auctionId: string, payeeId: string | null): AdEvent => ({
    event: 'ads.event_recorded.v1',
    kind,
    auction_id: auctionId,
    slot: 0,
    campaign_id: of.lease.campaignId,
    creative_id: of.creativeId,
    advertiser_id: advertiser.id,
    lease_id: of.lease.id,
    asset: 'GBPT/2',
    model: of.model,
    price_nanos: String(of.model === 'cpm' ? IMPRESSION_NANOS : CLICK_NANOS),
    placement: 'place-1',
    billable_until: formatInstant(of.lease.servesUntil),
    payee_id: payeeId,
    share_bps: payeeId === null ? 0 : SHARE_BPS,
    at: formatInstant(clock.now()),
  });
  return {
    events: (count, random) =>
      Array.from({ length: count }, () => {
        const of = random.pick(played);
        const kind = random.between(0, 3) === 0 ? 'click' : 'impression';
        const auctionId = newId<'Auction'>(clock.now());
        const body = bodyOf(of, kind, auctionId, random.between(0, 2) === 0 ? random.pick(creators) : null);
        const isCharged = (of.model === 'cpm') === (kind === 'impression');
        return {
          topic: EVENT_TOPICS[kind],
          record: { key: auctionId, body: JSON.stringify(body) },
          name: `${auctionId} 0 ${kind}`,
          nanos: isCharged ? BigInt(body.price_nanos) : 0n,
        };
      }),
    billed: () => readBilled(db, ads),
    beginAfter: async (log) => {
      for (const topic of Object.values(EVENT_TOPICS)) {
        for (const [partition, end] of await log.ends(topic)) {
          await db.ownerQuery(
            'insert into platform.consumer_position (consumer_group, topic, partition, epoch, next_position) values ($1, $2, $3, 1, $4)',
            [BILLING_GROUP, topic, partition, end],
          );
          before += Number(end);
        }
      }
    },
    handled: async () => {
      const [row] = await db.database.query<{ handled: bigint }>(
        'select coalesce(sum(next_position), 0)::int8 as handled from platform.consumer_position where consumer_group = $1',
        [BILLING_GROUP],
      );
      return Number(row?.handled ?? 0n) - before;
    },
    close: () => ads.close(),
  };
}

type Sums = { reported: string; exact: string; posted: string };

async function readBilled(db: TestDatabase, ads: Awaited<ReturnType<typeof anAdPlatform>>): Promise<Billed> {
  const names = await db.ownerQuery<{ name: string }>(
    "select auction_id || ' ' || slot || ' ' || kind as name from ads.event",
  );
  const [sums] = await db.ownerQuery<Sums>(`select
    (select coalesce(sum(impressions + clicks + conversions), 0)::text from ads.daily) as reported,
    (select coalesce(sum(exact_nanos), 0)::text from ads.carry) as exact,
    (select coalesce(sum(posted::numeric * unit_nanos), 0)::text from ads.carry) as posted`);
  const owned = await ads.ledger.trialBalance.accounts();
  const ledgerMinor = owned
    .filter(({ path }) => path === 'platform:ads' || path.endsWith(':pending'))
    .reduce((sum, { balance }) => sum + balance, 0n);
  const [ofAds, ofLedger] = [await ads.check.execute(), await ads.ledger.checkMoney.execute()];
  const [exactNanos, postedNanos] = [BigInt(sums?.exact ?? '0'), BigInt(sums?.posted ?? '0')];
  return {
    names: new Set(names.map(({ name }) => name)),
    reported: BigInt(sums?.reported ?? '0'),
    exactNanos,
    postedNanos,
    carriedNanos: exactNanos - postedNanos,
    ledgerNanos: ledgerMinor * 10_000_000n,
    breaks: ofAds.breaks.length + ofLedger.breaks.length,
  };
}

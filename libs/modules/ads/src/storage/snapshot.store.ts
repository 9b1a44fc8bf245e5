import { Injectable } from '@nestjs/common';
import type { Asset, EpochMs, Id } from '#kernel';
import { Database, loadSql, type Tx } from '#platform/database';
import type { ClickCounts } from '../domain/click-rate.ts';
import { type CreativeContent, formatOf } from '../domain/creative.ts';
import type { BidModel, Snapshot, SnapshotAd } from '../domain/snapshot.ts';
import type { Targeting } from '../domain/targeting.ts';

const PLAYING = loadSql(import.meta.url, './sql/playing-ads.sql');
const INSERT = loadSql(import.meta.url, './sql/insert-snapshot.sql');
const PLATFORM_COUNTS =
  'select coalesce(sum(impressions), 0)::int8 as impressions, coalesce(sum(clicks), 0)::int8 as clicks from ads.daily';
const TAKE_LOCK = `select pg_advisory_xact_lock(hashtext('ads.snapshot'))`;
const NEWEST_VERSION = 'select coalesce(max(version), 0)::int8 as version from ads.snapshot';
const NEWEST = 'select body from ads.snapshot where version > $1 order by version desc limit 1';
const FIND = 'select body from ads.snapshot where version = $1';
const PURGE = 'delete from ads.snapshot where made_at < $1 and version < (select max(version) from ads.snapshot)';

type PlayingRow = {
  creative_id: Id<'Creative'>;
  campaign_id: Id<'Campaign'>;
  advertiser_id: Id<'Organisation'>;
  content: CreativeContent;
  landing_url: string;
  domain: string;
  categories: string[];
  asset: Asset;
  model: BidModel;
  bid_nanos: bigint;
  quality_bps: number;
  targeting: Targeting;
  cap_impressions: number;
  cap_hours: number;
  impressions: bigint;
  clicks: bigint;
  campaign_impressions: bigint;
  campaign_clicks: bigint;
  advertiser_impressions: bigint;
  advertiser_clicks: bigint;
};

/** What plays, and the published snapshots of it. */
@Injectable()
export class SnapshotStore {
  constructor(private readonly database: Database) {}

  /** Makes publishers come one after the other, until commit. Answers the newest version, 0 for none. */
  async lock(tx: Tx): Promise<number> {
    await tx.query(TAKE_LOCK);
    const [row] = await tx.query<{ version: bigint }>(NEWEST_VERSION);
    return Number(row?.version ?? 0n);
  }

  async playing(tx: Tx, now: EpochMs): Promise<Pick<Snapshot, 'ads' | 'platform'>> {
    const rows = await tx.query<PlayingRow>(PLAYING, [new Date(now)]);
    const [platform] = await tx.query<CountRow>(PLATFORM_COUNTS);
    return { ads: rows.map(adOf), platform: countsOf(platform?.impressions ?? 0n, platform?.clicks ?? 0n) };
  }

  /** False when the newest snapshot has the same hash; nothing was written then. */
  async insert(tx: Tx, snapshot: Snapshot, hash: Uint8Array): Promise<boolean> {
    const params = [hash, snapshot.version, JSON.stringify(snapshot), new Date(snapshot.madeAt)];
    return (await tx.query(INSERT, params)).length === 1;
  }

  /** The newest snapshot if it is newer than `version`. */
  async newerThan(version: number): Promise<Snapshot | undefined> {
    return this.one(NEWEST, version);
  }

  async find(version: number): Promise<Snapshot | undefined> {
    return this.one(FIND, version);
  }

  async purge(tx: Tx, before: EpochMs): Promise<void> {
    await tx.query(PURGE, [new Date(before)]);
  }

  private async one(sql: string, version: number): Promise<Snapshot | undefined> {
    const [row] = await this.database.query<{ body: string }>(sql, [version]);
    return row === undefined ? undefined : (JSON.parse(row.body) as Snapshot);
  }
}

type CountRow = { impressions: bigint; clicks: bigint };

function countsOf(impressions: bigint, clicks: bigint): ClickCounts {
  return { impressions: Number(impressions), clicks: Number(clicks) };
}

/** Whatever the advertiser wants: it plays only where its creative can be shown. */
function showable({ targeting, content }: PlayingRow): Targeting {
  return { ...targeting, include: { ...targeting.include, format: [formatOf(content)] } };
}

function adOf(row: PlayingRow): SnapshotAd {
  return {
    campaignId: row.campaign_id,
    creativeId: row.creative_id,
    advertiserId: row.advertiser_id,
    asset: row.asset,
    model: row.model,
    bidNanos: Number(row.bid_nanos),
    qualityBps: row.quality_bps,
    targeting: showable(row),
    content: row.content,
    landingUrl: row.landing_url,
    domain: row.domain,
    categories: row.categories,
    cap: { impressions: row.cap_impressions, hours: row.cap_hours },
    counts: {
      creative: countsOf(row.impressions, row.clicks),
      campaign: countsOf(row.campaign_impressions, row.campaign_clicks),
      advertiser: countsOf(row.advertiser_impressions, row.advertiser_clicks),
    },
  };
}

import { Injectable } from '@nestjs/common';
import type { Asset, EpochMs, Id, Minor } from '#kernel';
import { Database, loadSql, type Tx } from '#platform/database';
import type { Campaign, CampaignState, Creative, CreativeState } from '../domain/campaign.ts';
import type { CreativeContent } from '../domain/creative.ts';
import { nanosPerMinor } from '../domain/nanos.ts';
import type { BidModel } from '../domain/snapshot.ts';
import type { Targeting } from '../domain/targeting.ts';

const INSERT_CAMPAIGN = loadSql(import.meta.url, './sql/insert-campaign.sql');
const LIST_CAMPAIGNS = loadSql(import.meta.url, './sql/list-campaigns.sql');
const SET_STATE = loadSql(import.meta.url, './sql/set-campaign-state.sql');
const INSERT_CREATIVE = loadSql(import.meta.url, './sql/insert-creative.sql');
const LIST_CREATIVES = loadSql(import.meta.url, './sql/list-creatives.sql');
const DECIDE = loadSql(import.meta.url, './sql/decide-creative.sql');

/** Which campaigns; undefined means any. */
export type CampaignFilter = {
  readonly advertiserId?: Id<'Organisation'> | undefined;
  readonly after?: Id<'Campaign'> | undefined;
  readonly limit: number;
};

/** Which creatives; undefined means any. */
export type CreativeFilter = {
  readonly campaignId?: Id<'Campaign'> | undefined;
  readonly state?: CreativeState | undefined;
  readonly limit: number;
};

type CampaignRow = {
  id: Id<'Campaign'>;
  advertiser_id: Id<'Organisation'>;
  name: string;
  asset: Asset;
  model: BidModel;
  bid_nanos: bigint;
  budget: Minor;
  targeting: Targeting;
  cap_impressions: number;
  cap_hours: number;
  starts_at: Date;
  ends_at: Date | null;
  state: CampaignState;
  created_at: Date;
  spent_nanos: bigint;
};

type CreativeRow = {
  id: Id<'Creative'>;
  campaign_id: Id<'Campaign'>;
  advertiser_id: Id<'Organisation'>;
  content: CreativeContent;
  landing_url: string;
  domain: string;
  categories: string[];
  state: CreativeState;
  created_at: Date;
};

/** Campaigns and creatives in PostgreSQL. */
@Injectable()
export class CampaignStore {
  constructor(private readonly database: Database) {}

  /** False when the advertiser has a campaign of that name; nothing was written then. */
  async insert(tx: Tx, campaign: Campaign): Promise<boolean> {
    const { id, advertiserId, name, asset, model, bidNanos, budget, targeting, cap, startsAt, endsAt } = campaign;
    const dates = [new Date(startsAt), endsAt === undefined ? null : new Date(endsAt), new Date(campaign.createdAt)];
    const money = [asset, nanosPerMinor(asset), model, BigInt(bidNanos), budget];
    const rest = [JSON.stringify(targeting), cap.impressions, cap.hours, ...dates];
    return (await tx.query(INSERT_CAMPAIGN, [id, advertiserId, name, ...money, ...rest])).length === 1;
  }

  async find(campaignId: Id<'Campaign'>): Promise<Campaign | undefined> {
    const [row] = await this.database.query<CampaignRow>(LIST_CAMPAIGNS, [[campaignId], null, null, 1]);
    return row === undefined ? undefined : campaignOf(row);
  }

  /** In the order of `ids`; an id without a campaign is left out. */
  async findAll(ids: readonly Id<'Campaign'>[]): Promise<Campaign[]> {
    const rows = await this.database.query<CampaignRow>(LIST_CAMPAIGNS, [ids, null, null, ids.length]);
    const byId = new Map(rows.map((row) => [row.id, campaignOf(row)]));
    return ids.flatMap((id) => byId.get(id) ?? []);
  }

  async list({ advertiserId, after, limit }: CampaignFilter): Promise<Campaign[]> {
    const params = [null, advertiserId ?? null, after ?? null, limit];
    return (await this.database.query<CampaignRow>(LIST_CAMPAIGNS, params)).map(campaignOf);
  }

  async setState(tx: Tx, campaignId: Id<'Campaign'>, state: CampaignState, now: EpochMs): Promise<void> {
    await tx.query(SET_STATE, [campaignId, state, new Date(now)]);
  }

  async insertCreative(tx: Tx, creative: Creative): Promise<void> {
    const { id, campaignId, advertiserId, content, landingUrl, domain, categories, createdAt } = creative;
    const params = [id, campaignId, advertiserId, JSON.stringify(content), landingUrl, domain, categories];
    await tx.query(INSERT_CREATIVE, [...params, new Date(createdAt)]);
  }

  async findCreative(creativeId: Id<'Creative'>): Promise<Creative | undefined> {
    const [row] = await this.database.query<CreativeRow>(LIST_CREATIVES, [[creativeId], null, null, 1]);
    return row === undefined ? undefined : creativeOf(row);
  }

  async listCreatives({ campaignId, state, limit }: CreativeFilter): Promise<Creative[]> {
    const params = [null, campaignId ?? null, state ?? null, limit];
    return (await this.database.query<CreativeRow>(LIST_CREATIVES, params)).map(creativeOf);
  }

  /** False when there is no such creative. */
  async decide(tx: Tx, creativeId: Id<'Creative'>, state: CreativeState, by: string, now: EpochMs): Promise<boolean> {
    return (await tx.query(DECIDE, [creativeId, state, by, new Date(now)])).length === 1;
  }
}

function campaignOf(row: CampaignRow): Campaign {
  return {
    id: row.id,
    advertiserId: row.advertiser_id,
    name: row.name,
    asset: row.asset,
    model: row.model,
    bidNanos: Number(row.bid_nanos),
    budget: row.budget,
    targeting: row.targeting,
    cap: { impressions: row.cap_impressions, hours: row.cap_hours },
    startsAt: row.starts_at.getTime() as EpochMs,
    endsAt: row.ends_at === null ? undefined : (row.ends_at.getTime() as EpochMs),
    state: row.state,
    createdAt: row.created_at.getTime() as EpochMs,
    spentNanos: row.spent_nanos,
  };
}

function creativeOf(row: CreativeRow): Creative {
  return {
    id: row.id,
    campaignId: row.campaign_id,
    advertiserId: row.advertiser_id,
    content: row.content,
    landingUrl: row.landing_url,
    domain: row.domain,
    categories: row.categories,
    state: row.state,
    createdAt: row.created_at.getTime() as EpochMs,
  };
}

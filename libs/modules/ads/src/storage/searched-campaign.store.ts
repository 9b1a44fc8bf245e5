import { Injectable } from '@nestjs/common';
import type { EpochMs, Id } from '#kernel';
import { Database, loadSql } from '#platform/database';
import type { CampaignState } from '../domain/campaign.ts';
import type { CreativeContent } from '../domain/creative.ts';

const READ = loadSql(import.meta.url, './sql/read-searched-campaigns.sql');

/** What search knows of a campaign. `version` grows with each change of it or its creatives. */
export type SearchedCampaign = {
  readonly id: Id<'Campaign'>;
  readonly advertiserId: Id<'Organisation'>;
  readonly name: string;
  readonly state: CampaignState;
  readonly createdAt: EpochMs;
  readonly version: number;
  readonly creatives: readonly { readonly content: CreativeContent; readonly domain: string }[];
};

type Row = Pick<SearchedCampaign, 'id' | 'name' | 'state' | 'creatives'> & {
  advertiser_id: Id<'Organisation'>;
  created_at: Date;
  version: bigint;
};

/** Campaigns as search reads them. */
@Injectable()
export class SearchedCampaignStore {
  constructor(private readonly database: Database) {}

  /** Those of `ids` that exist, in any order. */
  async read(ids: readonly Id<'Campaign'>[]): Promise<SearchedCampaign[]> {
    if (ids.length === 0) return [];
    return (await this.database.query<Row>(READ, [ids, null, ids.length])).map(campaignOf);
  }

  /** At most `limit` campaigns of everybody behind the id `after`. */
  async page(after: Id<'Campaign'> | undefined, limit: number): Promise<SearchedCampaign[]> {
    return (await this.database.query<Row>(READ, [null, after ?? null, limit])).map(campaignOf);
  }
}

function campaignOf({ advertiser_id: advertiserId, created_at: at, version, ...row }: Row): SearchedCampaign {
  return { ...row, advertiserId, createdAt: at.getTime() as EpochMs, version: Number(version) };
}

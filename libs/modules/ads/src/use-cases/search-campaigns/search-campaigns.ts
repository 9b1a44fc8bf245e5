import { Injectable } from '@nestjs/common';
import type { Id } from '#kernel';
import { type Filter, type SearchCursor, SearchIndex } from '#platform/search-index';
import type { Campaign, CampaignState } from '../../domain/campaign.ts';
import { CampaignStore } from '../../storage/campaign.store.ts';
import { CAMPAIGN_INDEX } from './campaign-index.ts';

/** Which campaigns. Without words the newest stand first; without an advertiser everybody's. */
export type CampaignSearch = {
  readonly text?: string | undefined;
  readonly advertiserId?: Id<'Organisation'> | undefined;
  readonly state?: CampaignState | undefined;
  readonly limit: number;
  readonly after?: SearchCursor | undefined;
};

/** What was found, best match first, and where to go on. */
type FoundCampaigns = { readonly campaigns: readonly Campaign[]; readonly next: SearchCursor | undefined };

/** Finds campaigns by the words of their names and creatives. The index says which, the tables what they are. */
@Injectable()
export class SearchCampaigns {
  constructor(
    private readonly search: SearchIndex,
    private readonly campaigns: CampaignStore,
  ) {}

  /** @throws {SearchQueryInvalid | SearchIndexLost | SearchIndexUnavailable} */
  async execute({ text, advertiserId, state, limit, after }: CampaignSearch): Promise<FoundCampaigns> {
    const filters: Filter[] = [];
    if (advertiserId !== undefined) filters.push({ field: 'advertiser', anyOf: [advertiserId] });
    if (state !== undefined) filters.push({ field: 'state', anyOf: [state] });
    const sort = text === undefined ? ({ field: 'created_at', order: 'desc' } as const) : undefined;
    const { hits, next } = await this.search.search(CAMPAIGN_INDEX, { text, filters, sort, limit, after });
    const found = await this.campaigns.findAll(hits.map(({ id }) => id as Id<'Campaign'>));
    // The table has the last word: whose it is, and its state.
    const isMeant = (campaign: Campaign): boolean =>
      (advertiserId ?? campaign.advertiserId) === campaign.advertiserId && (state ?? campaign.state) === campaign.state;
    return { campaigns: found.filter(isMeant), next };
  }
}

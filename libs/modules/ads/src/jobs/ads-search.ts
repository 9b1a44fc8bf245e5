import { Injectable } from '@nestjs/common';
import type { Id } from '#kernel';
import { EventConsumers, type Stop } from '#platform/event-log';
import { CAMPAIGNS_TOPIC, CampaignChangedV1 } from '../events.ts';
import { CampaignIndex } from '../use-cases/search-campaigns/campaign-index.ts';

/** The consumer group that keeps the search index. */
export const ADS_SEARCH_GROUP = 'ads-search';

/** Keeps the index of campaigns behind the tables, for a worker process. */
@Injectable()
export class AdsSearch {
  constructor(
    private readonly consumers: EventConsumers,
    private readonly index: CampaignIndex,
  ) {}

  /** Fills a new index, then follows what changes; the answer stops it when its batch is done. */
  async start(): Promise<Stop> {
    await this.index.fillIfNew();
    return this.consumers.consume(CAMPAIGNS_TOPIC, ADS_SEARCH_GROUP, async (_tx, records) => {
      const told = records.map(({ body }) => CampaignChangedV1.parse(JSON.parse(body)));
      await this.index.refresh([...new Set(told.map(({ campaign_id }) => campaign_id as Id<'Campaign'>))]);
    });
  }
}

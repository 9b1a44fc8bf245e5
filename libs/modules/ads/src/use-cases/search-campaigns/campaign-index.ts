import { Injectable } from '@nestjs/common';
import type { Id } from '#kernel';
import { type IndexDefinition, type Operation, SearchIndex, TableIndex } from '#platform/search-index';
import type { CreativeContent } from '../../domain/creative.ts';
import { type SearchedCampaign, SearchedCampaignStore } from '../../storage/searched-campaign.store.ts';

/** Campaigns by the words of their names and creatives, for those who manage them. */
export const CAMPAIGN_INDEX: IndexDefinition = {
  name: 'ads.campaign',
  fields: {
    name: { kind: 'text', weight: 3, prefixes: true },
    creatives: { kind: 'text', prefixes: true },
    advertiser: { kind: 'keyword' },
    state: { kind: 'keyword' },
    created_at: { kind: 'instant' },
  },
};

/** Keeps the search index equal to the tables. What is written is always read from them at that moment. */
@Injectable()
export class CampaignIndex extends TableIndex<Id<'Campaign'>, SearchedCampaign> {
  readonly index = CAMPAIGN_INDEX;

  constructor(search: SearchIndex, campaigns: SearchedCampaignStore) {
    super(search, campaigns);
  }

  protected override operationsOf(campaigns: readonly SearchedCampaign[]): Promise<Operation[]> {
    return Promise.resolve(campaigns.map(operationOf));
  }
}

function operationOf({ id, version, name, state, advertiserId, createdAt, creatives }: SearchedCampaign): Operation {
  const words = creatives.flatMap(({ content, domain }) => [domain, content.format, ...wordsIn(content)]);
  const document = { name, creatives: words.join(' '), advertiser: advertiserId, state, created_at: createdAt };
  return { kind: 'put', id, version, document };
}

/** What a person would remember a creative by. */
function wordsIn(content: CreativeContent): string[] {
  switch (content.format) {
    case 'banner':
      return [content.alt, `${content.width}x${content.height}`];
    case 'product':
      return [content.title, content.sku, content.category];
    case 'video':
      return [content.title];
  }
}

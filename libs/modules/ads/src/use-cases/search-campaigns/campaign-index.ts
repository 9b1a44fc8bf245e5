import { Injectable } from '@nestjs/common';
import type { Id } from '#kernel';
import {
  fillIfNew,
  type IndexDefinition,
  type IndexSource,
  type Operation,
  rebuild,
  SearchIndex,
} from '#platform/search-index';
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

const PAGE = 500;

/** Keeps the search index equal to the tables. What is written is always read from them at that moment. */
@Injectable()
export class CampaignIndex implements IndexSource {
  readonly index = CAMPAIGN_INDEX;

  constructor(
    private readonly search: SearchIndex,
    private readonly campaigns: SearchedCampaignStore,
  ) {}

  /** Fills the index where it is new; @returns campaigns read. */
  fillIfNew(): Promise<number> {
    return fillIfNew(this.search, this);
  }

  /** Makes the index anew from the tables; @returns campaigns read. */
  rebuild(): Promise<number> {
    return rebuild(this.search, this);
  }

  /** Writes campaigns as they are now. Doing so twice, or late, changes nothing. */
  async refresh(ids: readonly Id<'Campaign'>[]): Promise<void> {
    for (let from = 0; from < ids.length; from += PAGE) {
      const campaigns = await this.campaigns.read(ids.slice(from, from + PAGE));
      await this.search.write(CAMPAIGN_INDEX, campaigns.map(operationOf));
    }
  }

  /** Every campaign, by id. */
  async *pages(): AsyncIterable<readonly Operation[]> {
    for (let after: Id<'Campaign'> | undefined; ;) {
      const page = await this.campaigns.page(after, PAGE);
      if (page.length > 0) yield page.map(operationOf);
      if (page.length < PAGE) return;
      after = page.at(-1)?.id;
    }
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

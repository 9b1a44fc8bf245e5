import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Id } from '#kernel';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { aMemorySearchIndex } from '#platform/search-index/testing';
import { CampaignChangedV1 } from './events.ts';
import { SearchedCampaignStore } from './storage/searched-campaign.store.ts';
import { type TestAds, anAdPlatform } from './testing/an-ad-platform.ts';
import { CampaignIndex } from './use-cases/search-campaigns/campaign-index.ts';
import { type CampaignSearch, SearchCampaigns } from './use-cases/search-campaigns/search-campaigns.ts';

describe('search among campaigns', () => {
  let db: TestDatabase;
  let ads: TestAds;
  let index: CampaignIndex;
  let search: SearchCampaigns;

  beforeAll(async () => {
    db = await aDatabase();
    ads = await anAdPlatform(db);
    const memory = aMemorySearchIndex();
    index = new CampaignIndex(memory, new SearchedCampaignStore(db.database));
    search = new SearchCampaigns(memory, ads.campaigns);
    await index.fillIfNew();
  });
  afterAll(async () => {
    await ads.close();
    await db.close();
  });

  /** What the index hears: the ids in the events told since it was asked last. */
  const hear = async (): Promise<Id<'Campaign'>[]> => {
    const told = ads.told.splice(0).map(({ body }) => CampaignChangedV1.parse(body).campaign_id as Id<'Campaign'>);
    await index.refresh([...new Set(told)]);
    return told;
  };
  const find = async (query: Partial<CampaignSearch>): Promise<string[]> =>
    (await search.execute({ limit: 10, ...query })).campaigns.map(({ name }) => name);

  it('finds by name and by what its creatives show, whose it is and in what state', async () => {
    const other = await ads.identity.organisation('advertiser');
    const content = { format: 'product', sku: 'L1', imageUrl: null } as const;
    await ads.campaign({ name: 'Winter evenings' }, content);
    await ads.campaign({ name: 'Summer shelves', advertiserId: other.id });
    await expect(hear()).resolves.toHaveLength(8); // Each: made, creative added, approved, activated.
    await expect(find({ text: 'winter' })).resolves.toEqual(['Winter evenings']);
    await expect(find({ text: 'lamp l1' })).resolves.toEqual(['Winter evenings']);
    await expect(find({ text: 'lamp', advertiserId: other.id })).resolves.toEqual(['Summer shelves']);
    await expect(find({ text: 'winter', advertiserId: other.id })).resolves.toEqual([]);
    await expect(find({ state: 'active' })).resolves.toHaveLength(2);
    await expect(find({ state: 'paused' })).resolves.toEqual([]);
  });

  it('follows a change of state, and until it has heard of it the table decides', async () => {
    const [found] = (await search.execute({ text: 'winter', limit: 1 })).campaigns;
    await ads.setState.execute(found?.id as Id<'Campaign'>, 'paused', 'system');
    await expect(find({ text: 'winter', state: 'active' })).resolves.toEqual([]);
    await hear();
    await expect(find({ text: 'winter', state: 'paused' })).resolves.toEqual(['Winter evenings']);
  });

  it('is made anew from the tables', async () => {
    await expect(index.rebuild()).resolves.toBe(2);
    await expect(find({})).resolves.toHaveLength(2);
  });
});

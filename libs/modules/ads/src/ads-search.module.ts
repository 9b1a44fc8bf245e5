import { Module } from '@nestjs/common';
import { AdsSearch } from './jobs/ads-search.ts';
import { CampaignStore } from './storage/campaign.store.ts';
import { SearchedCampaignStore } from './storage/searched-campaign.store.ts';
import { CampaignIndex } from './use-cases/search-campaigns/campaign-index.ts';
import { SearchCampaigns } from './use-cases/search-campaigns/search-campaigns.ts';

/** Search among campaigns. Needs the database, `SearchIndex` and `EventConsumers` from the process. */
@Module({
  providers: [SearchCampaigns, CampaignIndex, AdsSearch, CampaignStore, SearchedCampaignStore],
  exports: [SearchCampaigns, CampaignIndex, AdsSearch],
})
export class AdsSearchModule {}

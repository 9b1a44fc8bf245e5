import { Module } from '@nestjs/common';
import { AdsModule } from '#modules/ads';
import { CatalogSearchModule } from '#modules/catalog';
import { SocialModule, SocialSearchModule } from '#modules/social';
import { SearchAds } from './adapters/search-ads.ts';
import { Explore } from './use-cases/search-shop/explore.ts';
import { SearchShop } from './use-cases/search-shop/search-shop.ts';

/** Search and explore, with ads from our own auction. Needs `SearchIndex`, telemetry, `Clock` and the configuration. */
@Module({
  imports: [AdsModule, CatalogSearchModule, SocialModule, SocialSearchModule],
  providers: [SearchShop, Explore, SearchAds],
  exports: [SearchShop, Explore, SocialModule],
})
export class FeedSearchModule {}

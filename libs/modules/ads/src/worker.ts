export { AdConversions } from './jobs/ad-conversions.ts';
export { AdsConsumers, BILLING_GROUP } from './jobs/ads-consumers.ts';
export { AUCTIONS_GROUP, AuctionConsumers } from './jobs/auction-consumers.ts';
export { ADS_SEARCH_GROUP, AdsSearch } from './jobs/ads-search.ts';
export { AdsJobs, type RecurringJob } from './jobs/ads-jobs.ts';

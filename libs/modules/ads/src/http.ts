export { AdEarningsController } from './http/ad-earnings.controller.ts';
export { AuctionsController } from './http/auctions.controller.ts';
export { CampaignSearchController } from './http/campaign-search.controller.ts';
export { CampaignsController } from './http/campaigns.controller.ts';
export { CreativesController } from './http/creatives.controller.ts';

export { CampaignsController } from './http/campaigns.controller.ts';
export { CreativesController } from './http/creatives.controller.ts';

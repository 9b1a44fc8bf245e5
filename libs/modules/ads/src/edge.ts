export { type AdRoutesOptions, registerAdRoutes } from './http/edge-routes.ts';
export { HoldAuction } from './edge/openrtb/hold-auction.ts';

export { CouponsController } from './http/coupons.controller.ts';
export { LinksController } from './http/links.controller.ts';

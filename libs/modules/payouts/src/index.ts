export { PayoutRail } from './payout-rail.ts';

export { PAYOUTS_GROUP, PayoutsConsumers } from './jobs/payouts-consumers.ts';

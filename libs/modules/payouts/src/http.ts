export { PayoutRunsController } from './http/payout-runs.controller.ts';
export { PayoutsController } from './http/payouts.controller.ts';

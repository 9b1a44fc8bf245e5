export { AccountsController } from './http/accounts.controller.ts';
export { EntriesController } from './http/entries.controller.ts';
export { HoldsController } from './http/holds.controller.ts';
export { LogController } from './http/log.controller.ts';
export { PeriodsController } from './http/periods.controller.ts';
export { PostingController } from './http/posting.controller.ts';
export { ReportsController } from './http/reports.controller.ts';
export { TrialBalanceController } from './http/trial-balance.controller.ts';

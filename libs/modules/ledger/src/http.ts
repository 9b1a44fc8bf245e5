export { AccountsController } from './http/accounts.controller.ts';
export { EntriesController } from './http/entries.controller.ts';
export { LogController } from './http/log.controller.ts';
export { TrialBalanceController } from './http/trial-balance.controller.ts';

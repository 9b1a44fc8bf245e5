export { SettlementController } from './http/settlement.controller.ts';
export { TestDepositsController } from './http/test-deposits.controller.ts';
export { SettlerController } from './http/settler.controller.ts';

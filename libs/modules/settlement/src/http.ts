export { SettlementController } from './http/settlement.controller.ts';
export { TestDepositsController } from './http/test-deposits.controller.ts';

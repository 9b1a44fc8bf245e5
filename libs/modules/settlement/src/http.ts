export { SettlementController } from './http/settlement.controller.ts';

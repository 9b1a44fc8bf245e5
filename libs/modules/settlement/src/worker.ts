export { SETTLEMENT_GROUP, SettlementConsumers } from './jobs/settlement-consumers.ts';
export { SettlementWorker } from './jobs/settlement-worker.ts';

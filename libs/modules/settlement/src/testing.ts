export {
  type TestPayee,
  type TestSettlement,
  type TestSettlementOptions,
  aSettlement,
  chainOf,
} from './testing/a-settlement.ts';

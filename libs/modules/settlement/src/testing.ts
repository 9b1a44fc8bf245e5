export { type ScheduleRow, type TestSchedule, aSchedule } from './testing/a-schedule.ts';
export {
  KeptPaths,
  type TestPayee,
  type TestSettlement,
  type TestSettlementOptions,
  aSettlement,
} from './testing/a-settlement.ts';
export {
  type OnAChain,
  fork,
  onAChain,
  publishedProgram,
  signedClaim,
  strangerCalls,
  strangerDeposits,
} from './testing/on-a-chain.ts';

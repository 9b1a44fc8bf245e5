export { type LeftOut, type Payout, type PayoutRun, type RunState } from './domain/run.ts';
export { PayoutRail } from './payout-rail.ts';
export {
  MakerIsChecker,
  NobodyToPay,
  NotFinance,
  NothingLeftToPay,
  RailBusy,
  ReviewNotFound,
  ReviewOpen,
  RunNotFound,
  RunStateRefuses,
} from './payouts.errors.ts';
export { PayoutsModule } from './payouts.module.ts';
export { ApproveRun } from './use-cases/approve-run/approve-run.ts';
export { CancelRun } from './use-cases/cancel-run/cancel-run.ts';
export { CompareRun, type JudgedPayout, type RunComparison } from './use-cases/compare-run/compare-run.ts';
export { ProposeRun } from './use-cases/propose-run/propose-run.ts';
export { ReadRuns } from './use-cases/read-runs/read-runs.ts';
export { ReviewPayee } from './use-cases/review-payee/review-payee.ts';
export { TakeFrozenRuns } from './use-cases/take-frozen-runs/take-frozen-runs.ts';

import { Module } from '@nestjs/common';
import { IdentityModule } from '#modules/identity';
import { LedgerModule } from '#modules/ledger';
import { PayoutsConsumers } from './jobs/payouts-consumers.ts';
import { ReviewStore } from './storage/review.store.ts';
import { RunStore } from './storage/run.store.ts';
import { SettlementStore } from './storage/settlement.store.ts';
import { ApproveRun } from './use-cases/approve-run/approve-run.ts';
import { CancelRun } from './use-cases/cancel-run/cancel-run.ts';
import { CompareRun } from './use-cases/compare-run/compare-run.ts';
import { FollowSettlement } from './use-cases/follow-settlement/follow-settlement.ts';
import { ProposeRun } from './use-cases/propose-run/propose-run.ts';
import { ReadRuns } from './use-cases/read-runs/read-runs.ts';
import { ReviewPayee } from './use-cases/review-payee/review-payee.ts';
import { TakeFrozenRuns } from './use-cases/take-frozen-runs/take-frozen-runs.ts';

const USE_CASES = [
  ApproveRun,
  CancelRun,
  CompareRun,
  FollowSettlement,
  ProposeRun,
  ReadRuns,
  ReviewPayee,
  TakeFrozenRuns,
];

/**
 * Needs the database, the outbox, `EventConsumers`, `Clock` and `IdSource` from the process, and a `PayoutRail` from a
 * **global** module: settlement provides it, and settlement imports this module.
 */
@Module({
  imports: [IdentityModule, LedgerModule],
  providers: [...USE_CASES, PayoutsConsumers, RunStore, ReviewStore, SettlementStore],
  exports: [...USE_CASES, PayoutsConsumers],
})
export class PayoutsModule {}

import { Injectable } from '@nestjs/common';
import { Clock, parseInstant, parseMinor } from '#kernel';
import type { EpochPostedV1, PayoutReversedV1, PayoutSettledV1, SettlementEvent } from '#modules/settlement/events';
import { Tx, UnitOfWork } from '#platform/database';
import { spreadClaim, takeClaimBack } from '../../domain/spread-claim.ts';
import { RunStore } from '../../storage/run.store.ts';
import { SettlementStore } from '../../storage/settlement.store.ts';

/** Shows on the runs what the rail tells: roots that are final, and claims that are. It moves no money. */
@Injectable()
export class FollowSettlement {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly settlement: SettlementStore,
    private readonly runs: RunStore,
    private readonly clock: Clock,
  ) {}

  /** The same event again changes nothing; events of different payees may come in any order. */
  execute(event: SettlementEvent): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      switch (event.event) {
        case 'settlement.epoch_posted.v1':
          return this.posted(tx, event);
        case 'settlement.payout_settled.v1':
        case 'settlement.payout_reversed.v1':
          return this.claimed(tx, event);
        case 'settlement.deposit_settled.v1':
        case 'settlement.deposit_reversed.v1':
        case 'settlement.sale_settled.v1':
        case 'settlement.sale_reversed.v1':
          return; // A merchant's money, and what the settler pays by itself, are no payouts.
      }
    });
  }

  private async posted(tx: Tx, { epoch }: EpochPostedV1): Promise<void> {
    await this.runs.lockCustody(tx, epoch.custody_key);
    await this.settlement.postRuns(tx, epoch.runs, parseInstant(epoch.at), epoch.number);
    // A claim may have been told before its root, from another partition.
    await this.settlement.settleRuns(tx, epoch.runs, this.clock.now());
  }

  private async claimed(tx: Tx, { event, payout }: PayoutSettledV1 | PayoutReversedV1): Promise<void> {
    const place = { payeeId: payout.payee_id, custodyKey: payout.custody_key, asset: payout.asset };
    await this.runs.lockCustody(tx, place.custodyKey);
    const isNew = await this.settlement.countClaim(tx, payout.entry_id);
    if (!isNew) return;
    const open = await this.settlement.lockOpen(tx, place);
    const amount = parseMinor(payout.amount);
    const changed = event === 'settlement.payout_settled.v1' ? spreadClaim(open, amount) : takeClaimBack(open, amount);
    await this.settlement.settle(tx, place.payeeId, changed);
    const runs = changed.map(({ runId }) => runId);
    await this.settlement.settleRuns(tx, runs, this.clock.now());
  }
}

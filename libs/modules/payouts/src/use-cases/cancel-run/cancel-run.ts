import { Injectable } from '@nestjs/common';
import { type Caller, Clock, type EpochMs, type Id, InvalidInput, formatInstant } from '#kernel';
import { type CustodyKey, PostEntries } from '#modules/ledger';
import { UnitOfWork } from '#platform/database';
import { Outbox } from '#platform/outbox';
import type { Payout, PayoutRun } from '../../domain/run.ts';
import { PAYOUTS_TOPIC, type RunCancelledV1 } from '../../events.ts';
import { RunNotFound, RunStateRefuses } from '../../payouts.errors.ts';
import { RunStore } from '../../storage/run.store.ts';
import { type BookedMove, cancelEntries } from '../entries.ts';
import { requireFinancePerson } from '../finance-person.ts';

/** Cancels a run before its root is built. What a frozen run had moved goes back from settling to payable. */
@Injectable()
export class CancelRun {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly runs: RunStore,
    private readonly posting: PostEntries,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** @throws {NotFinance | InvalidInput | RunNotFound | RunStateRefuses} in this order; nothing moved. */
  execute(caller: Caller, runId: Id<'PayoutRun'>, reason: string): Promise<PayoutRun> {
    const cancelledBy = requireFinancePerson(caller);
    const why = reason.trim();
    if (why.length === 0 || why.length > 500) throw new InvalidInput('reason', 'a reason has 1 to 500 characters');
    return this.unitOfWork.run(async (tx) => {
      const run = await this.runs.lock(tx, runId);
      if (run === undefined) throw new RunNotFound();
      if (run.state !== 'proposed' && run.state !== 'frozen') throw new RunStateRefuses(run.state, 'cancelled');
      const now = this.clock.now();
      const booked = (await this.runs.lockPayouts(tx, runId)).flatMap(bookedMove);
      await this.runs.cancel(tx, runId, cancelledBy, now, why);
      await this.posting.execute(tx, cancelEntries({ ...run, custodyKey: run.custodyKey as CustodyKey }, booked, now));
      await this.outbox.add(tx, { topic: PAYOUTS_TOPIC, key: run.custodyKey, body: runCancelled(run, now) });
      return { ...run, state: 'cancelled', cancelledBy, cancelledAt: now, cancelReason: why };
    });
  }
}

function bookedMove({ payeeId, booked, bookedSeq }: Payout): BookedMove[] {
  return booked === undefined || bookedSeq === undefined ? [] : [{ payeeId, amount: booked, seq: bookedSeq }];
}

function runCancelled({ id, custodyKey, asset, state }: PayoutRun, now: EpochMs): RunCancelledV1 {
  const run = { id, custody_key: custodyKey, asset, cancelled_at: formatInstant(now), was_frozen: state === 'frozen' };
  return { event: 'payouts.run_cancelled.v1', run };
}

import { Injectable } from '@nestjs/common';
import { type Caller, Clock, type EpochMs, type Id, formatInstant } from '#kernel';
import { type CustodyKey, PostEntries, type PostedEntry, ReadBalances, accounts } from '#modules/ledger';
import { Tx, UnitOfWork } from '#platform/database';
import { Outbox } from '#platform/outbox';
import { movesOf } from '../../domain/moves.ts';
import type { Payout, PayoutRun } from '../../domain/run.ts';
import { PAYOUTS_TOPIC, type RunFrozenV1 } from '../../events.ts';
import { MakerIsChecker, NothingLeftToPay, RailBusy, RunNotFound, RunStateRefuses } from '../../payouts.errors.ts';
import { ReviewStore } from '../../storage/review.store.ts';
import { RunStore } from '../../storage/run.store.ts';
import { freezeEntries } from '../entries.ts';
import { requireFinancePerson } from '../finance-person.ts';

type Booked = {
  readonly payeeId: Id<'Organisation'>;
  readonly amount: bigint;
  readonly seq: bigint;
  readonly entryId: string;
};

/**
 * Approves a run by a second person, and freezes it in the same transaction: up to the listed amounts move from
 * payable to settling. What was really booked is stored. A payee who came into review meanwhile is left out.
 */
@Injectable()
export class ApproveRun {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly runs: RunStore,
    private readonly reviews: ReviewStore,
    private readonly balances: ReadBalances,
    private readonly posting: PostEntries,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /**
   * Two approvals at once freeze once: the second finds the run frozen.
   * @throws {NotFinance | RunNotFound | RunStateRefuses | MakerIsChecker | RailBusy | NothingLeftToPay} in this order; nothing moved.
   */
  execute(caller: Caller, runId: Id<'PayoutRun'>): Promise<PayoutRun> {
    const approvedBy = requireFinancePerson(caller);
    return this.unitOfWork.run(async (tx) => {
      const run = await this.runs.lock(tx, runId);
      if (run === undefined) throw new RunNotFound();
      if (run.state !== 'proposed') throw new RunStateRefuses(run.state, 'approved');
      if (run.proposedBy === approvedBy) throw new MakerIsChecker();
      const isBusy = await this.runs.isPosting(tx, run.custodyKey);
      if (isBusy) throw new RailBusy();
      const now = this.clock.now();
      const listed = await this.stillListed(tx, runId);
      await this.runs.freeze(tx, runId, approvedBy, now);

      const booked = await this.post(tx, run, listed, now);
      await this.runs.book(tx, runId, booked);
      await this.outbox.add(tx, { topic: PAYOUTS_TOPIC, key: run.custodyKey, body: runFrozen(run, booked, now) });
      return { ...run, state: 'frozen', approvedBy, approvedAt: now };
    });
  }

  private async stillListed(tx: Tx, runId: Id<'PayoutRun'>): Promise<Payout[]> {
    const listed = (await this.runs.lockPayouts(tx, runId)).filter(({ leftOut }) => leftOut === undefined);
    const inReview = await this.reviews.inReview(listed.map(({ payeeId }) => payeeId));
    await this.runs.leaveOut(tx, runId, [...inReview], 'in_review');
    return listed.filter(({ payeeId }) => !inReview.has(payeeId));
  }

  /** From here on the ledger's head is held: only the posting and rows that are locked already may follow. */
  private async post(tx: Tx, run: PayoutRun, listed: readonly Payout[], now: EpochMs): Promise<Booked[]> {
    const { asset } = run;
    const custodyKey = run.custodyKey as CustodyKey;
    const payables = await this.balances.underHead(
      tx,
      listed.map(({ payeeId }) => ({ path: accounts.payable(payeeId), asset })),
    );
    const moves = movesOf(
      listed,
      payables.map(({ balance }) => balance),
    );
    if (moves.length === 0) throw new NothingLeftToPay();
    const posted = await this.posting.execute(tx, freezeEntries({ ...run, custodyKey }, moves, now));
    const byAccount = bookedByAccount(posted);
    return listed.map(({ payeeId }) => {
      const booked = byAccount.get(accounts.settling(payeeId, custodyKey));
      return { payeeId, amount: booked?.amount ?? 0n, seq: booked?.seq ?? 0n, entryId: booked?.entryId ?? '' };
    });
  }
}

function bookedByAccount(
  posted: readonly PostedEntry[],
): Map<string, { amount: bigint; seq: bigint; entryId: string }> {
  const rows = posted.flatMap(({ id, transfers }) => transfers.map((transfer) => ({ ...transfer, entryId: id })));
  return new Map(rows.map(({ credit, amount, seq, entryId }) => [credit, { amount, seq, entryId }]));
}

function runFrozen({ id, custodyKey, asset }: PayoutRun, booked: readonly Booked[], now: EpochMs): RunFrozenV1 {
  const payouts = booked
    .filter(({ amount }) => amount > 0n)
    .map(({ payeeId, amount, entryId }) => ({ payee_id: payeeId, amount: String(amount), entry_id: entryId }));
  const run = { id, custody_key: custodyKey, asset, frozen_at: formatInstant(now), payouts };
  return { event: 'payouts.run_frozen.v1', run };
}

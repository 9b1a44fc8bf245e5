import { Injectable } from '@nestjs/common';
import { type EpochMs, type Id, present } from '#kernel';
import { Database, Tx, loadSql } from '#platform/database';
import type { ListedPayout } from '../domain/list-payouts.ts';
import type { LeftOut, Payout, PayoutRun, RunState } from '../domain/run.ts';
import { type PayoutRow, type RunRow, type RunSums, type SumsRow, at, payoutOf, runOf, sumsOf } from './rows.ts';

const sql = (name: string): string => loadSql(import.meta.url, `./sql/${name}.sql`);
const INSERT_RUN = sql('insert-run');
const INSERT_PAYOUTS = sql('insert-payouts');
const LOCK_CUSTODY = sql('lock-custody');
const LOCK_RUN = sql('lock-run');
const LOCK_PAYOUTS = sql('lock-payouts');
const FIND_RUN = sql('find-run');
const FIND_PREVIOUS = sql('find-previous-run');
const SUM_RUN = sql('sum-run');
const LIST_RUNS = sql('list-runs');
const LIST_PAYOUTS = sql('list-payouts');
const LIST_PAYEE_PAYOUTS = sql('list-payee-payouts');
const FREEZE_RUN = sql('freeze-run');
const LEAVE_OUT = sql('leave-out');
const BOOK_PAYOUTS = sql('book-payouts');
const CANCEL_RUN = sql('cancel-run');
const IS_POSTING = sql('is-posting');
const TAKE_FROZEN_RUNS = sql('take-frozen-runs');

/** Where a list of runs goes on: the last one seen. */
export type RunCursor = { readonly proposedAt: EpochMs; readonly id: string };

/** A run with the totals of its list. */
export type RunWithSums = PayoutRun & { readonly sums: RunSums };

/** A payee's part of a run, as the payee sees it. */
export type PayeePayout = Payout &
  Pick<PayoutRun, 'asset' | 'state' | 'proposedAt' | 'postedAs'> & { readonly runId: Id<'PayoutRun'> };

type PayeePayoutRow = PayoutRow &
  Pick<RunRow, 'asset' | 'state' | 'proposed_at' | 'posted_as'> & { run_id: Id<'PayoutRun'> };

/** Payout runs and their lists in PostgreSQL. */
@Injectable()
export class RunStore {
  constructor(private readonly database: Database) {}

  async insert(tx: Tx, run: PayoutRun, list: readonly ListedPayout[]): Promise<void> {
    const { id, asset, custodyKey, minimum, atSeq, proposedBy, proposedAt } = run;
    await tx.query(INSERT_RUN, [id, asset, custodyKey, minimum, atSeq, proposedBy, new Date(proposedAt)]);
    const columns = [list.map(({ payeeId }) => payeeId), list.map(({ payable }) => payable)];
    await tx.query(INSERT_PAYOUTS, [id, ...columns, list.map(({ leftOut }) => leftOut ?? null)]);
  }

  /** The run, locked behind its custody's lock: the order in which everybody takes them. */
  async lock(tx: Tx, id: Id<'PayoutRun'>): Promise<PayoutRun | undefined> {
    const found = await this.find(id);
    if (found === undefined) return undefined;
    await this.lockCustody(tx, found.custodyKey);
    return (await tx.query<RunRow>(LOCK_RUN, [id])).map(runOf)[0];
  }

  async lockCustody(tx: Tx, custodyKey: string): Promise<void> {
    await tx.query(LOCK_CUSTODY, [custodyKey]);
  }

  /** Whether a root of the custody is on its way. The caller holds its lock. */
  async isPosting(tx: Tx, custodyKey: string): Promise<boolean> {
    const [row] = await tx.query<{ is_posting: boolean }>(IS_POSTING, [custodyKey]);
    return row?.is_posting === true;
  }

  async lockPayouts(tx: Tx, id: Id<'PayoutRun'>): Promise<Payout[]> {
    return (await tx.query<PayoutRow>(LOCK_PAYOUTS, [id])).map(payoutOf);
  }

  async freeze(tx: Tx, id: Id<'PayoutRun'>, by: string, now: EpochMs): Promise<void> {
    await tx.query(FREEZE_RUN, [id, by, new Date(now)]);
  }

  async leaveOut(tx: Tx, id: Id<'PayoutRun'>, payees: readonly Id<'Organisation'>[], reason: LeftOut): Promise<void> {
    if (payees.length > 0) await tx.query(LEAVE_OUT, [id, payees, reason]);
  }

  /** `seq` 0 for a payee who got nothing. */
  async book(
    tx: Tx,
    id: Id<'PayoutRun'>,
    booked: readonly { readonly payeeId: Id<'Organisation'>; readonly amount: bigint; readonly seq: bigint }[],
  ): Promise<void> {
    const columns = [
      booked.map(({ payeeId }) => payeeId),
      booked.map(({ amount }) => amount),
      booked.map(({ seq }) => seq),
    ];
    await tx.query(BOOK_PAYOUTS, [id, ...columns]);
  }

  async cancel(tx: Tx, id: Id<'PayoutRun'>, by: string, now: EpochMs, reason: string): Promise<void> {
    await tx.query(CANCEL_RUN, [id, by, new Date(now), reason]);
  }

  async takeFrozen(tx: Tx, custodyKey: string, now: EpochMs): Promise<Id<'PayoutRun'>[]> {
    const rows = await tx.query<{ id: Id<'PayoutRun'> }>(TAKE_FROZEN_RUNS, [custodyKey, new Date(now)]);
    return rows.map(({ id }) => id);
  }

  async find(id: Id<'PayoutRun'>): Promise<PayoutRun | undefined> {
    return (await this.database.query<RunRow>(FIND_RUN, [id])).map(runOf)[0];
  }

  /** The newest run that paid before this one was proposed; undefined for the first. */
  async previous(id: Id<'PayoutRun'>): Promise<PayoutRun | undefined> {
    return (await this.database.query<RunRow>(FIND_PREVIOUS, [id])).map(runOf)[0];
  }

  async sums(id: Id<'PayoutRun'>): Promise<RunSums> {
    const [row] = await this.database.query<SumsRow>(SUM_RUN, [id]);
    return sumsOf(present(row, 'the sums of a run'));
  }

  async list(state: RunState | undefined, after: RunCursor | undefined, limit: number): Promise<RunWithSums[]> {
    const rows = await this.database.query<RunRow & SumsRow>(LIST_RUNS, [state ?? null, ...cursorParams(after), limit]);
    return rows.map((row) => ({ ...runOf(row), sums: sumsOf(row) }));
  }

  /** All of the list without a limit. */
  async payouts(id: Id<'PayoutRun'>, after?: string, limit?: number): Promise<Payout[]> {
    return (await this.database.query<PayoutRow>(LIST_PAYOUTS, [id, after ?? null, limit ?? null])).map(payoutOf);
  }

  async ofPayee(payee: Id<'Organisation'>, after: RunCursor | undefined, limit: number): Promise<PayeePayout[]> {
    const rows = await this.database.query<PayeePayoutRow>(LIST_PAYEE_PAYOUTS, [payee, ...cursorParams(after), limit]);
    return rows.map((row) => ({
      ...payoutOf(row),
      runId: row.run_id,
      asset: row.asset,
      state: row.state,
      proposedAt: at(row.proposed_at),
      postedAs: row.posted_as ?? undefined,
    }));
  }
}

function cursorParams(after: RunCursor | undefined): [Date | null, string | null] {
  return after === undefined ? [null, null] : [new Date(after.proposedAt), after.id];
}

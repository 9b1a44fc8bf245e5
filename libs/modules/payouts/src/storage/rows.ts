import { type Asset, type EpochMs, type Id, type Minor, epochMs, minor } from '#kernel';
import type { LeftOut, Payout, PayoutRun, RunState } from '../domain/run.ts';

/** A row of payouts.payout_run. */
export type RunRow = {
  id: Id<'PayoutRun'>;
  asset: Asset;
  custody_key: string;
  state: RunState;
  minimum: bigint;
  at_seq: bigint;
  proposed_by: string;
  proposed_at: Date;
  approved_by: string | null;
  approved_at: Date | null;
  posted_at: Date | null;
  posted_as: string | null;
  settled_at: Date | null;
  cancelled_by: string | null;
  cancelled_at: Date | null;
  cancel_reason: string | null;
};

/** A row of payouts.payout. */
export type PayoutRow = {
  payee_id: Id<'Organisation'>;
  payable: bigint;
  left_out: LeftOut | null;
  booked: bigint | null;
  booked_seq: bigint | null;
  settled: bigint;
};

/** What sum-run.sql and list-runs.sql add up. */
export type SumsRow = { listed: bigint; booked: bigint; settled: bigint; payees: bigint; left_out: bigint };

/** Totals of a run's list, in minor units of its asset. */
export type RunSums = {
  readonly listed: Minor;
  readonly booked: Minor;
  readonly settled: Minor;
  /** How many payees are listed, and how many are left out. */
  readonly payees: bigint;
  readonly leftOut: bigint;
};

/** The run of a row. */
export function runOf(row: RunRow): PayoutRun {
  return {
    id: row.id,
    asset: row.asset,
    custodyKey: row.custody_key,
    state: row.state,
    minimum: minor(row.minimum),
    atSeq: row.at_seq,
    proposedBy: row.proposed_by,
    proposedAt: at(row.proposed_at),
    approvedBy: row.approved_by ?? undefined,
    approvedAt: atOrNever(row.approved_at),
    postedAt: atOrNever(row.posted_at),
    postedAs: row.posted_as ?? undefined,
    settledAt: atOrNever(row.settled_at),
    cancelledBy: row.cancelled_by ?? undefined,
    cancelledAt: atOrNever(row.cancelled_at),
    cancelReason: row.cancel_reason ?? undefined,
  };
}

/** The payout of a row. */
export function payoutOf(row: PayoutRow): Payout {
  return {
    payeeId: row.payee_id,
    payable: minor(row.payable),
    leftOut: row.left_out ?? undefined,
    booked: row.booked === null ? undefined : minor(row.booked),
    bookedSeq: row.booked_seq ?? undefined,
    settled: minor(row.settled),
  };
}

/** The sums of a row. */
export function sumsOf(row: SumsRow): RunSums {
  return {
    listed: minor(row.listed),
    booked: minor(row.booked),
    settled: minor(row.settled),
    payees: row.payees,
    leftOut: row.left_out,
  };
}

/** The instant of a timestamptz(3) column. */
export function at(column: Date): EpochMs {
  return epochMs(column.getTime());
}

function atOrNever(column: Date | null): EpochMs | undefined {
  return column === null ? undefined : at(column);
}

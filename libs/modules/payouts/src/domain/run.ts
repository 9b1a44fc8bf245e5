import type { Asset, EpochMs, Id, Minor } from '#kernel';

/**
 * proposed: a list, nothing moved · frozen: approved, in settling · posting: the rail builds its root, no way back ·
 * posted: the root is final · settled: every payout is final · cancelled: nothing moved, or moved back.
 */
export type RunState = 'proposed' | 'frozen' | 'posting' | 'posted' | 'settled' | 'cancelled';

/** All states, in their order. */
export const RUN_STATES = [
  'proposed',
  'frozen',
  'posting',
  'posted',
  'settled',
  'cancelled',
] as const satisfies readonly RunState[];

/** Why a run does not pay a payee. */
export type LeftOut = 'no_wallet' | 'below_minimum' | 'in_review';

/** One proposal for many payees, and what became of it. Amounts are minor units of `asset`. */
export type PayoutRun = {
  readonly id: Id<'PayoutRun'>;
  readonly asset: Asset;
  /** Who pays, as in `payee:<id>:settling:<custody key>`. */
  readonly custodyKey: string;
  readonly state: RunState;
  /** Payees with less are left out. */
  readonly minimum: Minor;
  /** Size of the ledger's log when the balances were read. */
  readonly atSeq: bigint;
  readonly proposedBy: string;
  readonly proposedAt: EpochMs;
  readonly approvedBy: string | undefined;
  readonly approvedAt: EpochMs | undefined;
  readonly postedAt: EpochMs | undefined;
  /** What the rail calls its root, e.g. the epoch's number. */
  readonly postedAs: string | undefined;
  readonly settledAt: EpochMs | undefined;
  readonly cancelledBy: string | undefined;
  readonly cancelledAt: EpochMs | undefined;
  readonly cancelReason: string | undefined;
};

/** One payee's part of a run. */
export type Payout = {
  readonly payeeId: Id<'Organisation'>;
  /** Payable when the run was proposed: the most it may move. */
  readonly payable: Minor;
  /** Undefined when listed. */
  readonly leftOut: LeftOut | undefined;
  /** Really moved to settling; undefined before the freeze. */
  readonly booked: Minor | undefined;
  /** Log position of that transfer. */
  readonly bookedSeq: bigint | undefined;
  /** Paid out finally. */
  readonly settled: Minor;
};

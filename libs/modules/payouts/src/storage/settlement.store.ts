import { Injectable } from '@nestjs/common';
import { type EpochMs, type Id, minor } from '#kernel';
import { Tx, loadSql } from '#platform/database';
import type { OpenPayout, SettledPayout } from '../domain/spread-claim.ts';

const sql = (name: string): string => loadSql(import.meta.url, `./sql/${name}.sql`);
const POST_RUNS = sql('post-runs');
const COUNT_CLAIM = sql('count-claim');
const LOCK_OPEN = sql('lock-open-payouts');
const SETTLE_PAYOUTS = sql('settle-payouts');
const SETTLE_RUNS = sql('settle-runs');

/** Where a claim was paid. */
export type ClaimPlace = { readonly payeeId: string; readonly custodyKey: string; readonly asset: string };

/** What the rail told of posted roots and claims, in PostgreSQL. */
@Injectable()
export class SettlementStore {
  async postRuns(tx: Tx, runs: readonly string[], postedAt: EpochMs, postedAs: string): Promise<void> {
    await tx.query(POST_RUNS, [runs, new Date(postedAt), postedAs]);
  }

  /** False when the claim of this ledger entry was counted before. */
  async countClaim(tx: Tx, entryId: string): Promise<boolean> {
    return (await tx.query(COUNT_CLAIM, [entryId])).length === 1;
  }

  /** The oldest run first. */
  async lockOpen(tx: Tx, { payeeId, custodyKey, asset }: ClaimPlace): Promise<OpenPayout[]> {
    type Row = { run_id: Id<'PayoutRun'>; booked: bigint; settled: bigint };
    const rows = await tx.query<Row>(LOCK_OPEN, [payeeId, custodyKey, asset]);
    return rows.map((row) => ({ runId: row.run_id, booked: minor(row.booked), settled: minor(row.settled) }));
  }

  async settle(tx: Tx, payeeId: string, payouts: readonly SettledPayout[]): Promise<void> {
    if (payouts.length === 0) return;
    const columns = [payouts.map(({ runId }) => runId), payouts.map(({ settled }) => settled)];
    await tx.query(SETTLE_PAYOUTS, [payeeId, ...columns]);
  }

  async settleRuns(tx: Tx, runs: readonly string[], now: EpochMs): Promise<void> {
    if (runs.length > 0) await tx.query(SETTLE_RUNS, [runs, new Date(now)]);
  }
}

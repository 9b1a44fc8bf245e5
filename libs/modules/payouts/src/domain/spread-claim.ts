import { type Id, type Minor, minor } from '#kernel';

/** A payee's part of one posted run that is not all settled. */
export type OpenPayout = { readonly runId: Id<'PayoutRun'>; readonly booked: Minor; readonly settled: Minor };

/** What each run's payout has settled in all, after a claim. */
export type SettledPayout = { readonly runId: Id<'PayoutRun'>; readonly settled: Minor };

/**
 * Spreads a claim of `amount` over a payee's runs, the oldest first: a vault pays cumulative amounts and knows no
 * runs. Only runs that change are answered. What fits nowhere belongs to no run and is left alone.
 */
export function spreadClaim(open: readonly OpenPayout[], amount: Minor): SettledPayout[] {
  let left: bigint = amount;
  return open.flatMap(({ runId, booked, settled }) => {
    const room = booked - settled;
    const taken = left < room ? left : room;
    left -= taken;
    return taken > 0n ? [{ runId, settled: minor(settled + taken) }] : [];
  });
}

/** Takes a claim of `amount` back that the chain has undone, the newest run first. */
export function takeClaimBack(settledFirst: readonly OpenPayout[], amount: Minor): SettledPayout[] {
  let left: bigint = amount;
  return settledFirst.toReversed().flatMap(({ runId, settled }) => {
    const taken = left < settled ? left : settled;
    left -= taken;
    return taken > 0n ? [{ runId, settled: minor(settled - taken) }] : [];
  });
}

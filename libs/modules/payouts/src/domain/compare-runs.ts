import type { Id } from '#kernel';
import type { Payout } from './run.ts';

/**
 * What a person should look at first. `new`: paid nothing by the run before; `jump`: at least twice as much as then;
 * `drop`: at most half; `gone`: paid then, and nothing now.
 */
type Outlier = 'new' | 'jump' | 'drop' | 'gone';

/** A payee of a run beside what the run before paid them. Amounts in minor units. */
export type ComparedPayout = {
  readonly payeeId: Id<'Organisation'>;
  /** Undefined for somebody whom only the run before paid. */
  readonly payout: Payout | undefined;
  /** What the run pays: booked where it is approved, else what is listed; 0 for who is left out. */
  readonly amount: bigint;
  /** What the run before paid; 0 for nothing. */
  readonly previous: bigint;
  readonly difference: bigint;
  readonly outlier: Outlier | undefined;
};

/** A change by this factor, up or down, is shown first. */
const OUTLIER_FACTOR = 2n;

/**
 * A run beside the one before it. Outliers first, then who is paid, then who is left out; within each the greatest
 * difference first, then the greatest payable, then by payee, so that the order is one.
 */
export function compareRuns(payouts: readonly Payout[], before: readonly Payout[]): ComparedPayout[] {
  const previous = new Map(before.map((payout) => [payout.payeeId, amountOf(payout)]));
  const now = new Set(payouts.map(({ payeeId }) => payeeId));
  const missing = [...previous].filter(([payeeId, amount]) => amount > 0n && !now.has(payeeId));
  return [
    ...payouts.map((payout) => compared(payout.payeeId, payout, previous.get(payout.payeeId) ?? 0n)),
    ...missing.map(([payeeId, amount]) => compared(payeeId, undefined, amount)),
  ].toSorted(byInterest);
}

function compared(payeeId: Id<'Organisation'>, payout: Payout | undefined, previous: bigint): ComparedPayout {
  const amount = payout === undefined ? 0n : amountOf(payout);
  return { payeeId, payout, amount, previous, difference: amount - previous, outlier: outlierOf(amount, previous) };
}

function amountOf({ leftOut, booked, payable }: Payout): bigint {
  return leftOut === undefined ? (booked ?? payable) : (booked ?? 0n);
}

function outlierOf(amount: bigint, previous: bigint): Outlier | undefined {
  if (previous === 0n) return amount === 0n ? undefined : 'new';
  if (amount === 0n) return 'gone';
  if (amount >= previous * OUTLIER_FACTOR) return 'jump';
  return amount * OUTLIER_FACTOR <= previous ? 'drop' : undefined;
}

function byInterest(a: ComparedPayout, b: ComparedPayout): number {
  const payable = (of: ComparedPayout): bigint => of.payout?.payable ?? 0n;
  return (
    rankOf(a) - rankOf(b) ||
    signOf(sizeOf(b.difference) - sizeOf(a.difference)) ||
    signOf(payable(b) - payable(a)) ||
    (a.payeeId < b.payeeId ? -1 : 1)
  );
}

function rankOf({ outlier, payout }: ComparedPayout): number {
  if (outlier !== undefined) return 0;
  return payout?.leftOut === undefined ? 1 : 2;
}

const sizeOf = (of: bigint): bigint => (of < 0n ? -of : of);
const signOf = (of: bigint): number => (of > 0n ? 1 : of < 0n ? -1 : 0);

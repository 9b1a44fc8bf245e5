import { DAY_MS, type EpochMs } from '#kernel';
import { betaQuantile } from './beta.ts';

/** What a score is about: the quality of a partner's posts, or how often a user's reports are right. */
export type ScoreKind = 'creator' | 'reporter';

/** One thing that speaks for (`isGood`) or against somebody. It counts half after `halfLifeDays`. */
export type Evidence = {
  readonly isGood: boolean;
  readonly weight: number;
  readonly halfLifeDays: number;
  /** Who it comes from, where somebody does. */
  readonly counterpartyId: string | undefined;
  readonly cause: string;
  readonly at: EpochMs;
};

/** What a piece of evidence counts now. */
type EvidenceTerm = Evidence & { readonly counts: number };

/** A score with everything that it was made of. */
export type Score = {
  /** Lower bound of the posterior: 0 to 1. With little evidence it is low, whatever the evidence says. */
  readonly lowerBound: number;
  readonly good: number;
  readonly bad: number;
  readonly terms: readonly EvidenceTerm[];
};

/** Before any evidence: as likely good as bad, worth one piece of each. */
const PRIOR = 1;

/** How sure the lower bound is: 95 %. */
const TAIL = 0.05;

/** Most that one counterparty can add on either side, so that a friend's hundred likes are not a hundred friends. */
const MOST_FROM_ONE = 3;

/** The score at `now`. Later evidence of one counterparty counts less and less; together it stays below 3. */
export function scoreOf(evidence: readonly Evidence[], now: EpochMs): Score {
  const fromOne = new Map<string, number>();
  let [good, bad] = [0, 0];
  const terms = evidence
    .toSorted((a, b) => a.at - b.at)
    .map((item): EvidenceTerm => {
      const ageDays = Math.max(0, now - item.at) / DAY_MS;
      const aged = item.weight * 0.5 ** (ageDays / item.halfLifeDays);
      const counts = capped(fromOne, item, aged);
      if (item.isGood) good += counts;
      else bad += counts;
      return { ...item, counts };
    });
  return { lowerBound: betaQuantile(TAIL, PRIOR + good, PRIOR + bad), good, bad, terms };
}

function capped(fromOne: Map<string, number>, item: Evidence, aged: number): number {
  if (item.counterpartyId === undefined) return aged;
  const key = `${item.counterpartyId} ${String(item.isGood)}`;
  const before = fromOne.get(key) ?? 0;
  const counts = Math.min(aged, MOST_FROM_ONE - before);
  fromOne.set(key, before + counts);
  return counts;
}

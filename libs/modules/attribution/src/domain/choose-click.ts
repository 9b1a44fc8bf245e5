import type { EpochMs, Id } from '#kernel';

/** A click that could have led to an order: strictly before it. */
export type CandidateClick = {
  readonly clickId: Id<'Click'>;
  readonly at: EpochMs;
  readonly linkId: Id<'Link'>;
  readonly code: string;
  readonly programId: Id<'Program'>;
  readonly partnerId: Id<'Organisation'>;
};

/**
 * The last click of a partner for whom `tierOf` has an answer, and that tier. Of two clicks in one millisecond the
 * higher id wins, so that every replay chooses the same one.
 */
export function chooseClick<Click extends Pick<CandidateClick, 'clickId' | 'at'>>(
  candidates: readonly Click[],
  tierOf: (click: Click) => string | undefined,
): (Click & { readonly tier: string }) | undefined {
  for (const click of candidates.toSorted(lastFirst)) {
    const tier = tierOf(click);
    if (tier !== undefined) return { ...click, tier };
  }
  return undefined;
}

function lastFirst(a: Pick<CandidateClick, 'clickId' | 'at'>, b: Pick<CandidateClick, 'clickId' | 'at'>): number {
  return b.at - a.at || (a.clickId < b.clickId ? 1 : -1);
}

/** Whether a click at `clickAt` still counts for an order at `placedAt`: strictly before it and within `windowMs`. */
export function isInWindow(clickAt: EpochMs, placedAt: EpochMs, windowMs: number): boolean {
  return clickAt < placedAt && placedAt - clickAt <= windowMs;
}

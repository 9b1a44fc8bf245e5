import type { Id, Minor } from '#kernel';
import type { LeftOut } from './run.ts';

/** A payee with something payable, and what stands in the way. */
export type Candidate = {
  readonly payeeId: Id<'Organisation'>;
  readonly payable: Minor;
  readonly hasWallet: boolean;
  readonly isInReview: boolean;
};

/** What a run proposes for one payee. */
export type ListedPayout = {
  readonly payeeId: Id<'Organisation'>;
  readonly payable: Minor;
  readonly leftOut: LeftOut | undefined;
};

/**
 * Who is paid and who is left out. When several reasons hold, the first of: in review, no wallet, below the minimum.
 * Payees without anything payable are not candidates. The order stays.
 */
export function listPayouts(candidates: readonly Candidate[], minimum: Minor): ListedPayout[] {
  return candidates.map(({ payeeId, payable, hasWallet, isInReview }) => ({
    payeeId,
    payable,
    leftOut: isInReview ? 'in_review' : !hasWallet ? 'no_wallet' : payable < minimum ? 'below_minimum' : undefined,
  }));
}

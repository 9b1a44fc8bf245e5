import type { EpochMs, Id } from '#kernel';
import { AppealRefused, CaseClaimed, CaseNotOpen, NeedsAnotherModerator, OwnWords } from '../../social.errors.ts';

/** Where a case stands: `open` and `appealed` wait for a moderator, `closed` is final. */
export type CaseState = 'open' | 'decided' | 'appealed' | 'closed';

/** What a decision about a case depends on. */
export type CaseFacts = {
  readonly state: CaseState;
  /** Who wrote the post or comment. */
  readonly authorId: Id<'User'>;
  /** Who made the first decision; undefined before it, and when the policy made it. */
  readonly firstDecidedBy: Id<'User'> | undefined;
  readonly firstOutcome: 'allow' | 'remove' | undefined;
  readonly claimedBy: Id<'User'> | undefined;
  readonly claimedUntil: EpochMs | undefined;
};

/**
 * Which step a decision of `moderator` would be: 1 the first, 2 the appeal's.
 * @throws {CaseNotOpen | OwnWords | NeedsAnotherModerator | CaseClaimed} in this order.
 */
export function checkDecision(facts: CaseFacts, moderator: Id<'User'>, now: EpochMs): 1 | 2 {
  const { state, authorId, firstDecidedBy, claimedBy, claimedUntil } = facts;
  if (state !== 'open' && state !== 'appealed') throw new CaseNotOpen();
  if (authorId === moderator) throw new OwnWords();
  if (state === 'appealed' && firstDecidedBy === moderator) throw new NeedsAnotherModerator();
  const isClaimed = claimedUntil !== undefined && claimedUntil > now;
  if (isClaimed && claimedBy !== moderator) throw new CaseClaimed();
  return state === 'open' ? 1 : 2;
}

/** Whether `user` may appeal. @throws {AppealRefused} */
export function checkAppeal({ state, authorId, firstOutcome }: CaseFacts, user: Id<'User'>): void {
  if (state !== 'decided' || firstOutcome !== 'remove' || authorId !== user) throw new AppealRefused();
}

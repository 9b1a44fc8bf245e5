import { Injectable } from '@nestjs/common';
import { Clock, type EpochMs, type Id } from '#kernel';
import { UnitOfWork } from '#platform/database';
import { checkDecision } from '../../domain/moderation/check-decision.ts';
import { CaseNotFound } from '../../social.errors.ts';
import { CaseStore, type ModerationCase } from '../../storage/case.store.ts';

/** How long a claim keeps others away. */
const CLAIM_MS = 15 * 60_000;

/** Keeps other moderators away from a case that one is working on. */
@Injectable()
export class ClaimCase {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly cases: CaseStore,
    private readonly clock: Clock,
  ) {}

  /**
   * Claims the case for 15 minutes, or prolongs the claim.
   * @throws {CaseNotFound | CaseNotOpen | OwnWords | NeedsAnotherModerator | CaseClaimed} nothing was written.
   */
  execute(caseId: Id<'ModerationCase'>, moderator: Id<'User'>): Promise<ModerationCase> {
    return this.unitOfWork.run(async (tx) => {
      const of = await this.cases.lock(tx, caseId);
      if (of === undefined) throw new CaseNotFound();
      const now = this.clock.now();
      checkDecision(of, moderator, now);
      const claimedUntil = (now + CLAIM_MS) as EpochMs;
      await this.cases.claim(tx, caseId, moderator, claimedUntil);
      return { ...of, claimedBy: moderator, claimedUntil };
    });
  }
}

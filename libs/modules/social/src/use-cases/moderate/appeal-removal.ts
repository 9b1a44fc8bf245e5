import { Injectable } from '@nestjs/common';
import { Clock, type Id, IdSource } from '#kernel';
import { UnitOfWork } from '#platform/database';
import { checkAppeal } from '../../domain/moderation/check-decision.ts';
import { checkWords } from '../../domain/post.ts';
import { CaseNotFound } from '../../social.errors.ts';
import { CaseStore } from '../../storage/case.store.ts';

/** Longest words of an appeal. */
const APPEAL_MOST = 2_000;

/** Lets an author say why a removal was wrong. */
@Injectable()
export class AppealRemoval {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly cases: CaseStore,
    private readonly clock: Clock,
    private readonly ids: IdSource,
  ) {}

  /**
   * Puts the case back into the queue, for another moderator than the first.
   * @throws {TextTooLong | TextEmpty | CaseNotFound | AppealRefused} nothing was written.
   */
  execute(caseId: Id<'ModerationCase'>, madeBy: Id<'User'>, words: string): Promise<void> {
    const text = checkWords(words, APPEAL_MOST);
    return this.unitOfWork.run(async (tx) => {
      const of = await this.cases.lock(tx, caseId);
      if (of === undefined || of.authorId !== madeBy) throw new CaseNotFound();
      checkAppeal(of, madeBy);
      await this.cases.insertAppeal(tx, { id: this.ids.next(), caseId, madeBy, text, at: this.clock.now() });
      await this.cases.setState(tx, caseId, 'appealed');
    });
  }
}

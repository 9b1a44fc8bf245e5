import { Injectable } from '@nestjs/common';
import { Clock, type EpochMs, type Id, present } from '#kernel';
import { type Tx, UnitOfWork } from '#platform/database';
import { Outbox, type OutboxEvent } from '#platform/outbox';
import { checkDecision } from '../../domain/moderation/check-decision.ts';
import { POLICY } from '../../domain/moderation/policy.ts';
import type { Label, Post } from '../../domain/post.ts';
import { CaseNotFound, LabelRefused } from '../../social.errors.ts';
import { CaseStore, type Decision, type ModerationCase } from '../../storage/case.store.ts';
import { PeopleStore } from '../../storage/people.store.ts';
import { type LockedPost, PostStore } from '../../storage/post.store.ts';
import type { NewEvidence } from '../../storage/reputation.store.ts';
import { ReputationBook } from '../reputation/reputation.ts';
import { postMoved, postShown } from '../social-events.ts';
import { RecordDecision } from './record-decision.ts';

/** What a moderator decides, and why; `label` is what readers are told beside a post that stays. */
export type Verdict = {
  readonly outcome: 'allow' | 'remove';
  readonly reason: string;
  readonly label?: Label | undefined;
};

/** Decides cases: first decisions, and appeals by another moderator. */
@Injectable()
export class DecideCase {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly cases: CaseStore,
    private readonly posts: PostStore,
    private readonly people: PeopleStore,
    private readonly reputation: ReputationBook,
    private readonly recordDecision: RecordDecision,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /**
   * Decides the case: the post or comment is shown or removed, the author's and reporters' evidence follows, the decision's
   * hash goes into the ledger's log, and what happened to a post that had been seen is told (its money follows).
   * Lock order: the subject, the case, partners by id, the log's head.
   * @throws {CaseNotFound | LabelRefused | CaseNotOpen | OwnWords | NeedsAnotherModerator | CaseClaimed} nothing was written.
   */
  async execute(caseId: Id<'ModerationCase'>, moderator: Id<'User'>, verdict: Verdict): Promise<Decision> {
    const known = await this.cases.find(caseId);
    if (known === undefined) throw new CaseNotFound();
    const { label } = verdict;
    const isLabelled = label !== undefined;
    if (isLabelled && (verdict.outcome === 'remove' || known.subjectKind === 'comment')) throw new LabelRefused();
    return this.unitOfWork.run(async (tx) => {
      const now = this.clock.now();
      const post = await this.lockSubject(tx, known);
      const of = present(await this.cases.lock(tx, caseId), 'case');
      const step = checkDecision(of, moderator, now);
      await this.cases.setState(tx, caseId, step === 2 ? 'closed' : verdict.outcome === 'allow' ? 'closed' : 'decided');
      const state = verdict.outcome === 'allow' ? 'shown' : 'removed';
      if (post === undefined) await this.people.setCommentState(tx, of.subjectId as Id<'Comment'>, state);
      else await this.posts.setState(tx, post.id, { state, label }, now);
      await this.reputation.add(tx, await this.evidenceOf(tx, of, post, verdict, step), now);
      const whole = post === undefined ? undefined : present((await this.posts.find([post.id]))[0], 'post');
      const by = { policy: POLICY, decidedBy: moderator, evidence: of.evidence, at: now };
      const draft = { caseId, step, ...verdict, label, ...by };
      const decision = await this.recordDecision.execute(tx, draft);
      if (post !== undefined && whole !== undefined) {
        await this.outbox.addAll(tx, eventsOf(post, whole, decision, now));
      }
      return decision;
    });
  }

  private async lockSubject(tx: Tx, of: ModerationCase): Promise<LockedPost | undefined> {
    if (of.subjectKind === 'post') return present(await this.posts.lock(tx, of.subjectId as Id<'Post'>), 'post');
    await this.people.lockComment(tx, of.subjectId as Id<'Comment'>);
    return undefined;
  }

  /** A removal speaks against the author and for who reported; an allowed post the other way round. */
  private async evidenceOf(
    tx: Tx,
    of: ModerationCase,
    post: LockedPost | undefined,
    { outcome }: Verdict,
    step: 1 | 2,
  ): Promise<NewEvidence[]> {
    if (post === undefined) return [];
    const wasRight = outcome === 'remove';
    const cause = `case:${of.id}:${step}`;
    const reporters = await this.people.reporters(tx, post.id);
    return [
      {
        subjectId: post.authorId,
        score: 'creator',
        isGood: !wasRight,
        // An appeal that is won outweighs the removal that it was about; a lost one adds to it.
        weight: step === 2 && !wasRight ? 5 : wasRight ? 4 : 1,
        halfLifeDays: 180,
        counterpartyId: undefined,
        cause,
      },
      ...reporters.map(({ reporterId }) => ({
        subjectId: reporterId,
        score: 'reporter' as const,
        isGood: wasRight,
        weight: 1,
        halfLifeDays: 180,
        counterpartyId: undefined,
        cause,
      })),
    ];
  }
}

/** Only what people had seen can go, or come back; a post that was queued until now is shown for the first time. */
function eventsOf(before: LockedPost, post: Post, decision: Decision, now: EpochMs): OutboxEvent[] {
  const move = { post, caseId: decision.caseId, decisionId: decision.id, reason: decision.reason, at: now };
  if (decision.outcome === 'remove') {
    return before.state === 'shown' ? [postMoved('removed', move)] : [];
  }
  if (before.shownAt === undefined) return [postShown(post, now)];
  return before.state === 'removed' ? [postMoved('restored', move)] : [];
}

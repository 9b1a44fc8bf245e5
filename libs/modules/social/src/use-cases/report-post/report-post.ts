import { Injectable } from '@nestjs/common';
import { Clock, type EpochMs, type Id, IdSource, type Json } from '#kernel';
import { type Tx, UnitOfWork } from '#platform/database';
import { Outbox } from '#platform/outbox';
import { PostNotFound, ReportedBefore } from '../../social.errors.ts';
import { CaseStore, type ModerationCase } from '../../storage/case.store.ts';
import { PeopleStore, type Report, type ReportReason } from '../../storage/people.store.ts';
import { type LockedPost, PostStore } from '../../storage/post.store.ts';
import { ReputationBook } from '../reputation/reputation.ts';
import { postActedOn } from '../social-events.ts';

/** How bad it is when a report of this kind is right, 0 to 10. */
const HARM: Readonly<Record<ReportReason, number>> = {
  hate: 8,
  violence: 9,
  sexual: 7,
  harassment: 6,
  illegal_goods: 6,
  spam: 2,
  other: 1,
};

/** A report as a person makes it. */
export type ReportDraft = { readonly reason: ReportReason; readonly details: string };

/** Reports of posts: each puts the post into the moderators' queue, or moves it up. */
@Injectable()
export class ReportPost {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly posts: PostStore,
    private readonly people: PeopleStore,
    private readonly cases: CaseStore,
    private readonly reputation: ReputationBook,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly ids: IdSource,
  ) {}

  /**
   * Records the report, weighed by how reliable its maker has been. A report never hides a post: a moderator decides.
   * @throws {PostNotFound | ReportedBefore} nothing was written.
   */
  async execute(reporterId: Id<'User'>, postId: Id<'Post'>, draft: ReportDraft): Promise<void> {
    const weight = await this.reputation.reportWeight(reporterId);
    await this.unitOfWork.run(async (tx) => {
      const now = this.clock.now();
      const post = await this.posts.lock(tx, postId);
      if (post?.state !== 'shown') throw new PostNotFound();
      const report: Report = { id: this.ids.next<'Report'>(), postId, reporterId, weight, ...draft };
      if (!(await this.people.report(tx, report, now))) throw new ReportedBefore();
      await this.raise(tx, post, report, now);
      const { reporterId: userId } = report;
      await this.outbox.add(tx, postActedOn(post, { kind: 'report', userId, undone: false }, now));
    });
  }

  private async raise(tx: Tx, post: LockedPost, { reason, weight }: Report, now: EpochMs): Promise<void> {
    const harm = weight * HARM[reason];
    const known = await this.cases.lockOf(tx, post.id);
    if (known !== undefined) {
      await this.cases.addHarm(tx, known.id, known.expectedHarm + harm, withReport(known, reason));
      return;
    }
    const of = { subjectKind: 'post', subjectId: post.id, authorId: post.postedBy, state: 'open' } as const;
    const evidence = { reports: { [reason]: 1 } };
    await this.cases.insert(tx, { id: this.ids.next(), ...of, expectedHarm: harm, evidence, openedAt: now });
  }
}

/** The case's evidence with one more report counted. */
function withReport({ evidence }: ModerationCase, reason: ReportReason): Json {
  const known = evidence as { readonly [name: string]: Json };
  const reports = (known['reports'] ?? {}) as { readonly [name: string]: number };
  return { ...known, reports: { ...reports, [reason]: (reports[reason] ?? 0) + 1 } };
}

import { Injectable } from '@nestjs/common';
import { Clock, type EpochMs, type Id } from '#kernel';
import { CaseNotFound } from '../../social.errors.ts';
import { CaseStore, type ModerationCase, type NotedDecision } from '../../storage/case.store.ts';
import { type Comment, PeopleStore, type ReadReport } from '../../storage/people.store.ts';
import { FindPosts, type ShownPost } from '../find-posts/find-posts.ts';

/** A case with everything that a moderator or its author needs to see. */
export type CaseFile = {
  readonly of: ModerationCase;
  readonly decisions: readonly NotedDecision[];
  readonly appeal: { readonly text: string; readonly at: EpochMs } | undefined;
  /** Undefined for a comment. */
  readonly post: ShownPost | undefined;
  /** Undefined for a post. */
  readonly comment: Comment | undefined;
  /** What readers said against the post; empty for its author. */
  readonly reports: readonly ReadReport[];
};

/** Reads the queue and single cases. */
@Injectable()
export class ReadCases {
  constructor(
    private readonly cases: CaseStore,
    private readonly posts: FindPosts,
    private readonly people: PeopleStore,
    private readonly clock: Clock,
  ) {}

  /** What `moderator` may decide now: the highest expected harm first, every day of waiting counts one more. */
  queue(moderator: Id<'User'>, limit: number): Promise<ModerationCase[]> {
    return this.cases.queue(moderator, this.clock.now(), limit);
  }

  /** One case; `only` restricts it to the cases of that writer. @throws {CaseNotFound} */
  async read(id: Id<'ModerationCase'>, only?: Id<'User'>): Promise<CaseFile> {
    const of = await this.cases.find(id);
    if (of === undefined || (only !== undefined && of.authorId !== only)) throw new CaseNotFound();
    const [decisions, appeal] = [await this.cases.decisions(id), await this.cases.findAppeal(id)];
    const common = { of, decisions, appeal };
    if (of.subjectKind === 'comment') {
      const comment = await this.people.findComment(of.subjectId as Id<'Comment'>);
      return { ...common, post: undefined, comment, reports: [] };
    }
    const postId = of.subjectId as Id<'Post'>;
    const [post] = await this.posts.execute([postId]);
    // What readers said is for moderators: an author might tell from it who they are.
    const reports = only === undefined ? await this.people.reports(postId) : [];
    return { ...common, post, comment: undefined, reports };
  }
}

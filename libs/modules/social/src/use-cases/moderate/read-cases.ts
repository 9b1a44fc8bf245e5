import { Injectable } from '@nestjs/common';
import { Clock, type EpochMs, type Id } from '#kernel';
import type { Post } from '../../domain/post.ts';
import { CaseNotFound } from '../../social.errors.ts';
import { CaseStore, type ModerationCase, type NotedDecision } from '../../storage/case.store.ts';
import { PostStore } from '../../storage/post.store.ts';

/** A case with everything that a moderator or its author needs to see. */
export type CaseFile = {
  readonly of: ModerationCase;
  readonly decisions: readonly NotedDecision[];
  readonly appeal: { readonly text: string; readonly at: EpochMs } | undefined;
  /** Undefined for a comment. */
  readonly post: Post | undefined;
};

/** Reads the queue and single cases. */
@Injectable()
export class ReadCases {
  constructor(
    private readonly cases: CaseStore,
    private readonly posts: PostStore,
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
    const [post] = of.subjectKind === 'post' ? await this.posts.find([of.subjectId as Id<'Post'>]) : [];
    return { of, post, decisions: await this.cases.decisions(id), appeal: await this.cases.findAppeal(id) };
  }
}

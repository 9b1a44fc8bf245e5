import { Injectable } from '@nestjs/common';
import { Clock, type EpochMs, type Id } from '#kernel';
import { type Tx, UnitOfWork } from '#platform/database';
import { Outbox } from '#platform/outbox';
import { PostNotFound } from '../../social.errors.ts';
import { PeopleStore, type ReactionKind } from '../../storage/people.store.ts';
import { type LockedPost, PostStore } from '../../storage/post.store.ts';
import { ReputationBook } from '../reputation/reputation.ts';
import { postActedOn } from '../social-events.ts';

/** Likes and saves of posts, and taking them back. */
@Injectable()
export class ReactToPost {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly people: PeopleStore,
    private readonly posts: PostStore,
    private readonly reputation: ReputationBook,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Sets (`isOn`) or takes back a reaction; what is so already stays and is not told again. @throws {PostNotFound} */
  execute(userId: Id<'User'>, postId: Id<'Post'>, kind: ReactionKind, isOn: boolean): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      const now = this.clock.now();
      const post = await this.posts.lock(tx, postId);
      if (post?.state !== 'shown') throw new PostNotFound();
      const changed = isOn
        ? await this.people.react(tx, userId, postId, kind, now)
        : await this.people.unreact(tx, userId, postId, kind);
      if (!changed) return;
      if (isOn) await this.reward(tx, post, userId, kind, now);
      await this.outbox.add(tx, postActedOn(post, { kind, userId, undone: !isOn }, now));
    });
  }

  /** A little evidence for the author: a tap is cheap, so ten savers weigh what one upheld report does. */
  private async reward(tx: Tx, post: LockedPost, userId: Id<'User'>, kind: ReactionKind, now: EpochMs): Promise<void> {
    if (post.postedBy === userId) return;
    const evidence = { subjectId: post.authorId, score: 'creator', isGood: true, halfLifeDays: 60 } as const;
    const weight = kind === 'save' ? 0.1 : 0.05;
    await this.reputation.add(
      tx,
      [{ ...evidence, weight, counterpartyId: userId, cause: `${kind}:${post.id}:${userId}` }],
      now,
    );
  }
}

import { Injectable } from '@nestjs/common';
import { Clock, type Id, IdSource } from '#kernel';
import { UnitOfWork } from '#platform/database';
import { Outbox } from '#platform/outbox';
import { TextJudge } from '../../adapters/text-judge.ts';
import { checkWords, COMMENT_MOST } from '../../domain/post.ts';
import { ratesOf } from '../../domain/reputation/trust.ts';
import { PostNotFound, RateReached } from '../../social.errors.ts';
import { type Comment, PeopleStore } from '../../storage/people.store.ts';
import { PostStore } from '../../storage/post.store.ts';
import { OpenCase } from '../moderate/open-case.ts';
import { postActedOn } from '../social-events.ts';

/** Comments of a user an hour: everybody has the lowest level's rate as long as users have no trust level of their own. */
const MOST_AN_HOUR = ratesOf(0).commentsAnHour;

/** Comments on posts; they meet the same rules and model as posts. */
@Injectable()
export class AddComment {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly posts: PostStore,
    private readonly people: PeopleStore,
    private readonly judge: TextJudge,
    private readonly openCase: OpenCase,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly ids: IdSource,
  ) {}

  /** Adds the comment, shown or not. @throws {TextTooLong | TextEmpty | PostNotFound | RateReached} nothing was written. */
  execute(userId: Id<'User'>, postId: Id<'Post'>, words: string): Promise<Comment> {
    const body = checkWords(words, COMMENT_MOST);
    const judgement = this.judge.judge(body);
    return this.unitOfWork.run(async (tx) => {
      const now = this.clock.now();
      const post = await this.posts.lock(tx, postId);
      if (post?.state !== 'shown') throw new PostNotFound();
      const { comments } = await this.posts.countLately(tx, { userId }, now);
      if (comments >= MOST_AN_HOUR) throw new RateReached('comments_an_hour', MOST_AN_HOUR);
      const state = { allow: 'shown', queue: 'queued', remove: 'removed' } as const;
      const id = this.ids.next<'Comment'>();
      const comment: Comment = { id, postId, userId, body, state: state[judgement.outcome], createdAt: now };
      await this.people.insertComment(tx, comment);
      if (comment.state !== 'shown') {
        await this.openCase.execute(tx, { kind: 'comment', id, writtenBy: userId }, judgement, now);
      } else {
        await this.outbox.add(tx, postActedOn(post, { kind: 'comment', userId, undone: false }, now));
      }
      return comment;
    });
  }

  /** Shown comments of a shown post, oldest first. @throws {PostNotFound} */
  async list(postId: Id<'Post'>, after: Id<'Comment'> | undefined, limit: number): Promise<Comment[]> {
    const [post] = await this.posts.find([postId]);
    if (post?.state !== 'shown') throw new PostNotFound();
    return this.people.listComments(postId, after, limit);
  }
}

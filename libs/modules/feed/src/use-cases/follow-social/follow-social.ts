import { Injectable } from '@nestjs/common';
import { id, parseInstant } from '#kernel';
import { SocialEvent } from '#modules/social/events';
import type { Tx } from '#platform/database';
import { topicsOf } from '../../domain/topics.ts';
import { FeedStore } from '../../storage/feed.store.ts';
import { LiveIndex } from '../live-index.ts';

/** Lets the feed follow what social tells: posts that come and go, follows, likes. */
@Injectable()
export class FollowSocial {
  constructor(
    private readonly store: FeedStore,
    private readonly live: LiveIndex,
  ) {}

  /** Applies `bodies` of events in order, in the caller's transaction; the index follows once that is committed. */
  async execute(tx: Tx, bodies: readonly string[]): Promise<void> {
    for (const body of bodies) await this.apply(tx, SocialEvent.parse(JSON.parse(body)));
  }

  private async apply(tx: Tx, event: SocialEvent): Promise<void> {
    const { index } = this.live;
    switch (event.event) {
      case 'social.post_shown.v1': {
        const { id: postId, author_id: authorId, at } = event.post;
        const post = { id: id<'Post'>(postId), authorId: id<'Organisation'>(authorId), at: parseInstant(at) };
        const item = { ...post, topics: topicsOf(event.post) };
        await this.store.addItem(tx, item);
        return tx.afterCommit(() => index.addPost(item));
      }
      case 'social.post_removed.v1': {
        const postId = id<'Post'>(event.post.id);
        await this.store.hideItem(tx, postId);
        return tx.afterCommit(() => index.hidePost(postId));
      }
      case 'social.post_restored.v1': {
        const { id: postId, author_id: authorId, at } = event.post;
        const known = index.find(id<'Post'>(postId));
        const post = { id: id<'Post'>(postId), authorId: id<'Organisation'>(authorId), at: parseInstant(at) };
        const item = known ?? { ...post, topics: [] };
        await this.store.addItem(tx, item);
        return tx.afterCommit(() => index.addPost(item));
      }
      case 'social.author_followed.v1': {
        const { user_id, author_id, undone } = event.follow;
        const [userId, authorId] = [id<'User'>(user_id), id<'Organisation'>(author_id)];
        await this.store.setFollow(tx, userId, authorId, !undone);
        return tx.afterCommit(() => index.setFollow(userId, authorId, !undone));
      }
      case 'social.post_acted_on.v1': {
        const { kind, user_id, post_id, undone, at } = event.action;
        if (undone) return; // What was liked once was of interest, also when the like is taken back.
        const action = { userId: id<'User'>(user_id), postId: id<'Post'>(post_id), kind, at: parseInstant(at) };
        if ((await this.store.addActions(tx, [action])) === 0) return; // Done in a served feed, and counted there.
        return tx.afterCommit(() => index.addAction(action.userId, action.postId, kind, action.at));
      }
    }
  }
}

import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock, DAY_MS, type EpochMs } from '#kernel';
import { FeedIndex } from '../domain/feed-index.ts';
import { FeedStore } from '../storage/feed.store.ts';

/** Actions older than this are no longer read at a start. */
const MEMORY_DAYS = 60;

/**
 * The index of this process. It is built from the tables at the start and follows what this process stores from then on;
 * what another process stores is seen at the next start (one process in the embedded mode).
 */
@Injectable()
export class LiveIndex implements OnApplicationBootstrap {
  readonly index = new FeedIndex();

  constructor(
    private readonly store: FeedStore,
    private readonly clock: Clock,
  ) {}

  /** Builds the index. Consumers start after it. */
  async onApplicationBootstrap(): Promise<void> {
    const { items, follows, actions } = await this.store.load((this.clock.now() - MEMORY_DAYS * DAY_MS) as EpochMs);
    for (const item of items) this.index.addPost(item);
    for (const { id, isShown } of items) if (!isShown) this.index.hidePost(id);
    for (const { userId, authorId } of follows) this.index.setFollow(userId, authorId, true);
    for (const { userId, postId, kind, at } of actions) this.index.addAction(userId, postId, kind, at);
  }
}

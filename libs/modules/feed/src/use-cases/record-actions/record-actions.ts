import { Injectable } from '@nestjs/common';
import { Clock, type Id } from '#kernel';
import { UnitOfWork } from '#platform/database';
import { readContext } from '../../domain/feed-context.ts';
import type { ActionKind } from '../../domain/feed-index.ts';
import { ActionReplayed, NotServed } from '../../feed.errors.ts';
import { FeedSettings } from '../../feed-settings.ts';
import { FeedStore, type StoredAction } from '../../storage/feed.store.ts';
import { LiveIndex } from '../live-index.ts';

/** What a reader did with a post of a served feed. */
export type FeedAction = { readonly postId: Id<'Post'>; readonly kind: ActionKind };

/** Counts what readers do with their feeds. */
@Injectable()
export class RecordActions {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly store: FeedStore,
    private readonly live: LiveIndex,
    private readonly settings: FeedSettings,
    private readonly clock: Clock,
  ) {}

  /**
   * Stores the actions and lets the next feed follow them as soon as they are committed.
   * @throws {ContextForged | ContextExpired | NotServed | ActionReplayed} in this order; nothing was counted.
   */
  async execute(userId: Id<'User'>, token: string, actions: readonly FeedAction[]): Promise<void> {
    const at = this.clock.now();
    const context = readContext(token, this.settings.contextKey, userId, at);
    const stored = actions.map(({ postId, kind }): StoredAction => {
      const position = context.posts.findIndex((served) => served.postId === postId);
      const served = context.posts[position];
      if (served === undefined) throw new NotServed();
      const { propensity } = served;
      return { userId, postId, kind, at, served: { contextId: context.id, position, propensity } };
    });
    await this.unitOfWork.run(async (tx) => {
      if ((await this.store.addActions(tx, stored)) !== stored.length) throw new ActionReplayed();
      tx.afterCommit(() => {
        for (const { postId, kind } of stored) this.live.index.addAction(userId, postId, kind, at);
      });
    });
  }
}

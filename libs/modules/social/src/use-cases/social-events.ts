import { type EpochMs, formatInstant, type Id } from '#kernel';
import type { OutboxEvent } from '#platform/outbox';
import { hashtagsOf, type Post } from '../domain/post.ts';
import {
  type AuthorFollowedV1,
  type PostActedOnV1,
  type PostRemovedV1,
  type PostRestoredV1,
  type PostShownV1,
  SOCIAL_TOPIC,
} from '../events.ts';

/** Tells that a post is seen from now on. */
export function postShown({ id, authorId, body, tags }: Post, at: EpochMs): OutboxEvent {
  const told: PostShownV1 = {
    event: 'social.post_shown.v1',
    post: {
      id,
      author_id: authorId,
      body,
      hashtags: hashtagsOf(body),
      tags: tags.map((tag) => ({
        merchant_id: tag.merchantId,
        sku: tag.sku,
        category: tag.category,
        link_id: tag.linkId,
      })),
      at: formatInstant(at),
    },
  };
  return { topic: SOCIAL_TOPIC, key: id, body: told };
}

/** What a decision did to a post that had been seen before. */
export type PostMove = {
  readonly post: Post;
  readonly caseId: Id<'ModerationCase'>;
  readonly decisionId: Id<'Decision'>;
  readonly reason: string;
  readonly at: EpochMs;
};

/** Tells that a post is gone, or there again. */
export function postMoved(
  event: 'removed' | 'restored',
  { post, caseId, decisionId, reason, at }: PostMove,
): OutboxEvent {
  const moved = {
    id: post.id,
    author_id: post.authorId,
    links: post.tags.map(({ linkId }) => linkId),
    case_id: caseId,
    decision_id: decisionId,
    reason,
    at: formatInstant(at),
  };
  const told: PostRemovedV1 | PostRestoredV1 =
    event === 'removed'
      ? { event: 'social.post_removed.v1', post: moved }
      : { event: 'social.post_restored.v1', post: moved };
  return { topic: SOCIAL_TOPIC, key: post.id, body: told };
}

/** Tells what somebody did with a post. */
export function postActedOn(
  post: Pick<Post, 'id' | 'authorId'>,
  action: { readonly kind: PostActedOnV1['action']['kind']; readonly userId: Id<'User'>; readonly undone: boolean },
  at: EpochMs,
): OutboxEvent {
  const { kind, userId, undone } = action;
  const told: PostActedOnV1 = {
    event: 'social.post_acted_on.v1',
    action: { kind, user_id: userId, post_id: post.id, author_id: post.authorId, undone, at: formatInstant(at) },
  };
  return { topic: SOCIAL_TOPIC, key: post.id, body: told };
}

/** Tells who follows whom. */
export function authorFollowed(
  userId: Id<'User'>,
  authorId: Id<'Organisation'>,
  undone: boolean,
  at: EpochMs,
): OutboxEvent {
  const follow = { user_id: userId, author_id: authorId, undone, at: formatInstant(at) };
  const told: AuthorFollowedV1 = { event: 'social.author_followed.v1', follow };
  return { topic: SOCIAL_TOPIC, key: authorId, body: told };
}

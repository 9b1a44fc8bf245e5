import { z } from 'zod';

/** The topic of this module; its key is the post's id (a follow's: the author's), so that a post's events are in order. */
export const SOCIAL_TOPIC = 'social';

const uuid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
const instant = z.iso.datetime();

/** A post is seen from now on, for the first time. `links` are the tracked links of its tags. */
export const PostShownV1 = z.object({
  event: z.literal('social.post_shown.v1'),
  post: z.object({
    id: uuid,
    author_id: uuid,
    body: z.string(),
    hashtags: z.array(z.string()),
    tags: z.array(z.object({ merchant_id: uuid, sku: z.string(), category: z.string(), link_id: uuid })),
    at: instant,
  }),
});
export type PostShownV1 = z.infer<typeof PostShownV1>;

const moved = z.object({
  id: uuid,
  author_id: uuid,
  links: z.array(uuid),
  case_id: uuid,
  decision_id: uuid,
  reason: z.string(),
  at: instant,
});

/** A post was removed: what its links earned and is not payable yet comes under review. */
export const PostRemovedV1 = z.object({ event: z.literal('social.post_removed.v1'), post: moved });
export type PostRemovedV1 = z.infer<typeof PostRemovedV1>;

/** A removed post is seen again, on an appeal: the review of its money is over. */
export const PostRestoredV1 = z.object({ event: z.literal('social.post_restored.v1'), post: moved });
export type PostRestoredV1 = z.infer<typeof PostRestoredV1>;

/** Somebody did something with a post, or took it back (`undone`). */
export const PostActedOnV1 = z.object({
  event: z.literal('social.post_acted_on.v1'),
  action: z.object({
    kind: z.enum(['like', 'save', 'comment', 'report']),
    user_id: uuid,
    post_id: uuid,
    author_id: uuid,
    undone: z.boolean(),
    at: instant,
  }),
});
export type PostActedOnV1 = z.infer<typeof PostActedOnV1>;

/** Somebody follows an author, or does not any more (`undone`). */
export const AuthorFollowedV1 = z.object({
  event: z.literal('social.author_followed.v1'),
  follow: z.object({ user_id: uuid, author_id: uuid, undone: z.boolean(), at: instant }),
});
export type AuthorFollowedV1 = z.infer<typeof AuthorFollowedV1>;

/** Every event of the topic. */
export const SocialEvent = z.discriminatedUnion('event', [
  PostShownV1,
  PostRemovedV1,
  PostRestoredV1,
  PostActedOnV1,
  AuthorFollowedV1,
]);
export type SocialEvent = z.infer<typeof SocialEvent>;

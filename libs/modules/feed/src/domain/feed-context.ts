import { createHmac, timingSafeEqual } from 'node:crypto';
import type { EpochMs, Id } from '#kernel';
import { ContextExpired, ContextForged } from '../feed.errors.ts';

/** A post that was served, and the probability with which it got its place. */
type ServedPost = { readonly postId: Id<'Post'>; readonly propensity: number };

/** What was served to whom and when. Only actions on it count. */
export type FeedContext = {
  readonly id: Id<'FeedContext'>;
  readonly userId: Id<'User'>;
  readonly at: EpochMs;
  /** In the order of their places. */
  readonly posts: readonly ServedPost[];
};

/** How long an action on a served feed counts. */
export const CONTEXT_LIFE_MS = 24 * 3_600_000;

type Wire = { readonly c: string; readonly u: string; readonly t: number; readonly p: readonly [string, number][] };

/** The context as text that its reader hands back: base64url JSON, a dot, HMAC-SHA-256 of what is before it. */
export function signContext({ id, userId, at, posts }: FeedContext, key: Uint8Array): string {
  const wire: Wire = { c: id, u: userId, t: at, p: posts.map(({ postId, propensity }) => [postId, propensity]) };
  const body = Buffer.from(JSON.stringify(wire)).toString('base64url');
  return `${body}.${macOf(body, key).toString('base64url')}`;
}

/** The context behind `token`. @throws {ContextForged | ContextExpired} */
export function readContext(token: string, key: Uint8Array, userId: Id<'User'>, now: EpochMs): FeedContext {
  const [body = '', mac = ''] = token.split('.');
  const given = Buffer.from(mac, 'base64url');
  const wanted = macOf(body, key);
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) throw new ContextForged();
  // Signed by us, so it has the shape that we gave it.
  const wire = JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as Wire;
  if (wire.u !== userId) throw new ContextForged();
  if (now - wire.t > CONTEXT_LIFE_MS) throw new ContextExpired();
  const posts = wire.p.map(([postId, propensity]) => ({ postId: postId as Id<'Post'>, propensity }));
  return { id: wire.c as Id<'FeedContext'>, userId, at: wire.t as EpochMs, posts };
}

function macOf(body: string, key: Uint8Array): Buffer {
  return createHmac('sha256', key).update(body).digest();
}

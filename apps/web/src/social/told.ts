import { post, Problem } from '../api.ts';

/** What a reader does with a served post that the feed learns from. */
export type FeedActionKind = 'view' | 'like' | 'save' | 'tag_click' | 'hide';

const VIEWS_WAIT_MS = 1_000;
const told = new Set<string>();
const views = new Map<string, string[]>();
let sending: ReturnType<typeof setTimeout> | undefined;

/** The feed's own refusals: too late or counted before. There is nothing that the reader could do about them. */
const PASSED_OVER = new Set(['feed.context_expired', 'feed.action_replayed']);

/**
 * Tells the feed what the reader did with a post of the served feed `context`; each once. Resolves when it is counted, or
 * refused as late. @throws {Problem} for any other refusal.
 */
export async function tellFeed(context: string | undefined, postId: string, kind: FeedActionKind): Promise<void> {
  if (context === undefined || isTold(context, postId, kind)) return;
  await send(context, [{ post: postId, kind }]);
}

/** Tells that a post was seen; several at once, a moment later. */
export function tellView(context: string, postId: string): void {
  if (isTold(context, postId, 'view')) return;
  views.set(context, [...(views.get(context) ?? []), postId]);
  sending ??= setTimeout(sendViews, VIEWS_WAIT_MS);
}

function sendViews(): void {
  sending = undefined;
  for (const [context, posts] of views) {
    const actions = posts.map((postId) => ({ post: postId, kind: 'view' as const }));
    // A view that is not counted costs the reader nothing, so nobody is told.
    send(context, actions).catch(() => undefined);
  }
  views.clear();
}

function isTold(context: string, postId: string, kind: FeedActionKind): boolean {
  const key = `${postId} ${kind} ${context}`;
  const known = told.has(key);
  told.add(key);
  return known;
}

async function send(context: string, actions: { post: string; kind: FeedActionKind }[]): Promise<void> {
  try {
    await post('/v1/feed/actions', { context, actions });
  } catch (error) {
    if (!(error instanceof Problem && PASSED_OVER.has(error.code))) throw error;
  }
}

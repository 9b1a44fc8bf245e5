import type { INestApplicationContext } from '@nestjs/common';
import { type Caller, type Id, present } from '#kernel';
import { AppealRemoval, DecideCase, FindPosts, ReadCases, ReportedBefore, ReportPost } from '#modules/social';
import { UnitOfWork } from '#platform/database';
import { callerNamed, INFLUENCERS, SHOPPERS } from './people.ts';
import type { DemoPost } from './posts.ts';

const MOST = 100;

/**
 * Two posts that shoppers bought by come before a moderator: one waits in the queue, one was removed and its author
 * appealed. What their sales earned is pending. What an earlier start did stays.
 */
export async function openCases(app: INestApplicationContext, posts: readonly DemoPost[]): Promise<void> {
  const [waiting, removed] = [present(posts.at(-2), 'a post').post, present(posts.at(-7), 'a post').post];
  await report(app, waiting.id, 'spam', 'The same shop in every post of theirs.');
  await removeAndAppeal(app, removed.id, authorOf(removed.authorId));
}

async function report(
  app: INestApplicationContext,
  post: Id<'Post'>,
  reason: 'spam' | 'other',
  details: string,
): Promise<void> {
  for (const name of SHOPPERS.slice(0, 2)) {
    const reporter = callerNamed(name).subject as Id<'User'>;
    await app
      .get(ReportPost)
      .execute(reporter, post, { reason, details })
      .catch((error: unknown) => {
        if (!(error instanceof ReportedBefore)) throw error;
      });
  }
}

async function removeAndAppeal(app: INestApplicationContext, postId: Id<'Post'>, author: Caller): Promise<void> {
  const [found] = await app.get(FindPosts).execute([postId]);
  if (found?.post.state !== 'shown') return;
  await report(app, postId, 'other', 'The price in the picture is not the price of the shop.');
  const moderator = callerNamed('Moa Lind').subject as Id<'User'>;
  const queue = await app.get(ReadCases).queue(moderator, MOST);
  const { id } = present(
    queue.find(({ subjectId }) => subjectId === postId),
    'the case of the post',
  );
  // Both or neither: a removed post is found no more by a start that goes on.
  await app.get(UnitOfWork).run(async () => {
    await app.get(DecideCase).execute(id, moderator, { outcome: 'remove', reason: 'Shows a price that is not true.' });
    const words = 'The price was right on the day of the post; the shop has raised it since.';
    await app.get(AppealRemoval).execute(id, author.subject as Id<'User'>, words);
  });
}

function authorOf(authorId: Id<'Organisation'>): Caller {
  const found = INFLUENCERS.map((name) => callerNamed(name)).find(({ organisation }) => organisation === authorId);
  return present(found, 'the author of the post');
}

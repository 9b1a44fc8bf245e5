import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DAY_MS, type EpochMs, FixedClock, formatInstant, type Id, newId } from '#kernel';
import type { SocialEvent } from '#modules/social/events';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { CacheThatIsAway, anInProcessCache } from '#platform/cache/testing';
import { type TestFeed, aFeed } from './testing.ts';

const POSTS = 60;

describe('the feed on PostgreSQL', () => {
  const clock = new FixedClock(Date.UTC(2026, 0, 10) as EpochMs);
  const id = <Kind extends string>(): Id<Kind> => newId<Kind>(clock.now());
  const posts = Array.from({ length: POSTS }, () => id<'Post'>());
  const authors = Array.from({ length: 6 }, () => id<'Organisation'>());
  const [ana, bea] = [id<'User'>(), id<'User'>()];
  let db: TestDatabase;
  let feed: TestFeed;

  beforeAll(async () => {
    db = await aDatabase();
    feed = aFeed(db, clock);
    await tell(...posts.map((post, at) => shown(post, at)));
  });
  afterAll(() => db.close());

  const tell = async (...events: SocialEvent[]): Promise<void> => {
    await db.unitOfWork.run((tx) =>
      feed.followSocial.execute(
        tx,
        events.map((event) => JSON.stringify(event)),
      ),
    );
  };
  const shown = (post: Id<'Post'>, at: number): SocialEvent => ({
    event: 'social.post_shown.v1',
    post: {
      id: post,
      author_id: authors[at % authors.length] ?? '',
      body: `post ${at}`,
      hashtags: [`t${at % 3}`],
      tags: [],
      at: formatInstant((clock.now() - at * 60_000) as EpochMs),
    },
  });
  const moved = (event: 'social.post_removed.v1' | 'social.post_restored.v1', post: Id<'Post'>): SocialEvent => ({
    event,
    post: {
      id: post,
      author_id: authors[0] ?? '',
      links: [],
      case_id: id(),
      decision_id: id(),
      reason: 'test',
      at: formatInstant(clock.now()),
    },
  });
  const served = async (user: Id<'User'>, of = feed, size = 10) => {
    const { posts: ranked, token } = await of.build.execute(user, undefined, size);
    return { token, ids: ranked.map(({ post }) => post.id), ranked };
  };
  const count = async (): Promise<bigint | undefined> =>
    (await db.ownerQuery<{ count: bigint }>('select count(*) from feed.action'))[0]?.count;

  it('changes with what the reader does', async () => {
    const first = await served(ana);
    const liked = first.ids[0] as Id<'Post'>;
    await feed.record.execute(ana, first.token, [{ postId: liked, kind: 'save' }]);
    const next = await served(ana);
    expect(next.ids.some((post) => first.ids.includes(post))).toBe(false);
    expect(next.ranked.flatMap(({ terms }) => terms).some(({ source }) => source === 'topic')).toBe(true);
    for (const { score, terms } of next.ranked) {
      expect(Math.abs(terms.reduce((sum, { value }) => sum + value, 0) - score)).toBeLessThan(1e-6);
    }
  });

  it('counts an action once, and nothing of a call that has one again (feed.action_replayed)', async () => {
    const { token, ids } = await served(bea);
    const [first, second] = ids as [Id<'Post'>, Id<'Post'>];
    await feed.record.execute(bea, token, [{ postId: first, kind: 'like' }]);
    const before = await count();
    const again = feed.record.execute(bea, token, [
      { postId: second, kind: 'like' },
      { postId: first, kind: 'like' },
    ]);
    await expect(again).rejects.toMatchObject({ code: 'feed.action_replayed' });
    await expect(count()).resolves.toBe(before);
    const tries = await Promise.allSettled(
      Array.from({ length: 8 }, () => feed.record.execute(bea, token, [{ postId: second, kind: 'save' }])),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('counts a like once that was made in a feed and told by social, too', async () => {
    const reader = id<'User'>();
    const { token, ids } = await served(reader);
    const [first, second] = ids as [Id<'Post'>, Id<'Post'>];
    const liked = (post: Id<'Post'>): SocialEvent => ({
      event: 'social.post_acted_on.v1',
      action: {
        kind: 'like',
        user_id: reader,
        post_id: post,
        author_id: authors[0] ?? '',
        undone: false,
        at: formatInstant(clock.now()),
      },
    });
    await feed.record.execute(reader, token, [{ postId: first, kind: 'like' }]);
    const before = (await count()) ?? 0n;
    await tell(liked(first));
    await expect(count()).resolves.toBe(before);
    await tell(liked(second));
    await expect(count()).resolves.toBe(before + 1n);
  });

  it('refuses a context of another reader, one made up, an old one, and a post that was not served', async () => {
    const { token, ids } = await served(ana);
    const like = [{ postId: ids[0] as Id<'Post'>, kind: 'like' }] as const;
    const before = await count();
    await expect(feed.record.execute(bea, token, like)).rejects.toMatchObject({ code: 'feed.context_forged' });
    await expect(feed.record.execute(ana, `${token.slice(0, -4)}AAAA`, like)).rejects.toMatchObject({
      code: 'feed.context_forged',
    });
    const elsewhere = [{ postId: id<'Post'>(), kind: 'like' }] as const;
    await expect(feed.record.execute(ana, token, elsewhere)).rejects.toMatchObject({ code: 'feed.not_served' });
    clock.advance(2 * DAY_MS);
    await expect(feed.record.execute(ana, token, like)).rejects.toMatchObject({ code: 'feed.context_expired' });
    await expect(count()).resolves.toBe(before);
  });

  it('drops a removed post at once, and has it back when it is restored', async () => {
    const reader = id<'User'>();
    const post = posts[3] as Id<'Post'>;
    await tell(moved('social.post_removed.v1', post));
    expect((await served(reader, feed, POSTS)).ids).not.toContain(post);
    await tell(moved('social.post_restored.v1', post));
    expect((await served(id<'User'>(), feed, POSTS)).ids).toContain(post);
  });

  it('is the same after a restart', async () => {
    await tell({
      event: 'social.author_followed.v1',
      follow: { user_id: ana, author_id: authors[2] ?? '', undone: false, at: formatInstant(clock.now()) },
    });
    const again = aFeed(db, clock);
    await again.load();
    const reader = id<'User'>();
    const [here, there] = [await served(reader), await served(reader, again)];
    const fixed = (of: typeof here): unknown[] =>
      of.ranked.filter(({ isExploration }) => !isExploration).map(({ post, score }) => [post.id, score]);
    expect(fixed(there)).toEqual(fixed(here));
    const sources = (await served(ana, again)).ranked.flatMap(({ terms }) => terms.map(({ source }) => source));
    expect(sources).toContain('following');
  });

  it('is not served again by another process what one has served, as long as they share a cache', async () => {
    const cache = anInProcessCache(clock);
    const [one, other, stranger] = [
      aFeed(db, clock, undefined, cache),
      aFeed(db, clock, undefined, cache),
      aFeed(db, clock),
    ];
    for (const each of [one, other, stranger]) await each.load();
    const reader = id<'User'>();
    const idsOf = async (of: TestFeed): Promise<string[]> =>
      (await served(reader, of)).ranked.map(({ post }) => post.id);
    const first = new Set(await idsOf(one));
    expect((await idsOf(other)).filter((post) => first.has(post))).toEqual([]);
    expect((await idsOf(stranger)).some((post) => first.has(post))).toBe(true);
  });

  it('serves feeds while the cache is away', async () => {
    const alone = aFeed(db, clock, undefined, new CacheThatIsAway());
    await alone.load();
    expect((await served(id<'User'>(), alone)).ranked.length).toBeGreaterThan(0);
  });
});

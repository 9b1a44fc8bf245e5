import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type EpochMs, type Id, newId, SeededRandom } from '#kernel';
import { ACTION_KINDS, type ActionKind, FeedIndex } from './feed-index.ts';
import { type FeedQuestion, rankFeed } from './rank-feed.ts';

const NOW = Date.UTC(2026, 0, 10) as EpochMs;
const idOf = <Kind extends string>(at: number): Id<Kind> =>
  newId(NOW, new Uint8Array(16).fill(at % 256).fill(at >> 8, 14));
const post = (at: number): Id<'Post'> => idOf(at);
const author = (at: number): Id<'Organisation'> => idOf(200 + at);
const user = (at: number): Id<'User'> => idOf(100 + at);
const HOUR = 3_600_000;

/** `count` posts of `authors` authors, an hour apart, the last one now; topics go round. */
function anIndex(count: number, authors = 5): FeedIndex {
  const index = new FeedIndex();
  for (let at = 0; at < count; at += 1) {
    const topics = [`#t${at % 4}`, ['home', 'home/lighting', 'toys'][at % 3] ?? ''];
    index.addPost({
      id: post(at),
      authorId: author(at % authors),
      topics,
      at: (NOW - (count - 1 - at) * HOUR) as EpochMs,
    });
  }
  return index;
}
const question = (values: Partial<FeedQuestion> = {}): FeedQuestion => ({
  userId: user(0),
  organisationId: undefined,
  now: NOW,
  size: 20,
  seed: 1,
  ...values,
});
const ids = (index: FeedIndex, values: Partial<FeedQuestion> = {}): string[] =>
  rankFeed(index, question(values)).map((ranked) => ranked.post.id);

describe('the feed', () => {
  it('gives a reader who has seen everything the longest ago again, but not what they hid, nor what was removed', () => {
    const index = anIndex(10);
    const first = rankFeed(index, question({ size: 6 })).map((ranked) => ranked.post);
    index.addServed(
      user(0),
      first.map(({ place }) => place),
    );
    const [oldest, hidden, removed] = first.map(({ id }) => id) as [Id<'Post'>, Id<'Post'>, Id<'Post'>];
    index.addAction(user(0), hidden, 'hide', NOW);
    index.hidePost(removed);
    const second = rankFeed(index, question({ size: 6 }));
    expect(second.slice(0, 4).every(({ post: { id } }) => !first.some((before) => before.id === id))).toBe(true);
    expect(second.map((ranked) => ranked.post.id).slice(4)).toEqual([oldest, first[3]?.id]);
    expect(second[4]?.terms.at(-1)).toEqual({ source: 'seen_before', value: -1, because: undefined });
    const everything = rankFeed(index, question({ size: 20 })).map((ranked) => ranked.post.id);
    expect([everything.length, everything.includes(hidden), everything.includes(removed)]).toEqual([8, false, false]);
  });

  it('is explained: the terms of every post add up to its score, whatever happened before', () => {
    const action = fc.record({
      user: fc.integer({ min: 0, max: 5 }),
      post: fc.integer({ min: 0, max: 39 }),
      kind: fc.constantFrom<ActionKind>(...ACTION_KINDS),
      ago: fc.integer({ min: 0, max: 72 * HOUR }),
    });
    const follow = fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 4 }));
    fc.assert(
      fc.property(fc.array(action, { maxLength: 120 }), fc.array(follow), fc.integer(), (actions, follows, seed) => {
        const index = anIndex(40);
        for (const [of, whom] of follows) index.setFollow(user(of), author(whom), true);
        for (const { user: of, post: at, kind, ago } of actions.toSorted((a, b) => b.ago - a.ago)) {
          index.addAction(user(of), post(at), kind, (NOW - ago) as EpochMs);
        }
        for (const { score, terms } of rankFeed(index, question({ seed }))) {
          expect(Math.abs(terms.reduce((sum, { value }) => sum + value, 0) - score)).toBeLessThan(1e-6);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is the same for the same past, time and seed', () => {
    const build = (): FeedIndex => {
      const index = anIndex(200);
      const random = new SeededRandom(7);
      for (let round = 0; round < 400; round += 1) {
        index.addAction(user(random.between(0, 9)), post(random.between(0, 199)), random.pick(ACTION_KINDS), NOW);
      }
      return index;
    };
    expect(ids(build())).toEqual(ids(build()));
  });

  it('shows what was liked by those who liked the same, at once', () => {
    const index = anIndex(300, 150);
    for (const reader of [1, 2, 3]) {
      index.addAction(user(reader), post(10), 'like', NOW);
      index.addAction(user(reader), post(11), 'like', NOW);
    }
    const before = ids(index).indexOf(post(11));
    index.addAction(user(0), post(10), 'like', NOW);
    const [first] = rankFeed(index, question());
    expect(first?.post.id).toBe(post(11));
    expect(before).not.toBe(0);
    expect(first?.terms.find(({ source }) => source === 'together')).toMatchObject({ because: post(10) });
  });

  it('puts posts of followed authors above others that are alike', () => {
    const index = anIndex(100);
    index.setFollow(user(0), author(3), true);
    expect(rankFeed(index, question())[0]?.post.authorId).toBe(author(3));
    index.setFollow(user(0), author(3), false);
    expect(rankFeed(index, question())[0]?.terms.map(({ source }) => source)).not.toContain('following');
  });

  it('does not fill itself with one author', () => {
    const index = anIndex(100);
    index.setFollow(user(0), author(3), true);
    const authors = rankFeed(index, question({ size: 10 })).map((ranked) => ranked.post.authorId);
    expect(new Set(authors).size).toBeGreaterThanOrEqual(3);
  });

  it('gives one place in ten to a post that few have met, with its propensity', () => {
    const ranked = rankFeed(anIndex(300), question({ size: 20 }));
    const explored = ranked.map(({ isExploration }, at) => (isExploration ? at : -1)).filter((at) => at >= 0);
    expect(explored).toEqual([6, 16]);
    expect(ranked[6]?.propensity).toBeCloseTo(1 / 200, 12);
    const drawn = Array.from({ length: 400 }, (_, seed) => rankFeed(anIndex(40), question({ size: 10, seed }))[6]);
    expect(new Set(drawn.map((one) => one?.post.id)).size).toBeGreaterThan(20);
  });

  it('leaves out what is removed, hidden, or the reader’s own, and what was seen as long as there is more', () => {
    const index = anIndex(30);
    index.hidePost(post(29));
    index.addServed(user(0), [28]);
    index.addAction(user(0), post(27), 'hide', NOW);
    const shown = ids(index, { size: 30, organisationId: author(1) });
    for (const gone of [29, 27, 1, 6, 11]) expect(shown).not.toContain(post(gone));
    expect(shown.indexOf(post(28))).toBe(shown.length - 1); // Seen: only as everything else is there already.
    index.addPost({ id: post(29), authorId: author(4), topics: [], at: NOW });
    expect(ids(index, { size: 30 })).toContain(post(29));
  });

  it('forgets popularity by half a day', () => {
    const index = anIndex(50);
    for (const reader of [1, 2, 3, 4]) index.addAction(user(reader), post(5), 'like', (NOW - 48 * HOUR) as EpochMs);
    for (const reader of [5, 6, 7, 8]) index.addAction(user(reader), post(6), 'like', NOW);
    const order = ids(index, { size: 50 });
    expect(order.indexOf(post(6))).toBeLessThan(order.indexOf(post(5)));
  });
});

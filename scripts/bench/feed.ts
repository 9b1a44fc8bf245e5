import { setImmediate as pauseOnce, setTimeout as pause } from 'node:timers/promises';
import { DAY_MS, type EpochMs, formatInstant, type Id, newId, present, SeededRandom, SystemClock } from '#kernel';
import { type TestFeed, aFeed } from '#modules/feed/testing';
import type { SocialEvent } from '#modules/social/events';
import { aDatabase, type TestDatabase } from '#platform/database/testing';
import { type Bench, median } from './bench.ts';

const POSTS = 10_000;
const SHOPPERS = 2_000;
const AUTHORS = 400;
const SIZE = 10;
const RATE = 300;
const ROUNDS = 3;

type World = {
  readonly feed: TestFeed;
  readonly random: SeededRandom;
  readonly shoppers: readonly Id<'User'>[];
  readonly now: EpochMs;
};

/** What one round measured, in milliseconds. */
type Round = { readonly feeds: number; readonly seconds: number; readonly waits: number[]; readonly fresh: number[] };

/**
 * Feeds of 2,000 shoppers over 10,000 posts while they act on them: ranking, explanation, signing and the actions'
 * transactions on PostgreSQL, at a fixed rate (open loop: a feed that comes late makes the next ones wait, and that counts).
 */
export const bench: Bench = async ({ full, say }) => {
  const db = await aDatabase();
  try {
    const world = await aWorld(db);
    say(`${POSTS} posts, ${SHOPPERS} shoppers with a past`);
    await openLoop(world, 3, RATE); // Warms up.
    const rounds: Round[] = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      const found = await openLoop(world, full ? 30 : 10, RATE);
      rounds.push(found);
      say(
        `round ${round}: p50 ${percentile(found.waits, 0.5).toFixed(1)} ms, p99 ${percentile(found.waits, 0.99).toFixed(1)} ms`,
      );
    }
    const closed = await closedLoop(world, full ? 20 : 5);
    const of = (pick: (round: Round) => number): number => Math.round(median(rounds.map(pick)) * 100) / 100;
    const figures = {
      rps: of(({ feeds, seconds }) => feeds / seconds),
      p50_ms: of(({ waits }) => percentile(waits, 0.5)),
      p99_ms: of(({ waits }) => percentile(waits, 0.99)),
      freshness_p99_ms: of(({ fresh }) => percentile(fresh, 0.99)),
      max_rps_one_core: Math.round(closed),
    };
    return { figures, notes: NOTES };
  } finally {
    await db.close();
  }
};

const NOTES = [
  `Medians of ${ROUNDS} rounds at ${RATE} feeds a second, open loop: time runs from when a feed was due, not from when it was begun.`,
  'rps is the rate that was kept at those times; max_rps_one_core is one feed after the other, without actions.',
  'A feed is ranking, explanation and signing of ten posts; HTTP and the look-up of the posts’ words are not in it.',
  'One feed in three is followed by an action (its transaction on an embedded PostgreSQL that does not wait for the disk), in the same process and beside the load generator.',
  'freshness_p99_ms: from the action’s call to a feed of the same shopper that was ranked with it.',
];

async function aWorld(db: TestDatabase): Promise<World> {
  const clock = new SystemClock();
  const now = clock.now();
  const random = new SeededRandom(42);
  const feed = aFeed(db, clock);
  const authors = Array.from({ length: AUTHORS }, () => newId<'Organisation'>(now));
  const shoppers = Array.from({ length: SHOPPERS }, () => newId<'User'>(now));
  const posts = Array.from({ length: POSTS }, () => newId<'Post'>(now));
  const shown = posts.map((id, at): SocialEvent => ({
    event: 'social.post_shown.v1',
    post: {
      id,
      author_id: present(authors[at % AUTHORS], 'author'),
      body: '',
      hashtags: [`t${random.between(0, 99)}`, `t${random.between(0, 99)}`],
      tags: [
        {
          merchant_id: present(authors[0], 'author'),
          sku: `s${at % 500}`,
          category: `c${at % 12}/d${at % 60}`,
          link_id: id,
        },
      ],
      at: formatInstant((now - random.between(0, 14 * DAY_MS)) as EpochMs),
    },
  }));
  const follows = shoppers.flatMap((user_id) =>
    Array.from({ length: 8 }, (): SocialEvent => ({
      event: 'social.author_followed.v1',
      follow: { user_id, author_id: random.pick(authors), undone: false, at: formatInstant(now) },
    })),
  );
  const liked = shoppers.flatMap((user_id, at) =>
    Array.from({ length: 20 }, (): SocialEvent => {
      // Shoppers of one taste like the same part of the posts, the popular ones more often.
      const post_id = present(posts[((at % 50) * 200 + Math.floor(200 * random.fraction() ** 2)) % POSTS], 'post');
      const action = {
        kind: 'like',
        user_id,
        post_id,
        author_id: post_id,
        undone: false,
        at: formatInstant(now),
      } as const;
      return { event: 'social.post_acted_on.v1', action };
    }),
  );
  const events = [...shown, ...follows, ...liked].map((event) => JSON.stringify(event));
  for (let at = 0; at < events.length; at += 2_000) {
    await db.unitOfWork.run((tx) => feed.followSocial.execute(tx, events.slice(at, at + 2_000)));
  }
  return { feed, random, shoppers, now };
}

/** Feeds at `rate` a second for `seconds`, each when it is due. */
async function openLoop({ feed, random, shoppers }: World, seconds: number, rate: number): Promise<Round> {
  const [waits, fresh, acting]: [number[], number[], Promise<void>[]] = [[], [], []];
  const began = performance.now();
  const count = seconds * rate;
  for (let at = 0; at < count; at += 1) {
    const due = began + (at * 1_000) / rate;
    await until(due);
    const shopper = random.pick(shoppers);
    const { posts, token } = await feed.build.execute(shopper, undefined, SIZE);
    waits.push(performance.now() - due);
    const first = posts[0];
    if (at % 3 === 0 && first !== undefined) {
      acting.push(
        (async () => {
          const acted = performance.now();
          await feed.record.execute(shopper, token, [{ postId: first.post.id, kind: 'save' }]);
          await feed.build.execute(shopper, undefined, SIZE);
          fresh.push(performance.now() - acted);
        })(),
      );
    }
  }
  await Promise.all(acting);
  return { feeds: count, seconds: (performance.now() - began) / 1_000, waits, fresh };
}

/** Lets other work run until `due`; sleeps for most of it. */
async function until(due: number): Promise<void> {
  const left = due - performance.now();
  await (left > 2 ? pause(left - 1) : pauseOnce());
  while (performance.now() < due) await pauseOnce();
}

async function closedLoop({ feed, random, shoppers }: World, seconds: number): Promise<number> {
  const began = performance.now();
  let count = 0;
  for (; performance.now() - began < seconds * 1_000; count += 1) {
    await feed.build.execute(random.pick(shoppers), undefined, SIZE);
  }
  return count / ((performance.now() - began) / 1_000);
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

import { type EpochMs, type Id, SeededRandom } from '#kernel';
import { nthHighest } from './candidates.ts';
import {
  ACTION_VALUE,
  type FeedIndex,
  heatOf,
  type IndexedPost,
  type PastAction,
  type Reader,
  rootOf,
} from './feed-index.ts';
import type { PostColumns } from './post-columns.ts';

/** Why a post is where it is. The terms of a post add up to its score. */
export type ScoreTerm = {
  readonly source: 'following' | 'together' | 'topic' | 'popularity' | 'freshness' | 'author_repeat' | 'seen_before';
  readonly value: number;
  /** The past action, topic or author that it comes from. */
  readonly because: string | undefined;
};

/** A post in a feed. */
export type RankedPost = {
  readonly post: IndexedPost;
  readonly score: number;
  readonly terms: readonly ScoreTerm[];
  /** The post is here to learn about it, not for its score. */
  readonly isExploration: boolean;
  /** Probability with which it got this place. */
  readonly propensity: number;
};

/** What a feed is asked for. `seed` decides what is explored: the same index, time and seed give the same feed. */
export type FeedQuestion = {
  readonly userId: Id<'User'>;
  /** The reader's own organisation, whose posts they are not shown. */
  readonly organisationId: string | undefined;
  readonly now: EpochMs;
  readonly size: number;
  readonly seed: number;
};

const FOLLOWING = 1.2;
const TOGETHER = 2;
const TOPIC = 0.6;
const POPULARITY = 0.25;
const FRESHNESS = 0.5;
const FRESHNESS_HALF_LIFE_MS = 36 * 3_600_000;
/** Each further post of one author loses so much of what the one before had left. */
const AUTHOR_DECAY = 0.6;
/** What a post loses that the reader was served before. */
const SEEN_BEFORE = -1;
/** An older action counts less than the one after it. */
const HISTORY_DECAY = 0.93;
const MOST_CANDIDATES = 1_500;
const FROM_AUTHOR = 20;
const FROM_TOPIC = 60;
const MOST_TOPICS = 12;
/** The place of the exploration slot in every ten, counted from 0. */
const EXPLORATION_PLACE = 6;
const EXPLORATION_POOL = 200;

/**
 * The feed of a reader: at most `size` posts, one in ten of them to explore. Where there are not enough that are new to
 * them, what they have seen comes again, the longest ago first, but for what they hid.
 */
export function rankFeed(index: FeedIndex, question: FeedQuestion): RankedPost[] {
  const reader = index.readerOf(question.userId);
  const interest = interestOf(reader);
  const scores = scoreCandidates(index, reader, interest, question);
  const chosen = diversify(index, scores, question.size);
  const ranked = chosen.map(({ place, score, repeat }): RankedPost => {
    const post = index.posts[place] as IndexedPost;
    const terms = explain(index, post, reader, interest, question.now);
    return {
      post,
      score: score + repeat,
      terms: repeat === 0 ? terms : [...terms, { source: 'author_repeat', value: repeat, because: post.authorId }],
      isExploration: false,
      propensity: 1,
    };
  });
  const feed = explore(index, reader, interest, ranked, question);
  return feed.length < question.size ? [...feed, ...seenBefore(index, reader, interest, feed, question)] : feed;
}

/** Fills a feed that is too short with what the reader has seen. */
function seenBefore(
  index: FeedIndex,
  reader: Reader,
  interest: ReadonlyMap<string, number>,
  feed: readonly RankedPost[],
  { size, now, organisationId }: FeedQuestion,
): RankedPost[] {
  const left = new Set([
    ...feed.map(({ post }) => post.place),
    ...reader.history.filter(({ kind }) => ACTION_VALUE[kind] < 0).map(({ post }) => post.place),
  ]);
  const again = [...reader.seen].filter((place) => {
    const post = index.posts[place];
    return post?.isShown === true && !left.has(place) && post.authorId !== organisationId;
  });
  return again.slice(0, size - feed.length).map((place): RankedPost => {
    const post = index.posts[place] as IndexedPost;
    const own = explain(index, post, reader, interest, now);
    const terms: ScoreTerm[] = [...own, { source: 'seen_before', value: SEEN_BEFORE, because: undefined }];
    const score = terms.reduce((sum, { value }) => sum + value, 0);
    return { post, score, terms, isExploration: false, propensity: 1 };
  });
}

/** How much a reader cares about each topic, from their past; the strongest twelve. */
function interestOf({ history }: Reader): Map<string, number> {
  const interest = new Map<string, number>();
  forEachPast(history, (past, weight) => {
    const share = (weight * ACTION_VALUE[past.kind]) / Math.sqrt(Math.max(1, past.post.topics.length));
    for (const topic of past.post.topics) interest.set(topic, (interest.get(topic) ?? 0) + share);
  });
  const strongest = [...interest].toSorted((a, b) => Math.abs(b[1]) - Math.abs(a[1]) || (a[0] < b[0] ? -1 : 1));
  return new Map(strongest.slice(0, MOST_TOPICS));
}

/** Newest first; the newest counts one, each older one a little less. */
function forEachPast(history: readonly PastAction[], visit: (past: PastAction, weight: number) => void): void {
  let weight = 1;
  for (let at = history.length - 1; at >= 0; at -= 1) {
    visit(history[at] as PastAction, weight);
    weight *= HISTORY_DECAY;
  }
}

/** The best posts that may be shown, with their scores, highest first. */
function scoreCandidates(
  index: FeedIndex,
  reader: Reader,
  interest: ReadonlyMap<string, number>,
  { now, organisationId, size }: FeedQuestion,
): [place: number, score: number][] {
  const { candidates, columns } = index;
  candidates.begin(index.posts.length);
  forEachPast(reader.history, (past, weight) => {
    const value = TOGETHER * weight * ACTION_VALUE[past.kind];
    if (value <= 0) return;
    const { places, counts, size: known } = past.post.together;
    const root = rootOf(past.post.readers);
    for (let at = 0; at < known; at += 1) {
      const place = places[at] as number;
      candidates.add(place, value * likeness(root, columns.roots[place] as number, counts[at] as number));
    }
  });
  const found = [
    ...[...reader.follows].map((author) => lastOf(index.byAuthor.get(author), FROM_AUTHOR)),
    ...[...interest.keys()].map((topic) => lastOf(index.byTopic.get(topic), FROM_TOPIC)),
  ];
  for (const place of found.flat()) candidates.add(place, 0);
  for (const place of hottest(index, now)) if (candidates.count < MOST_CANDIDATES) candidates.add(place, 0);
  const own = index.authorNumbers.find(organisationId ?? '') ?? -1;
  const ownScore = scorerOf(index, reader, interest, now);
  const kept: number[] = [];
  for (let at = 0; at < candidates.count; at += 1) {
    const place = candidates.places[at] as number;
    if (columns.isShown[place] === 0 || columns.authors[place] === own || reader.seen.has(place)) continue;
    candidates.add(place, ownScore(place));
    kept.push(place);
  }
  return candidates.best(kept, Math.max(100, size * 8));
}

/** Scores posts by everything but what comes from posts that were liked together: the same terms as `explain`. */
function scorerOf(
  index: FeedIndex,
  reader: Reader,
  interest: ReadonlyMap<string, number>,
  now: number,
): (place: number) => number {
  const { columns, posts } = index;
  const followed = new Uint8Array(index.authorNumbers.size);
  for (const author of reader.follows) {
    const number = index.authorNumbers.find(author);
    if (number !== undefined) followed[number] = 1;
  }
  const interests = new Float64Array(index.topicNumbers.size);
  for (const [topic, value] of interest) interests[index.topicNumbers.of(topic)] = value;
  return (place) => {
    let score = timely(columns, place, now);
    if (followed[columns.authors[place] as number] === 1) score += FOLLOWING;
    const { topicNumbers } = posts[place] as IndexedPost;
    let shares = 0;
    for (const topic of topicNumbers) shares += interests[topic] as number;
    return shares === 0 ? score : score + (TOPIC * shares) / Math.sqrt(Math.max(1, topicNumbers.length));
  };
}

/** What a post has for being popular and new. */
function timely({ at, heat, heatAt }: PostColumns, place: number, now: number): number {
  const post = { heat: heat[place] as number, heatAt: heatAt[place] as number, at: at[place] as number };
  return POPULARITY * popularity(post, now) + FRESHNESS * freshness(post, now);
}

/** The same score in parts, computed anew from the reader's past. */
function explain(
  index: FeedIndex,
  post: IndexedPost,
  reader: Reader,
  interest: ReadonlyMap<string, number>,
  now: number,
): ScoreTerm[] {
  const terms: ScoreTerm[] = [];
  const add = (source: ScoreTerm['source'], value: number, because?: string): void => {
    if (value !== 0) terms.push({ source, value, because });
  };
  if (reader.follows.has(post.authorId)) add('following', FOLLOWING, post.authorId);
  forEachPast(reader.history, (past, weight) => {
    const [value, count] = [TOGETHER * weight * ACTION_VALUE[past.kind], past.post.together.countOf(post.place)];
    if (value <= 0 || count === 0) return;
    add('together', value * likeness(rootOf(past.post.readers), rootOf(post.readers), count), past.post.id);
  });
  for (const topic of post.topics) add('topic', TOPIC * topicShare(post, interest.get(topic) ?? 0), topic);
  add('popularity', POPULARITY * popularity(post, now));
  add('freshness', FRESHNESS * freshness(post, now));
  return terms;
}

/** Readers that two posts are taken to have apart, so that one shared reader of two posts says little. */
const SHRINKAGE = 3;

/** Cosine of the two sets of readers, shrunk; `rootOf` each and how many they share. */
function likeness(a: number, b: number, shared: number): number {
  return shared / (a * b + SHRINKAGE);
}

function popularity(post: Pick<IndexedPost, 'heat' | 'heatAt'>, now: number): number {
  const heat = heatOf(post, now);
  return heat > 0 ? Math.log1p(heat) : 0;
}

function freshness(post: { readonly at: number }, now: number): number {
  return Math.exp((-Math.LN2 * Math.max(0, now - post.at)) / FRESHNESS_HALF_LIFE_MS);
}

function topicShare(post: IndexedPost, interest: number): number {
  return interest / Math.sqrt(Math.max(1, post.topics.length));
}

function lastOf(places: readonly number[] | undefined, count: number): readonly number[] {
  return places === undefined ? [] : places.slice(-count);
}

/** What is popular now, and what is new, shown or not: the candidates that everybody has. Kept for a second, as it is the same for all. */
function hottest(index: FeedIndex, now: number): readonly number[] {
  const kept = hot.get(index);
  if (kept !== undefined && Math.abs(now - kept.at) < 1_000 && kept.count === index.posts.length) return kept.places;
  const values = Float64Array.from(index.posts, (_, place) => timely(index.columns, place, now));
  const least = nthHighest(values.slice(), MOST_CANDIDATES / 2);
  const found: number[] = [];
  for (let place = 0; place < values.length; place += 1) if ((values[place] as number) >= least) found.push(place);
  const byValue = found.toSorted((a, b) => (values[b] as number) - (values[a] as number) || b - a);
  const places = byValue.slice(0, MOST_CANDIDATES / 2);
  hot.set(index, { at: now, count: index.posts.length, places });
  return places;
}

const hot = new WeakMap<FeedIndex, { at: number; count: number; places: readonly number[] }>();

type Chosen = { readonly place: number; readonly score: number; readonly repeat: number };

/** The best posts, where each further one of an author counts less: greedy, so the order is that of the final scores. */
function diversify(
  index: FeedIndex,
  sorted: readonly (readonly [place: number, score: number])[],
  size: number,
): Chosen[] {
  const ofAuthor = new Map<string, number>();
  const chosen: Chosen[] = [];
  const left = new Set(sorted);
  while (chosen.length < size && left.size > 0) {
    let best: { entry: readonly [place: number, score: number]; repeat: number } | undefined;
    for (const entry of left) {
      const [place, score] = entry;
      // A positive score shrinks; what is below zero already is not made better by it.
      if (best !== undefined && score <= best.entry[1] + best.repeat) break;
      const before = ofAuthor.get((index.posts[place] as IndexedPost).authorId) ?? 0;
      const repeat = Math.max(0, score) * (AUTHOR_DECAY ** before - 1);
      if (best === undefined || score + repeat > best.entry[1] + best.repeat) best = { entry, repeat };
    }
    if (best === undefined) break;
    const { entry, repeat } = best;
    left.delete(entry);
    const { authorId } = index.posts[entry[0]] as IndexedPost;
    ofAuthor.set(authorId, (ofAuthor.get(authorId) ?? 0) + 1);
    chosen.push({ place: entry[0], score: entry[1], repeat });
  }
  return chosen;
}

/** Puts one post that few have met into every ten, drawn evenly from a pool of new and little-read ones. */
function explore(
  index: FeedIndex,
  reader: Reader,
  interest: ReadonlyMap<string, number>,
  ranked: readonly RankedPost[],
  question: FeedQuestion,
): RankedPost[] {
  const random = new SeededRandom(question.seed);
  const feed = [...ranked];
  const taken = new Set(ranked.map(({ post }) => post.place));
  const pool = poolOf(index, reader, taken, question.organisationId);
  for (let at = EXPLORATION_PLACE; at < question.size && pool.length > 0; at += 10) {
    if (feed.length < at) break;
    const propensity = 1 / pool.length;
    const [post] = pool.splice(random.between(0, pool.length - 1), 1);
    if (post === undefined) break;
    const terms = explain(index, post, reader, interest, question.now);
    const score = terms.reduce((sum, { value }) => sum + value, 0);
    feed.splice(at, 0, { post, score, terms, isExploration: true, propensity });
  }
  return feed.slice(0, question.size);
}

function poolOf(
  index: FeedIndex,
  reader: Reader,
  taken: ReadonlySet<number>,
  organisationId: string | undefined,
): IndexedPost[] {
  const pool: IndexedPost[] = [];
  for (let place = index.posts.length - 1; place >= 0 && pool.length < EXPLORATION_POOL; place -= 1) {
    const post = index.posts[place] as IndexedPost;
    const isNew = post.readers < 5 && post.isShown && !taken.has(place) && !reader.seen.has(place);
    if (isNew && post.authorId !== organisationId) pool.push(post);
  }
  return pool;
}

import type { EpochMs, Id } from '#kernel';
import { Candidates } from './candidates.ts';
import { Ordinals, PostColumns } from './post-columns.ts';
import { Together } from './together.ts';

/** What a reader can do with a post. */
export const ACTION_KINDS = ['view', 'like', 'save', 'comment', 'tag_click', 'hide', 'report'] as const;

/** One of them. */
export type ActionKind = (typeof ACTION_KINDS)[number];

/** How much an action says about what its reader likes; less than nothing for the last two. */
export const ACTION_VALUE: Readonly<Record<ActionKind, number>> = {
  view: 0.1,
  like: 1,
  save: 1.5,
  comment: 1,
  tag_click: 2,
  hide: -2,
  report: -3,
};

/** Time after which what is popular counts half. */
const POPULARITY_HALF_LIFE_MS = 24 * 3_600_000;

/** Actions of a reader that count for their feed. */
const HISTORY = 30;

/** Posts that a reader has seen lately and is not shown again. */
export const SEEN = 600;

/** A post that can be in a feed. */
export type FeedPost = {
  readonly id: Id<'Post'>;
  readonly authorId: Id<'Organisation'>;
  readonly topics: readonly string[];
  readonly at: EpochMs;
};

/** A post as the index holds it. */
export type IndexedPost = FeedPost & {
  readonly place: number;
  isShown: boolean;
  /** Sum of action values, as it stood at `heatAt`. */
  heat: number;
  heatAt: number;
  /** How many readers' histories it is in. */
  readers: number;
  /** How often it was liked (or more) by the same reader as another post, by the other's place. */
  readonly together: Together;
  /** The index's numbers of its topics. */
  readonly topicNumbers: readonly number[];
};

/** Something that a reader did. */
export type PastAction = { readonly post: IndexedPost; readonly kind: ActionKind; readonly at: EpochMs };

/** What is known of a reader. */
export type Reader = {
  readonly follows: Set<string>;
  /** Newest last, at most 30, none of them `view`. */
  history: PastAction[];
  /** Places of posts that they were served or acted on, oldest first. */
  readonly seen: Set<number>;
};

/**
 * Everything that ranking reads, in memory. It is a function of what was added to it, in order: two indexes that were
 * given the same are the same.
 */
export class FeedIndex {
  /** Room for ranking. */
  readonly candidates = new Candidates();
  /** The posts once more, as ranking reads them. */
  readonly columns = new PostColumns();
  readonly authorNumbers = new Ordinals();
  readonly topicNumbers = new Ordinals();
  readonly posts: IndexedPost[] = [];
  private readonly byId = new Map<Id<'Post'>, IndexedPost>();
  private readonly readers = new Map<string, Reader>();
  /** Places of posts per topic and per author, oldest first. */
  readonly byTopic = new Map<string, number[]>();
  readonly byAuthor = new Map<string, number[]>();

  /** Adds a post; one that is there already is shown again. */
  addPost(post: FeedPost): void {
    const known = this.byId.get(post.id);
    if (known !== undefined) {
      known.isShown = true;
      this.keep(known);
      return;
    }
    const place = this.posts.length;
    const topicNumbers = post.topics.map((topic) => this.topicNumbers.of(topic));
    const past = { isShown: true, heat: 0, heatAt: post.at, readers: 0, together: new Together() };
    const indexed: IndexedPost = { ...post, ...past, place, topicNumbers };
    this.posts.push(indexed);
    this.keep(indexed);
    this.byId.set(post.id, indexed);
    for (const topic of post.topics) append(this.byTopic, topic, place);
    append(this.byAuthor, post.authorId, place);
  }

  /** Takes a post out of every feed. */
  hidePost(id: Id<'Post'>): void {
    const post = this.byId.get(id);
    if (post === undefined) return;
    post.isShown = false;
    this.keep(post);
  }

  find(id: Id<'Post'>): IndexedPost | undefined {
    return this.byId.get(id);
  }

  setFollow(userId: string, authorId: string, isOn: boolean): void {
    const { follows } = this.readerOf(userId);
    if (isOn) follows.add(authorId);
    else follows.delete(authorId);
  }

  /** What a reader did; it counts for their next feed and for everybody's. An unknown post is passed over. */
  addAction(userId: string, postId: Id<'Post'>, kind: ActionKind, at: EpochMs): void {
    const post = this.byId.get(postId);
    if (post === undefined) return;
    const reader = this.readerOf(userId);
    this.markSeen(reader, post.place);
    post.heat = heatOf(post, at) + ACTION_VALUE[kind];
    post.heatAt = Math.max(post.heatAt, at);
    if (kind !== 'view' && ACTION_VALUE[kind] > 0) relate(post, reader);
    this.keep(post);
    if (kind === 'view') return;
    reader.history = [...reader.history, { post, kind, at }].slice(-HISTORY);
  }

  /** Notes what another process served to a reader. An unknown post is passed over. */
  addServedElsewhere(userId: string, postIds: readonly Id<'Post'>[]): void {
    const reader = this.readerOf(userId);
    for (const id of postIds) {
      const post = this.byId.get(id);
      if (post !== undefined && !reader.seen.has(post.place)) this.markSeen(reader, post.place);
    }
  }

  /** Notes what a reader was served, so that the next feed goes on. */
  addServed(userId: string, places: readonly number[]): void {
    const reader = this.readerOf(userId);
    for (const place of places) this.markSeen(reader, place);
  }

  /** A reader nobody knows yet has an empty past. */
  readerOf(userId: string): Reader {
    let reader = this.readers.get(userId);
    if (reader === undefined) {
      reader = { follows: new Set(), history: [], seen: new Set() };
      this.readers.set(userId, reader);
    }
    return reader;
  }

  /** Writes into the columns how a post stands now. */
  private keep({ place, authorId, isShown, at, heat, heatAt, readers }: IndexedPost): void {
    const { columns } = this;
    columns.reach(place);
    columns.isShown[place] = isShown ? 1 : 0;
    columns.authors[place] = this.authorNumbers.of(authorId);
    columns.at[place] = at;
    columns.heat[place] = heat;
    columns.heatAt[place] = heatAt;
    columns.roots[place] = rootOf(readers);
  }

  private markSeen({ seen }: Reader, place: number): void {
    seen.delete(place);
    seen.add(place);
    const [oldest] = seen;
    if (seen.size > SEEN && oldest !== undefined) seen.delete(oldest);
  }
}

/** √ of how many readers a post has; one that has none is taken to have one. */
export function rootOf(readers: number): number {
  return Math.sqrt(Math.max(1, readers));
}

/** A post's popularity at `now`. */
export function heatOf(post: Pick<IndexedPost, 'heat' | 'heatAt'>, now: number): number {
  if (post.heat === 0) return 0;
  return post.heat * Math.exp((-Math.LN2 * Math.max(0, now - post.heatAt)) / POPULARITY_HALF_LIFE_MS);
}

/** Counts `post` together with what the reader liked before. */
function relate(post: IndexedPost, { history }: Reader): void {
  const before = new Set(history.filter(({ kind }) => ACTION_VALUE[kind] > 0).map((past) => past.post));
  if (before.has(post)) return;
  post.readers += 1;
  for (const other of before) {
    post.together.add(other.place);
    other.together.add(post.place);
  }
}

function append(into: Map<string, number[]>, key: string, place: number): void {
  const places = into.get(key);
  if (places === undefined) into.set(key, [place]);
  else places.push(place);
}

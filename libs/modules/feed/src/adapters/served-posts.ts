import { Injectable } from '@nestjs/common';
import { DAY_MS, type Id, uuidBytes, uuidOf } from '#kernel';
import { Cache, type CacheSpace, CacheUnavailable } from '#platform/cache';
import { SEEN } from '../domain/feed-index.ts';

/** Readers remembered by one process at most, where the cache is its memory: the index there remembers, too. */
const MOST_READERS = 2_000;
const LIFE_MS = 7 * DAY_MS;

/**
 * The posts that readers were served lately, for every process that shares the cache. While it is away each process
 * leaves out what it served itself.
 */
@Injectable()
export class ServedPosts {
  private readonly space: CacheSpace;
  /** How the text of a reader ended when this process wrote it: if it still does, there is nothing new to read in it. */
  private readonly ends = new Map<Id<'User'>, string>();

  constructor(cache: Cache) {
    this.space = cache.space('feed.served', { mostKeys: MOST_READERS });
  }

  /** What the cache knows of a reader, and which posts of it this process may not have served itself, oldest first. */
  async of(userId: Id<'User'>): Promise<ServedBefore> {
    const text = (await orNothing(() => this.space.get(userId))) ?? '';
    const isOurs = text.length > 0 && endOf(text) === this.ends.get(userId);
    return { text, elsewhere: isOurs || text.length === 0 ? [] : text.split(',').map(idOf) };
  }

  /** Notes `served` behind `before`, which `of` has just answered. Of two feeds at once one may be forgotten. */
  async add(userId: Id<'User'>, { text: before }: ServedBefore, served: readonly Id<'Post'>[]): Promise<void> {
    if (served.length === 0) return;
    const added = served.map((each) => uuidBytes(each).toString('base64url')).join(',');
    const text = `${before}${before.length > 0 ? ',' : ''}${added}`.slice(-(SEEN * ENTRY - 1));
    this.ends.delete(userId); // Set again, it stands at the end.
    this.ends.set(userId, endOf(text));
    const [longestAgo] = this.ends.keys();
    if (this.ends.size > MOST_ENDS && longestAgo !== undefined) this.ends.delete(longestAgo);
    await orNothing(() => this.space.set(userId, text, LIFE_MS));
  }
}

/** What a reader was served, as it is in the cache. */
export type ServedBefore = { readonly text: string; readonly elsewhere: readonly Id<'Post'>[] };

/** Characters of an id and its comma. */
const ENTRY = 23;
const MOST_ENDS = 20_000;

const endOf = (text: string): string => text.slice(-10 * ENTRY);
const idOf = (entry: string): Id<'Post'> => uuidOf(Buffer.from(entry, 'base64url')) as Id<'Post'>;

async function orNothing<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof CacheUnavailable) return undefined;
    throw error;
  }
}

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

  constructor(cache: Cache) {
    this.space = cache.space('feed.served', { mostKeys: MOST_READERS });
  }

  /** Oldest first. */
  async of(userId: Id<'User'>): Promise<Id<'Post'>[]> {
    const text = await orNothing(() => this.space.get(userId));
    return text?.split(',').map((each) => uuidOf(Buffer.from(each, 'base64url')) as Id<'Post'>) ?? [];
  }

  /** Notes `served` behind `before`, which `of` has just answered. Of two feeds at once one may be forgotten. */
  async add(userId: Id<'User'>, before: readonly Id<'Post'>[], served: readonly Id<'Post'>[]): Promise<void> {
    if (served.length === 0) return;
    const all = [...before, ...served].slice(-SEEN);
    const text = all.map((each) => uuidBytes(each).toString('base64url')).join(',');
    await orNothing(() => this.space.set(userId, text, LIFE_MS));
  }
}

async function orNothing<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof CacheUnavailable) return undefined;
    throw error;
  }
}

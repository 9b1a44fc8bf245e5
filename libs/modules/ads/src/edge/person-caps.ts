import { Injectable } from '@nestjs/common';
import { type EpochMs, sha256 } from '#kernel';
import { Cache, type CacheSpace, CacheUnavailable } from '#platform/cache';
import {
  type CappedAd,
  type Shown,
  isCapped,
  lifeOf,
  readShown,
  withImpression,
  writeShown,
} from '../domain/frequency-caps.ts';

/** People remembered by one process at most, where the cache is its memory. */
const MOST_PEOPLE = 200_000;
/** Somebody else's edge may write between our look and our write; nobody is asked for ads by so many at once. */
const TRIES = 5;

/**
 * Who was shown which campaign how often, for every edge that shares the cache. What cannot be asked is taken as shown
 * too often: an ad with a cap is rather not shown than shown once too often.
 */
@Injectable()
export class PersonCaps {
  private readonly space: CacheSpace;

  constructor(cache: Cache) {
    this.space = cache.space('ads.caps', { mostKeys: MOST_PEOPLE });
  }

  /** What `person` was shown; undefined where nobody can say. */
  async shownTo(person: string | undefined): Promise<Shown | undefined> {
    if (person === undefined) return undefined;
    const text = await orNothing(async () => ({ text: await this.space.get(keyOf(person)) }));
    return text === undefined ? undefined : readShown(text.text);
  }

  /**
   * Counts one impression of each of `ads` for `person`, all in one step.
   * @returns those that may be shown: an ad without a cap always, one whose cap somebody used up in the meantime not.
   */
  async take<Ad extends CappedAd>(person: string | undefined, ads: readonly Ad[], now: EpochMs): Promise<Ad[]> {
    const isFree = ({ cap }: Ad): boolean => cap.impressions === 0;
    if (ads.every(isFree)) return [...ads];
    const taken = person === undefined ? undefined : await orNothing(() => this.tryTake(keyOf(person), ads, now));
    return taken ?? ads.filter(isFree);
  }

  private async tryTake<Ad extends CappedAd>(key: string, ads: readonly Ad[], now: EpochMs): Promise<Ad[] | undefined> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const before = await this.space.get(key);
      let shown = readShown(before);
      const allowed = ads.filter((ad) => {
        if (isCapped(shown, ad, now)) return false;
        if (ad.cap.impressions > 0) shown = withImpression(shown, ad, now);
        return true;
      });
      const [text, lifeMs] = [writeShown(shown, now), lifeOf(shown, now)];
      const isWritten =
        before === undefined
          ? await this.space.add(key, text, lifeMs)
          : await this.space.replace(key, before, text, lifeMs);
      if (isWritten) return allowed;
    }
    return undefined;
  }
}

/** A person's name may be anything, and is nobody else's business. */
function keyOf(person: string): string {
  return Buffer.from(sha256(person)).toString('hex');
}

async function orNothing<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof CacheUnavailable) return undefined;
    throw error;
  }
}

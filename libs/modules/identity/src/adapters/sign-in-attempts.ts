import { Injectable } from '@nestjs/common';
import { Clock, type EpochMs, sha256 } from '#kernel';
import { Cache, CacheUnavailable, type CacheSpace, InProcessCache } from '#platform/cache';
import { ATTEMPT_WINDOW_MS, type AttemptWindow } from '../domain/attempts.ts';

const SPACE = 'identity.sign_in';

/**
 * Counts sign-ins per e-mail, known or not, in the cache that all processes share. While that one is away each process
 * counts for itself: people can still sign in, and a guesser gets as many tries at each process, no more.
 * Only SHA-256 of an address is kept: a typed address may be nobody's business.
 */
@Injectable()
export class SignInAttempts {
  private readonly shared: CacheSpace;
  private readonly own: CacheSpace;

  constructor(
    cache: Cache,
    private readonly clock: Clock,
  ) {
    this.shared = cache.space(SPACE);
    this.own = new InProcessCache(clock).space(SPACE);
  }

  /** Counts one attempt for `email`, this one included. */
  async count(email: string): Promise<AttemptWindow> {
    const key = keyOf(email);
    const { count, leftMs } = await this.withShared(
      (space) => space.count(key, ATTEMPT_WINDOW_MS),
      (space) => space.count(key, ATTEMPT_WINDOW_MS),
    );
    return { attempts: count, endsAt: (this.clock.now() + leftMs) as EpochMs };
  }

  /** Ends the window of `email`: its owner is in. */
  async forget(email: string): Promise<void> {
    const key = keyOf(email);
    await this.own.delete(key);
    await this.withShared(
      (space) => space.delete(key),
      () => Promise.resolve(), // That window ends by itself.
    );
  }

  private async withShared<T>(
    ask: (space: CacheSpace) => Promise<T>,
    without: (own: CacheSpace) => Promise<T>,
  ): Promise<T> {
    try {
      return await ask(this.shared);
    } catch (error) {
      if (error instanceof CacheUnavailable) return without(this.own);
      throw error;
    }
  }
}

function keyOf(email: string): string {
  return Buffer.from(sha256(email)).toString('hex');
}

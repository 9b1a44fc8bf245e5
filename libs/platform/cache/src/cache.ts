/** Where a counter stands: how often it was counted in the window that runs, and how long that window still runs. */
export type Counted = { readonly count: number; readonly leftMs: number };

/** What one user of the cache may want of it. */
export type SpaceOptions = {
  /** Keys kept in process at most; the one written longest ago is forgotten first. Default 100,000. */
  readonly mostKeys?: number;
};

/**
 * The part of the cache that belongs to one user: keys of two spaces never meet, and neither crowds the other out.
 * A key is 1 to 200 printable ASCII characters without blanks, a value at most 64 KiB; anything else is a bug of the
 * caller. Times to live and windows are whole milliseconds above 0. Every call takes effect at once and whole, whoever
 * else calls. @throws {CacheUnavailable} from each of them: it is not known whether it took effect.
 */
export abstract class CacheSpace {
  /** The value, or undefined when there is none (any more). A counter reads as its decimal number. */
  abstract get(key: string): Promise<string | undefined>;
  /** Keeps `value`, in place of what was there, for `ttlMs`. */
  abstract set(key: string, value: string, ttlMs: number): Promise<void>;
  /** Keeps `value` where nothing is yet. @returns whether it did. */
  abstract add(key: string, value: string, ttlMs: number): Promise<boolean>;
  /** Keeps `value` where `expected` is now. @returns whether it did. */
  abstract replace(key: string, expected: string, value: string, ttlMs: number): Promise<boolean>;
  /** Counts one more. The window of `windowMs` begins with the first count and is not made longer by the next ones. */
  abstract count(key: string, windowMs: number): Promise<Counted>;
  /** Forgets the key; a missing one is fine. */
  abstract delete(key: string): Promise<void>;
}

/**
 * What may be forgotten: counters, caps, rate windows, what a reader has just seen. An entry ends at its time or, when
 * there are too many or the server restarts, before it; so money never depends on it. Whoever uses it decides what
 * happens without it (README).
 *
 * Every adapter keeps these promises: test/conformance/cache.ts.
 */
export abstract class Cache {
  /** The space called `name` (`module.what`). Asking again gives the same keys; the first options count. */
  abstract space(name: string, options?: SpaceOptions): CacheSpace;
  abstract close(): Promise<void>;
}

import { DomainError } from '#kernel';

/** The cache's server does not answer. Whether the call took effect is not known; nothing else was done. */
export class CacheUnavailable extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'cache.unavailable';
  constructor(options?: ErrorOptions) {
    const reason = options?.cause instanceof Error ? `: ${options.cause.message}` : '';
    super(`the cache (CACHE_URL, REDIS_URL) does not answer${reason}`);
    this.cause = options?.cause;
  }
}

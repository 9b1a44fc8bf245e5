import type { Checkpoint } from './storage/log.store.ts';

/**
 * Who signs heads that anybody can look at. Bound by `PublishedLogModule`; what is anchored comes from here, so that the
 * chain names no head whose tiles are missing.
 */
export abstract class HeadPublisher {
  /**
   * A signed head of the log of `book` (the main one unless named) as it is now, published with all of its tiles.
   * @throws {NoSuchBook | BlobStoreUnavailable | PublishedLogDiffers}
   */
  abstract execute(book?: string): Promise<Checkpoint>;
}

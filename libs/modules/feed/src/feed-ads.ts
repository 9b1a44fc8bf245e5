import type { EpochMs, Id } from '#kernel';

/** A place in a feed that sells: beside which post, for whom. */
export type AdPlace = {
  readonly position: number;
  readonly besidePostId: Id<'Post'>;
  readonly besideAuthorId: Id<'Organisation'>;
};

/** Who is asked for: the reader and when. */
export type AdQuestion = { readonly userId: Id<'User'>; readonly at: EpochMs; readonly places: readonly AdPlace[] };

/** An ad that won a place. `markup` is what its own module knows how to show. */
export type PlacedAd = { readonly position: number; readonly auctionId: string; readonly markup: unknown };

/** Who fills the ad slots of a feed: the auction, where a process binds it. */
export abstract class FeedAds {
  /** At most one ad per place. Never rejects: a feed without an ad is a feed. */
  abstract fill(question: AdQuestion): Promise<readonly PlacedAd[]>;
}

/** Leaves every slot empty. */
export class NoFeedAds extends FeedAds {
  override fill(): Promise<readonly PlacedAd[]> {
    return Promise.resolve([]);
  }
}

import type { EpochMs, Id } from '#kernel';
import type { CreativeContent } from '#modules/ads';

/** A place in a feed that sells: beside which post. */
export type AdPlace = {
  readonly position: number;
  readonly besidePostId: Id<'Post'>;
  readonly besideAuthorId: Id<'Organisation'>;
};

/**
 * Who is asked for: the reader, and when. `interests` are what the reader liked, and none of it without their consent;
 * the reader's name counts how often they saw a campaign and goes no further.
 */
export type AdQuestion = {
  readonly userId: Id<'User'>;
  readonly at: EpochMs;
  readonly places: readonly AdPlace[];
  readonly interests: readonly string[];
};

/** An ad that won a place, with all that is needed to show it and to tell what became of it. */
export type PlacedAd = {
  readonly position: number;
  readonly besidePostId: Id<'Post'>;
  readonly auctionId: Id<'Auction'>;
  readonly advertiserId: Id<'Organisation'>;
  /** Whose page it leads to. */
  readonly sponsor: string;
  readonly content: CreativeContent;
  readonly impressionUrl: string;
  readonly clickUrl: string;
};

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

import { Injectable } from '@nestjs/common';
import type { Id } from '#kernel';
import { type LinkMoney, ReviewStore } from '../../storage/review.store.ts';

/** Says what a review of links would stop, and what one has stopped, before anybody decides. */
@Injectable()
export class ForeseeReview {
  constructor(private readonly reviews: ReviewStore) {}

  /** One sum per asset and reach; links that earned nothing, or that nobody knows, add nothing. */
  execute(links: readonly Id<'Link'>[]): Promise<LinkMoney[]> {
    return this.reviews.sumMoney(links);
  }
}

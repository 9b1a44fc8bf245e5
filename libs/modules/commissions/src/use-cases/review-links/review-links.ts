import { Injectable } from '@nestjs/common';
import { id, parseInstant } from '#kernel';
import { SocialEvent } from '#modules/social/events';
import type { Tx } from '#platform/database';
import { ReviewStore } from '../../storage/review.store.ts';

/** What the social topic says about money: a removed post's pending commissions wait, a restored one's go on. */
@Injectable()
export class ReviewLinks {
  constructor(private readonly reviews: ReviewStore) {}

  /**
   * Applies `bodies` of events in order, in the caller's transaction; events that come again change nothing. A review opens
   * and ends by the case that made it, so one that another case opened stays.
   */
  async execute(tx: Tx, bodies: readonly string[]): Promise<void> {
    for (const body of bodies) {
      const event = SocialEvent.parse(JSON.parse(body));
      if (event.event !== 'social.post_removed.v1' && event.event !== 'social.post_restored.v1') continue;
      const { links, case_id: caseId, reason, at } = event.post;
      const reviews = links.map((link) => ({ linkId: id<'Link'>(link), caseId, reason, at: parseInstant(at) }));
      if (event.event === 'social.post_removed.v1') await this.reviews.open(tx, reviews);
      else await this.reviews.release(tx, reviews);
    }
  }
}

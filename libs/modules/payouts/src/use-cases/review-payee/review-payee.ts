import { Injectable } from '@nestjs/common';
import { type Caller, Clock, type Id, IdSource, InvalidInput } from '#kernel';
import { FindOrganisation } from '#modules/identity';
import { UnitOfWork } from '#platform/database';
import { ReviewNotFound, ReviewOpen } from '../../payouts.errors.ts';
import { type Review, ReviewStore } from '../../storage/review.store.ts';
import { requireFinancePerson } from '../finance-person.ts';

/** Stops a payee's payouts with a reason, and lets them go again. Money that is in settling already is not touched. */
@Injectable()
export class ReviewPayee {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reviews: ReviewStore,
    private readonly organisations: FindOrganisation,
    private readonly clock: Clock,
    private readonly ids: IdSource,
  ) {}

  /** @throws {NotFinance | InvalidInput | OrganisationNotFound | ReviewOpen} nothing was written. */
  async open(caller: Caller, payeeId: Id<'Organisation'>, reason: string): Promise<Review> {
    const openedBy = requireFinancePerson(caller);
    const why = reason.trim();
    if (why.length === 0 || why.length > 500) throw new InvalidInput('reason', 'a reason has 1 to 500 characters');
    await this.organisations.execute(payeeId, 'partner');
    const review: Review = {
      id: this.ids.next<'PayoutReview'>(),
      payeeId,
      reason: why,
      openedBy,
      openedAt: this.clock.now(),
    };
    return this.unitOfWork.run(async (tx) => {
      const isNew = await this.reviews.open(tx, review);
      if (!isNew) throw new ReviewOpen();
      return review;
    });
  }

  /** @throws {NotFinance | ReviewNotFound} nothing was written. */
  close(caller: Caller, id: Id<'PayoutReview'>): Promise<void> {
    const closedBy = requireFinancePerson(caller);
    return this.unitOfWork.run(async (tx) => {
      const wasOpen = await this.reviews.close(tx, id, closedBy, this.clock.now());
      if (!wasOpen) throw new ReviewNotFound();
    });
  }

  /** The open reviews, the oldest first, at most `limit`. */
  list(limit: number): Promise<Review[]> {
    return this.reviews.list(limit);
  }
}

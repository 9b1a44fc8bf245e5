import { Injectable } from '@nestjs/common';
import { Clock, type Id } from '#kernel';
import { FindOrganisation, OrganisationNotFound } from '#modules/identity';
import { UnitOfWork } from '#platform/database';
import { Outbox } from '#platform/outbox';
import { PeopleStore } from '../../storage/people.store.ts';
import { authorFollowed } from '../social-events.ts';

/** Follows authors and stops following them. */
@Injectable()
export class FollowAuthor {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly people: PeopleStore,
    private readonly organisations: FindOrganisation,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Follows (`isOn`) or stops; what is so already is not told again. @throws {OrganisationNotFound} nothing was written. */
  async execute(userId: Id<'User'>, authorId: Id<'Organisation'>, isOn: boolean): Promise<void> {
    const author = await this.organisations.execute(authorId);
    if (author.kind !== 'partner') throw new OrganisationNotFound();
    await this.unitOfWork.run(async (tx) => {
      const now = this.clock.now();
      const changed = isOn
        ? await this.people.follow(tx, userId, authorId, now)
        : await this.people.unfollow(tx, userId, authorId);
      if (changed) await this.outbox.add(tx, authorFollowed(userId, authorId, !isOn, now));
    });
  }
}

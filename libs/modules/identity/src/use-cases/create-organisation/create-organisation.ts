import { Injectable } from '@nestjs/common';
import { Clock, type Id, IdSource, InvalidInput } from '#kernel';
import { UnitOfWork } from '#platform/database';
import type { Organisation, OrganisationKind } from '../../domain/organisation.ts';
import { OrganisationStore } from '../../storage/organisation.store.ts';

/** Adds an organisation. Whoever calls has checked that the platform's finance asks, or is the first start. */
@Injectable()
export class CreateOrganisation {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly organisations: OrganisationStore,
    private readonly clock: Clock,
    private readonly ids: IdSource,
  ) {}

  /** @throws {InvalidInput} for an empty name or one longer than 200 characters; nothing was written. */
  execute(input: {
    readonly kind: OrganisationKind;
    readonly name: string;
    readonly id?: Id<'Organisation'>;
  }): Promise<Organisation> {
    const name = input.name.trim();
    if (name.length === 0 || name.length > 200) throw new InvalidInput('name', 'a name has 1 to 200 characters');
    const organisation = {
      id: input.id ?? this.ids.next<'Organisation'>(),
      kind: input.kind,
      name,
      createdAt: this.clock.now(),
    };
    return this.unitOfWork.run(async (tx) => {
      await this.organisations.insert(tx, organisation);
      return organisation;
    });
  }
}

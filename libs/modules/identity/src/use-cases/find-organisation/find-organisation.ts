import { Injectable } from '@nestjs/common';
import type { Id } from '#kernel';
import type { Organisation, OrganisationKind } from '../../domain/organisation.ts';
import { OrganisationNotFound } from '../../identity.errors.ts';
import { OrganisationStore } from '../../storage/organisation.store.ts';

/** Reads organisations, for other modules and the API. */
@Injectable()
export class FindOrganisation {
  constructor(private readonly organisations: OrganisationStore) {}

  /** The organisation `id`, of `kind` when that is given. @throws {OrganisationNotFound} */
  async execute(id: Id<'Organisation'>, kind?: OrganisationKind): Promise<Organisation> {
    const [organisation] = await this.organisations.find([id]);
    if (organisation === undefined || (kind !== undefined && organisation.kind !== kind)) {
      throw new OrganisationNotFound();
    }
    return organisation;
  }

  /** Those of `ids` that exist, by id. One query. */
  async many(ids: readonly Id<'Organisation'>[]): Promise<Map<Id<'Organisation'>, Organisation>> {
    const found = ids.length === 0 ? [] : await this.organisations.find(ids);
    return new Map(found.map((organisation) => [organisation.id, organisation]));
  }

  /** At most `limit` organisations after the id `after`, oldest first. */
  list(kind: OrganisationKind | undefined, after: string | undefined, limit: number): Promise<Organisation[]> {
    return this.organisations.list(kind, after, limit);
  }
}

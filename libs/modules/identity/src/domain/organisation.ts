import type { EpochMs, Id, Role } from '#kernel';

/** What an organisation is to Provisio. */
export type OrganisationKind = 'merchant' | 'partner' | 'platform' | 'advertiser' | 'agency';

/** All kinds, for schemas. */
export const ORGANISATION_KINDS = [
  'merchant',
  'partner',
  'platform',
  'advertiser',
  'agency',
] as const satisfies readonly OrganisationKind[];

/** A legal party with data and money of its own. A partner is also the payee of the ledger. */
export type Organisation = {
  readonly id: Id<'Organisation'>;
  readonly kind: OrganisationKind;
  readonly name: string;
  readonly createdAt: EpochMs;
};

const ROLES_OF: Readonly<Record<OrganisationKind, readonly Role[]>> = {
  platform: ['finance', 'moderator', 'shopper', 'auditor'],
  partner: ['influencer'],
  merchant: ['merchant'],
  advertiser: ['merchant'],
  agency: ['merchant'],
};

/**
 * The roles a member of such an organisation may hold. Finance, moderator and auditor exist at the platform only, so a
 * route that allows `finance` is the platform's. PostgreSQL checks the same (`membership_roles_fit_the_organisation`).
 */
export function rolesOf(kind: OrganisationKind): readonly Role[] {
  return ROLES_OF[kind];
}

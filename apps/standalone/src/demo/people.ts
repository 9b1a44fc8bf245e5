import type { INestApplicationContext } from '@nestjs/common';
import { type Caller, derivedId, type EpochMs, type Id, type Role } from '#kernel';
import { organisationNamed } from '#modules/commissions';
import { CreateOrganisation, CreateUser, EmailTaken, FindOrganisation, type OrganisationKind } from '#modules/identity';
import type { DemoPerson } from './demo-report.ts';

/** Password of every demo person. Published, so demo people exist on the embedded chain only. */
export const DEMO_PASSWORD = 'provisio-demo-2026';

/** A person of the demo and the organisation they act for. */
export type Person = DemoPerson & {
  readonly organisation: readonly [kind: OrganisationKind, name: string];
  readonly holds: Role;
};

const PLATFORM = ['platform', 'Provisio'] as const;

/** Influencers who have a log-in and a wallet; the other partners have earned but cannot be paid yet. */
export const INFLUENCERS = ['Mia Laine', 'Noah Quill', 'Ines Ferro', 'Kofi Adjei', 'Yuki Sato', 'Lea Brandt'] as const;

/** Everybody who can sign in, in the order of the glossary's roles. */
export const PEOPLE: readonly Person[] = [
  person('Lena Moss', 'merchant', ['merchant', 'Aurora Home']),
  person('Mia Laine', 'influencer', ['partner', 'Mia Laine']),
  person('Ada Byrne', 'finance', PLATFORM, 'finance: proposes payouts'),
  person('Ben Okoro', 'finance', PLATFORM, 'finance: approves payouts'),
  person('Moa Lind', 'moderator', PLATFORM),
  person('Max Berg', 'moderator', PLATFORM, 'moderator: decides appeals'),
  person('Sam Reed', 'shopper', PLATFORM),
  person('Iris Vale', 'auditor', PLATFORM),
];

/** Simulated shoppers: people with a log-in like everybody, who scroll, click and buy. */
export const SHOPPERS = [
  'Ada Shopper',
  'Bo Shopper',
  'Cleo Shopper',
  'Dev Shopper',
  'Eli Shopper',
  'Fay Shopper',
] as const;

const OTHER_INFLUENCERS = INFLUENCERS.slice(1).map((name) => person(name, 'influencer', ['partner', name]));
const OTHERS = [
  ...OTHER_INFLUENCERS,
  ...SHOPPERS.map((name) => ({
    ...person(name, 'shopper', PLATFORM),
    email: `${name.toLowerCase().replace(' ', '.')}@demo.provisio.example`,
  })),
];

function person(name: string, holds: Role, organisation: Person['organisation'], role: string = holds): Person {
  const email = `${name.split(' ')[0]?.toLowerCase() ?? ''}@demo.provisio.example`;
  return { name, email, role, holds, organisation };
}

/** The caller that `name` is, as if signed in. */
export function callerNamed(name: string): Caller {
  const found = [...PEOPLE, ...OTHERS].find((each) => each.name === name);
  if (found === undefined) throw new Error(`${name} is not in the demo`);
  const organisation = organisationNamed(...found.organisation);
  return { kind: 'user', subject: userId(name), organisation, roles: [found.holds], scopes: [] };
}

/** Adds the platform and everybody who can sign in; who is there already stays. */
export async function addPeople(app: INestApplicationContext): Promise<void> {
  const platform = organisationNamed(...PLATFORM);
  if ((await app.get(FindOrganisation).many([platform])).size === 0) {
    await app.get(CreateOrganisation).execute({ kind: 'platform', name: PLATFORM[1], id: platform });
  }
  for (const each of [...PEOPLE, ...OTHERS]) {
    const { name, email, holds, organisation } = each;
    const user = {
      name,
      email,
      password: DEMO_PASSWORD,
      roles: [holds],
      organisationId: organisationNamed(...organisation),
    };
    await app
      .get(CreateUser)
      .execute({ ...user, isDemo: true, id: userId(name) })
      .catch((error: unknown) => {
        if (!(error instanceof EmailTaken)) throw error; // an earlier start that was cut off has added them
      });
  }
}

function userId(name: string): Id<'User'> {
  return derivedId(Date.UTC(2020, 0, 1) as EpochMs, 'demo', 'user', name);
}

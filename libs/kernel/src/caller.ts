import type { Id } from './ids.ts';

/** What a person may do in an organisation. */
export type Role = 'merchant' | 'influencer' | 'finance' | 'moderator' | 'shopper' | 'auditor';

/** All roles, in the order of the glossary. */
export const ROLES = ['merchant', 'influencer', 'finance', 'moderator', 'shopper', 'auditor'] as const satisfies readonly Role[];

/** Who is calling: a signed-in person or an API key, always on behalf of one organisation. */
export type Caller = {
  readonly kind: 'user' | 'api_key';
  /** The user's or the key's id. */
  readonly subject: Id<'User'> | Id<'ApiKey'>;
  /** The organisation whose data and money this call is about. */
  readonly organisation: Id<'Organisation'>;
  readonly roles: readonly Role[];
  /** What a key may do; a person has every scope of their roles. */
  readonly scopes: readonly string[];
};

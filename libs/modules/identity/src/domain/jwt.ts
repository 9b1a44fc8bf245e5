import { type Caller, type EpochMs, type Id, ROLES, type Role, id } from '#kernel';

/** Who makes our tokens, and for whom. */
const TOKEN_ISSUER = 'provisio';

/** The claims of an access token (RFC 7519; times are whole seconds). */
export type AccessClaims = {
  readonly iss: typeof TOKEN_ISSUER;
  readonly aud: typeof TOKEN_ISSUER;
  readonly sub: string;
  readonly org: string;
  readonly roles: readonly string[];
  readonly iat: number;
  readonly exp: number;
};

/** The claims that say `userId` acts for `organisationId` during `lifeMs` from now. */
export function accessClaims(
  userId: Id<'User'>,
  organisationId: Id<'Organisation'>,
  roles: readonly Role[],
  now: EpochMs,
  lifeMs: number,
): AccessClaims {
  const iat = Math.floor(now / 1000);
  const exp = iat + Math.floor(lifeMs / 1000);
  return { iss: TOKEN_ISSUER, aud: TOKEN_ISSUER, sub: userId, org: organisationId, roles, iat, exp };
}

/** The caller behind claims whose signature is good; undefined when they are not ours, too old or too new. */
export function callerOf(claims: { readonly [name: string]: unknown }, now: EpochMs): Caller | undefined {
  const { iss, aud, sub, org, roles, iat, exp } = claims;
  if (iss !== TOKEN_ISSUER || aud !== TOKEN_ISSUER || typeof sub !== 'string' || typeof org !== 'string') {
    return undefined;
  }
  if (typeof exp !== 'number' || typeof iat !== 'number' || !Array.isArray(roles)) return undefined;
  // A minute of forgiveness for another machine's clock, on the side that lets nobody stay longer.
  if (exp * 1000 <= now || iat * 1000 > now + 60_000) return undefined;
  return {
    kind: 'user',
    subject: id<'User'>(sub),
    organisation: id<'Organisation'>(org),
    roles: ROLES.filter((role) => roles.includes(role)),
    scopes: [],
  };
}

import type { Caller, Role } from '#kernel';

/** What a route says about its callers. */
export type RouteRule = {
  readonly isPublic: boolean;
  /** Roles of which one is needed; undefined when the route named none. */
  readonly roles: readonly Role[] | undefined;
  /** Scopes that an API key needs, all of them; undefined when the route named none. */
  readonly scopes: readonly string[] | undefined;
};

/** Why a caller may not use a route. */
export type AccessRefusal = 'role' | 'scope';

/**
 * Whether `caller` may use a route with `rule`; `undefined` means yes. Everything not named is refused: a signed-in
 * route that names no roles is open to each signed-in person, but an API key needs scopes that the route names.
 * The role is reported first.
 */
export function refusalOf(rule: RouteRule, caller: Caller): AccessRefusal | undefined {
  const { roles, scopes } = rule;
  if (roles !== undefined && !roles.some((role) => caller.roles.includes(role))) return 'role';
  if (caller.kind === 'user') return undefined;
  if (scopes === undefined || !scopes.every((scope) => caller.scopes.includes(scope))) return 'scope';
  return undefined;
}

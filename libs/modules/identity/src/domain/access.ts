import type { Caller, Role } from '#kernel';

/** What a route that is not public says about its callers; nothing at all closes it. */
export type RouteRule = {
  /** Roles of which one is needed. */
  readonly roles: readonly Role[];
  /** Scopes that an API key needs, all of them. */
  readonly scopes: readonly string[];
};

/** Why a caller may not use a route. */
export type AccessRefusal = 'closed' | 'role' | 'scope';

/**
 * Whether `caller` may use a route with `rule`; `undefined` means yes. Everything not named is refused: a route that
 * names neither roles nor scopes is closed, and an API key needs scopes that the route names. The first reason counts.
 */
export function refusalOf({ roles, scopes }: RouteRule, caller: Caller): AccessRefusal | undefined {
  if (roles.length === 0 && scopes.length === 0) return 'closed';
  if (roles.length > 0 && !roles.some((role) => caller.roles.includes(role))) return 'role';
  if (caller.kind === 'user') return undefined;
  return scopes.length > 0 && scopes.every((scope) => caller.scopes.includes(scope)) ? undefined : 'scope';
}

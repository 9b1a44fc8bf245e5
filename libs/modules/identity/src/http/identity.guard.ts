import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Unauthenticated, routeAccess, setCaller } from '#platform/http';
import { type AccessRefusal, refusalOf } from '../domain/access.ts';
import { NotAllowed } from '../identity.errors.ts';
import { Authenticate } from '../use-cases/authenticate/authenticate.ts';

type WithAuthorization = { readonly headers: { readonly authorization?: string } };

const BEARER = /^Bearer ([A-Za-z0-9._~+/=-]{1,4096})$/i;

const WHY: Readonly<Record<AccessRefusal, string>> = {
  closed: 'this route is not open to anybody',
  role: 'your role does not allow this',
  scope: 'this API key does not have the scopes that this needs',
};

/**
 * Stands before every route: makes the `Caller` from `Authorization: Bearer <access token or API key>`, and lets it
 * pass when the route's `Allow` and `Scopes` say so. On a `Public` route nobody is asked and nobody is known.
 */
@Injectable()
export class IdentityGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticate: Authenticate,
  ) {}

  /** @throws {Unauthenticated | NotAllowed} the handler did not run. */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = routeAccess(this.reflector, context);
    if (access.isPublic) return true;
    const request = context.switchToHttp().getRequest<WithAuthorization>();
    const bearer = BEARER.exec(request.headers.authorization ?? '')?.[1];
    const caller = bearer === undefined ? undefined : await this.authenticate.execute(bearer);
    if (caller === undefined) throw new Unauthenticated();
    setCaller(request, caller);
    const refusal = refusalOf(access, caller);
    if (refusal !== undefined) throw new NotAllowed(WHY[refusal]);
    return true;
  }
}

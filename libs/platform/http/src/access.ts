import { type ExecutionContext, SetMetadata, applyDecorators, createParamDecorator } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';
import { ApiHeader } from '@nestjs/swagger';
import type { Caller, Role } from '#kernel';
import { Unauthenticated } from './http.errors.ts';

/** Metadata key of `@Allow`, for Nest's `Reflector`. */
export const ALLOW_KEY = 'provisio:allow';
/** Metadata key of `@Public`. */
export const PUBLIC_KEY = 'provisio:public';
/** Metadata key of `@Scopes`. */
export const SCOPES_KEY = 'provisio:scopes';
/** Metadata key of `@ShowsMoney`. */
export const SHOWS_MONEY_KEY = 'provisio:shows-money';

/** Everything that an API key can be allowed: what a route asks for, and what a key may be made with. */
export const API_SCOPES = [
  'campaigns:read',
  'campaigns:write',
  'claims:read',
  'claims:write',
  'clicks:read',
  'commissions:read',
  'conversions:read',
  'coupons:read',
  'coupons:write',
  'creatives:decide',
  'deposits:write',
  'ledger:read',
  'ledger:write',
  'links:read',
  'links:write',
  'me:read',
  'orders:read',
  'orders:write',
  'organisations:read',
  'organisations:write',
  'payouts:read',
  'posts:react',
  'posts:read',
  'posts:write',
  'products:read',
  'products:write',
  'programs:read',
  'programs:write',
  'reconciliation:read',
  'settlement:read',
  'settlement:write',
  'users:write',
  'wallet:read',
  'webhooks:read',
  'webhooks:write',
] as const;

/** One of them. */
export type ApiScope = (typeof API_SCOPES)[number];

/** Who may call a route. Without any of the three decorators nobody may. */
export type RouteAccess = {
  readonly isPublic: boolean;
  readonly roles: readonly Role[];
  readonly scopes: readonly string[];
};

/** Callers with one of `roles` may call this route or controller. */
export const Allow = (...roles: Role[]): MethodDecorator & ClassDecorator => SetMetadata(ALLOW_KEY, roles);
/** Everybody may, without signing in. */
export const Public = (): MethodDecorator & ClassDecorator => SetMetadata(PUBLIC_KEY, true);
/** An API key needs all of `scopes`; a person needs none. */
export const Scopes = (...scopes: ApiScope[]): MethodDecorator & ClassDecorator => SetMetadata(SCOPES_KEY, scopes);

/** The answer shows accounts, entries or claims: who of the platform reads those of others is logged (identity). */
export const ShowsMoney = (): MethodDecorator & ClassDecorator =>
  applyDecorators(
    SetMetadata(SHOWS_MONEY_KEY, true),
    ApiHeader({
      name: 'X-Reason',
      required: false,
      description: 'Why the platform’s people look at money of others; kept in the log that its owner sees.',
      schema: { type: 'string', maxLength: 300 },
    }),
  );

/** Whether `@ShowsMoney` stands on a method or its controller. */
export function showsMoney(reflector: Reflector, context: ExecutionContext): boolean {
  const targets = [context.getHandler(), context.getClass()];
  return reflector.getAllAndOverride<boolean | undefined>(SHOWS_MONEY_KEY, targets) ?? false;
}

/** What the decorators on a method say, or else those on its controller. */
export function routeAccess(reflector: Reflector, context: ExecutionContext): RouteAccess {
  const targets = [context.getHandler(), context.getClass()];
  const read = <T>(key: string): T | undefined => reflector.getAllAndOverride<T | undefined>(key, targets);
  return {
    isPublic: read<boolean>(PUBLIC_KEY) ?? false,
    roles: read<Role[]>(ALLOW_KEY) ?? [],
    scopes: read<string[]>(SCOPES_KEY) ?? [],
  };
}

type WithCaller = { caller?: Caller | null };

/** Says who is calling; identity's guard does this once it knows. */
export function setCaller(request: object, caller: Caller): void {
  (request as WithCaller).caller = caller;
}

/** Who is calling, if anybody has signed in. */
export function callerOf(request: object): Caller | undefined {
  return (request as WithCaller).caller ?? undefined;
}

/** Parameter decorator: the `Caller`. @throws {Unauthenticated} when nobody is signed in. */
export const CurrentCaller = createParamDecorator((_data: unknown, context: ExecutionContext): Caller => {
  const caller = callerOf(context.switchToHttp().getRequest<object>());
  if (caller === undefined) throw new Unauthenticated();
  return caller;
});

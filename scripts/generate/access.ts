// Writes docs/operating/access.md from the decorators of the routes: who may call what, with which scope of an API key, and which
// reads are logged. Nothing is started. Understands --check.
import 'reflect-metadata';
import { RequestMethod, type Type } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ROLES } from '#kernel';
import { ALLOW_KEY, PUBLIC_KEY, SCOPES_KEY, SHOWS_MONEY_KEY } from '#platform/http';
import { ApiModule } from '../../apps/api/src/api.module.ts';
import { settle } from './support/settle.ts';

type Handler = (...args: unknown[]) => unknown;
type Route = { readonly name: string; readonly path: string; readonly cells: readonly string[] };

const reflector = new Reflector();
const controllers = Reflect.getMetadata('controllers', ApiModule) as Type[];
const routes = controllers
  .flatMap(routesOf)
  .toSorted((a, b) => (a.path < b.path || (a.path === b.path && a.name < b.name) ? -1 : 1));

settle(
  'docs/operating/access.md',
  [
    '# Who may do what',
    '',
    'Made from the routes by `npm run generate`; `test/e2e/access.e2e.spec.ts` calls each of them as every role.',
    'A person needs the role, an API key the role and the scope. Everybody but finance, moderators and auditors sees only what belongs',
    'to their own organisation, whatever the route. *Logged*: when the platform’s people read what belongs to somebody else, who, when,',
    'what and (if given as `X-Reason`) why is committed before the answer is sent; the owner lists it at `GET /v1/me/money-reads`,',
    'auditors list all at `GET /v1/money-reads`. Nobody can change or remove a row.',
    '',
    `| route | ${ROLES.join(' | ')} | scope | logged |`,
    `|---|${ROLES.map(() => ':-:').join('|')}|---|:-:|`,
    ...routes.map(({ name, cells }) => `| \`${name}\` | ${cells.join(' | ')} |`),
    '',
  ].join('\n'),
);

function routesOf(controller: Type): Route[] {
  const prototype = controller.prototype as Record<string, Handler>;
  return Object.getOwnPropertyNames(prototype).flatMap((name) => {
    const handler = prototype[name];
    const method =
      handler === undefined ? undefined : (Reflect.getMetadata('method', handler) as RequestMethod | undefined);
    return handler === undefined || method === undefined ? [] : [routeOf(controller, handler, RequestMethod[method])];
  });
}

function routeOf(controller: Type, handler: Handler, method: string): Route {
  const parts = [Reflect.getMetadata('path', controller), Reflect.getMetadata('path', handler)] as string[];
  const path = `/${parts
    .map((part) => part.replaceAll(/^\/|\/$/g, ''))
    .filter(Boolean)
    .join('/')}`;
  const read = <T>(key: string): T | undefined =>
    reflector.getAllAndOverride<T | undefined>(key, [handler, controller]);
  const isPublic = read<boolean>(PUBLIC_KEY) === true;
  const allowed = read<string[]>(ALLOW_KEY) ?? [];
  const roles = ROLES.map((role) => (isPublic || allowed.includes(role) ? '✓' : ''));
  const scopes = isPublic ? 'public' : (read<string[]>(SCOPES_KEY) ?? []).map((scope) => `\`${scope}\``).join(' ');
  const isLogged = method === 'GET' && read<boolean>(SHOWS_MONEY_KEY) === true;
  return { name: `${method} ${path}`, path, cells: [...roles, scopes, isLogged ? '✓' : ''] };
}

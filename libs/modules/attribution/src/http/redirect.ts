import type { FastifyInstance } from 'fastify';
import { DAY_MS, DomainError } from '#kernel';
import { problemOf } from '#platform/http';
import type { FollowLink } from '../use-cases/follow-link/follow-link.ts';

/** How long the first-party cookie keeps the click, in seconds: as long as the usual window. */
const COOKIE_LIFE_SECONDS = (30 * DAY_MS) / 1_000;

/** What the redirect needs of the process. */
export type RedirectOptions = {
  readonly followLink: FollowLink;
  /** Whether visitors come by https: the cookie is then for https only. */
  readonly isSecure: boolean;
};

/**
 * Adds `GET /l/:code` to the bare server: the click is on disk before the visitor is sent on. The target gets
 * `pv_click=clk_…`, and our own site a cookie of that name. Nothing of the visitor (address, browser) is stored. A HEAD
 * request, as link checkers send it, is no visit and finds no route.
 */
export function registerRedirect(server: FastifyInstance, { followLink, isSecure }: RedirectOptions): void {
  const attributes = `Path=/; Max-Age=${COOKIE_LIFE_SECONDS}; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`;
  server.get<{ Params: { code: string } }>('/l/:code', { exposeHeadRoute: false }, async (request, reply) => {
    try {
      const { shownId, location } = await followLink.execute(request.params.code);
      return await reply
        .header('set-cookie', `pv_click=${shownId}; ${attributes}`)
        .header('cache-control', 'no-store')
        .redirect(location, 302);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const problem = problemOf(error);
      const body = { ...problem, request_id: request.id };
      return reply.status(problem.status).type('application/problem+json').send(body);
    }
  });
}

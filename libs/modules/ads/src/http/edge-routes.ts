import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '#kernel';
import { problemOf } from '#platform/http';
import type { Metrics } from '#platform/telemetry';
import { BidRequestInvalid, EventTokenInvalid } from '../ads.errors.ts';
import { TRACKING_EVENTS } from '../domain/markup/vast.ts';
import type { AdEdge } from '../edge/ad-edge.ts';
import type { HoldAuction } from '../edge/openrtb/hold-auction.ts';
import type { RecordEvent } from '../edge/record-event.ts';

/** What the routes need of the process. */
export type AdRoutesOptions = {
  readonly holdAuction: HoldAuction;
  readonly recordEvent: RecordEvent;
  readonly metrics: Metrics;
  /** Started when the server is ready; without it the market stays empty. */
  readonly edge?: AdEdge | undefined;
  /** Our address as the outside has it; that of the request when it is not known. */
  readonly publicUrl?: string | undefined;
};

/** The smallest GIF: one transparent pixel. */
const PIXEL = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
const TRACKED = new Set<string>([...TRACKING_EVENTS, 'error']);

type Query = { readonly Querystring: { readonly t?: string | string[]; readonly e?: string | string[] } };

/**
 * Adds the hot routes of ads to the bare server: `POST /openrtb2/auction` (200 with bids, 204 without, 400 with the
 * reason), `GET /a/i` (an impression: a pixel), `GET /a/c` (a click: on to the advertiser's page), `GET /a/v` (a
 * conversion) and `GET /a/t` (a player's milestone). An event is on disk before it is answered. A HEAD request counts
 * nothing and finds no route.
 */
export function registerAdRoutes(server: FastifyInstance, options: AdRoutesOptions): void {
  const { holdAuction, recordEvent, publicUrl, edge } = options;
  server.addHook('onReady', async () => edge?.start());
  const hot = { exposeHeadRoute: false };
  server.post('/openrtb2/auction', (request, reply) =>
    answering(request, reply, async () => {
      const base = publicUrl ?? `${request.protocol}://${request.host}`;
      const response = await holdAuction.execute(request.body, base);
      reply.header('x-openrtb-version', '2.6');
      return response === undefined ? reply.status(204).send() : reply.send(response);
    }),
  );
  server.get<Query>('/a/i', hot, (request, reply) =>
    answering(request, reply, async () => {
      await recordEvent.execute('impression', tokenOf(request.query));
      return reply.header('cache-control', 'no-store').type('image/gif').send(PIXEL);
    }),
  );
  server.get<Query>('/a/c', hot, (request, reply) =>
    answering(request, reply, async () => {
      const page = await recordEvent.click(tokenOf(request.query));
      return reply.header('cache-control', 'no-store').redirect(page, 302);
    }),
  );
  server.get<Query>('/a/v', hot, (request, reply) =>
    answering(request, reply, async () => {
      await recordEvent.execute('conversion', tokenOf(request.query));
      return reply.header('cache-control', 'no-store').status(204).send();
    }),
  );
  server.get<Query>('/a/t', hot, (request, reply) =>
    answering(request, reply, async () => {
      await recordEvent.check(tokenOf(request.query));
      const event = typeof request.query.e === 'string' && TRACKED.has(request.query.e) ? request.query.e : 'other';
      options.metrics.counter('ads_video_events_total', 'Milestones that players told.', ['event']).add(1, { event });
      return reply.header('cache-control', 'no-store').status(204).send();
    }),
  );
}

function tokenOf({ t }: Query['Querystring']): string {
  if (typeof t !== 'string') throw new EventTokenInvalid();
  return t;
}

async function answering(
  request: FastifyRequest,
  reply: FastifyReply,
  work: () => Promise<FastifyReply>,
): Promise<FastifyReply> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const problem = problemOf(error);
    // OpenRTB 2.6, section 2.1: an invalid request is answered with 400.
    const status = error instanceof BidRequestInvalid ? 400 : problem.status;
    return reply
      .status(status)
      .type('application/problem+json')
      .send({ ...problem, status, request_id: request.id });
  }
}

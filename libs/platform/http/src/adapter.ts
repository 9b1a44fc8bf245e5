import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { FastifyAdapter } from '@nestjs/platform-fastify';

const REQUEST_ID = /^[A-Za-z0-9._-]{8,64}$/;

/** What `createHttpAdapter` reads of the configuration. */
export type AdapterOptions = { readonly bodyLimitBytes: number; readonly trustProxy: boolean };

/** Fastify as Nest wants it, with request ids of ours (or the caller's `X-Request-Id` when it is a plain one) and limits. */
export function createHttpAdapter({ bodyLimitBytes, trustProxy }: AdapterOptions): FastifyAdapter {
  return new FastifyAdapter({
    bodyLimit: bodyLimitBytes,
    trustProxy,
    logger: false,
    forceCloseConnections: 'idle',
    requestTimeout: 60_000,
    routerOptions: { maxParamLength: 512 },
    genReqId: (request: IncomingMessage) => {
      const given = request.headers['x-request-id'];
      return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
    },
  });
}

import fastifyHelmet from '@fastify/helmet';
import { Reflector } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import { Database, UnitOfWork } from '#platform/database';
import { type Logger, Metrics } from '#platform/telemetry';
import type { FastifyInstance } from 'fastify';
import { serveDocs } from './docs-page.ts';
import { type ReadyCheck, serveHealth } from './health.ts';
import { TextNotStorable } from './http.errors.ts';
import { IdempotencyInterceptor } from './idempotency.interceptor.ts';
import { parseJsonBody, parseTextBody } from './json-body.ts';
import { observeRequests } from './observe.ts';
import { openApiDocument } from './openapi.ts';
import { ProblemFilter } from './problem.filter.ts';
import { SchemaPipe } from './schema.pipe.ts';

/** What an app tells about itself. */
export type HttpOptions = {
  readonly title: string;
  readonly logger: Logger;
  /** Reads `http.bodyLimitBytes` and `publicUrl`. */
  readonly config: { readonly publicUrl?: string | undefined; readonly http: { readonly bodyLimitBytes: number } };
  /** Origins that the web app may talk to besides ours: the chain's RPC, because verification never trusts our API. */
  readonly connectTo?: readonly string[];
  /** More checks of `/health/ready`, by name. */
  readonly ready?: Readonly<Record<string, ReadyCheck>>;
};

/**
 * Makes `app` (created with `createHttpAdapter`, not yet listening) speak our HTTP: problem details, request ids,
 * schemas, idempotency keys, security headers, OpenAPI and its page, health, metrics. Call it before `app.init()`.
 * The app must provide `UnitOfWork`, `Database` (DatabaseModule) and `Metrics` (TelemetryModule).
 */
export async function setUpHttp(app: NestFastifyApplication, options: HttpOptions): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance();
  const metrics = app.get(Metrics);
  app.useGlobalFilters(new ProblemFilter(options.logger));
  app.useGlobalPipes(new SchemaPipe());
  app.useGlobalInterceptors(new IdempotencyInterceptor(app.get(UnitOfWork), app.get(Reflector)));
  app.useBodyParser(
    'application/json',
    { bodyLimit: options.config.http.bodyLimitBytes },
    (_request: unknown, body: Buffer, done: (error: Error | null, body?: unknown) => void) => {
      try {
        done(null, parseJsonBody(body));
      } catch (error) {
        done(error as Error);
      }
    },
  );
  app.useBodyParser(
    'text/csv',
    { bodyLimit: options.config.http.bodyLimitBytes },
    (_request: unknown, body: Buffer, done: (error: Error | null, body?: unknown) => void) => {
      try {
        done(null, parseTextBody(body));
      } catch (error) {
        done(error as Error);
      }
    },
  );
  fastify.decorateRequest('caller', null);
  observeRequests(fastify, options.logger, metrics);
  refuseNul(fastify);
  await fastify.register(fastifyHelmet, securityHeaders(options));
  serveHealth(fastify, app.get(Database), metrics, options.ready ?? {});
  serveOpenApi(app, fastify, options.title);
  serveDocs(fastify, options.title);
}

/** The body's texts are looked at by its parser, these by nobody else. */
function refuseNul(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', async (request) => {
    if (request.url.includes('%00')) throw new TextNotStorable('the address holds a character that cannot be stored');
  });
}

function serveOpenApi(app: NestFastifyApplication, fastify: FastifyInstance, title: string): void {
  let document: OpenAPIObject | undefined; // Made when first asked for: reading every route takes a while.
  fastify.get('/openapi.json', async () => (document ??= openApiDocument(app, title)));
}

function securityHeaders({ config, connectTo = [] }: HttpOptions): Parameters<typeof fastifyHelmet>[1] {
  const isHttps = config.publicUrl?.startsWith('https:') ?? false;
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        'script-src': ["'self'"],
        'style-src': ["'self'"],
        'img-src': ["'self'", 'data:', 'blob:'],
        'font-src': ["'self'"],
        'connect-src': ["'self'", ...connectTo],
        'object-src': ["'none'"],
        'base-uri': ["'none'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
        ...(isHttps ? { 'upgrade-insecure-requests': [] } : {}),
      },
    },
    strictTransportSecurity: isHttps ? { maxAge: 31_536_000 } : false,
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
    xFrameOptions: { action: 'deny' },
  };
}

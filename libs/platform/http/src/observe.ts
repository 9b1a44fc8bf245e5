import { type Logger, type Metrics, withContext } from '#platform/telemetry';
import type { FastifyInstance } from 'fastify';

/** Request ids on every answer and log line, one log line and one measurement a request. */
export function observeRequests(fastify: FastifyInstance, logger: Logger, metrics: Metrics): void {
  const seconds = metrics.histogram('http_request_seconds', 'Time from request to the end of the answer.', [
    'method',
    'route',
    'status',
  ]);
  fastify.addHook('onRequest', (request, _reply, done) => withContext({ request_id: request.id }, done));
  fastify.addHook('onSend', async (request, reply) => void reply.header('x-request-id', request.id));
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none';
    const { method } = request;
    seconds.observe(reply.elapsedTime / 1000, { method, route, status: reply.statusCode });
    // The route, not the path: a path or query may hold what belongs to a person.
    logger.info({
      event: 'http.request',
      request_id: request.id,
      method,
      route,
      status: reply.statusCode,
      duration_ms: Math.round(reply.elapsedTime),
    });
    done();
  });
}

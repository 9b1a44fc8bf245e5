import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { Logger } from '#platform/telemetry';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Problem, problemOf } from './problem.ts';

/** The one place that turns an error into an answer; also the one that logs it. */
@Catch()
export class ProblemFilter implements ExceptionFilter<unknown> {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const [request, reply] = [
      host.switchToHttp().getRequest<FastifyRequest>(),
      host.switchToHttp().getResponse<FastifyReply>(),
    ];
    const problem = problemOf(error);
    this.log(problem.status, problem.code, error);
    if (reply.sent) return;
    if (problem.status === 401) void reply.header('www-authenticate', 'Bearer');
    if (problem.status === 503 || problem.status === 429) void reply.header('retry-after', retryAfter(problem));
    void reply
      .status(problem.status)
      .header('content-type', 'application/problem+json; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(JSON.stringify({ ...problem, request_id: request.id }));
  }

  private log(status: number, code: string, error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    if (status === 500) this.logger.error({ event: 'http.failed', code, error });
    else if (status === 503) this.logger.warn({ event: 'http.unavailable', code, reason: message });
    else this.logger.info({ event: 'http.refused', code, reason: message });
  }
}

/** Whole seconds (RFC 9110, section 10.2.3): the refusal's own `retry_after_seconds`, else one. */
function retryAfter({ retry_after_seconds: seconds }: Problem): string {
  return typeof seconds === 'number' && seconds > 0 ? String(Math.ceil(seconds)) : '1';
}

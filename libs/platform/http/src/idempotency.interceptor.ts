import { type CallHandler, type ExecutionContext, type NestInterceptor, SetMetadata } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';
import type { UnitOfWork } from '#platform/database';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Observable, firstValueFrom, from } from 'rxjs';
import { callerOf } from './access.ts';
import { IdempotencyKeyInvalid } from './http.errors.ts';
import { type IdempotentRequest, type StoredAnswer, fingerprint, keepAnswer, takeKey } from './idempotency-keys.ts';

const SECRETS_KEY = 'provisio:response-secrets';
const MUTATIONS = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/**
 * Members of the answer that are shown once and never stored, e.g. a new API key. A replay has null in their place and
 * names them in `not_repeated`.
 */
export const SecretInResponse = (...names: string[]): MethodDecorator => SetMetadata(SECRETS_KEY, names);

/**
 * `Idempotency-Key` on mutations: the handler, its effects and the stored answer are one transaction (use-cases inside
 * join it). The same request again gets the stored answer with `Idempotent-Replayed: true`. Refusals are not stored.
 * Keys belong to the caller's organisation; where nobody is signed in the header is ignored.
 */
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reflector: Reflector,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const named = MUTATIONS.has(request.method) ? nameOf(request) : undefined;
    if (named === undefined) return next.handle();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const secrets = this.reflector.get<string[] | undefined>(SECRETS_KEY, context.getHandler()) ?? [];
    return from(this.once(named, reply, secrets, () => firstValueFrom(next.handle(), { defaultValue: undefined })));
  }

  private once(
    named: IdempotentRequest,
    reply: FastifyReply,
    secrets: readonly string[],
    handle: () => Promise<unknown>,
  ): Promise<unknown> {
    return this.unitOfWork.run(async (tx) => {
      const earlier = await takeKey(tx, named);
      if (earlier !== undefined) return replay(reply, earlier);
      const body = await handle();
      const status = reply.statusCode;
      if (status >= 200 && status < 300) await keepAnswer(tx, named, { status, response: storable(body, secrets) });
      return body;
    });
  }
}

function nameOf(request: FastifyRequest): IdempotentRequest | undefined {
  const key = request.headers['idempotency-key'];
  const caller = callerOf(request);
  if (key === undefined || caller === undefined) return undefined;
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(key)) throw new IdempotencyKeyInvalid();
  return { tenant: caller.organisation, key, fingerprint: fingerprint(request.method, request.url, request.body) };
}

function replay(reply: FastifyReply, { status, response }: StoredAnswer): unknown {
  void reply.status(status).header('idempotent-replayed', 'true');
  return response === null ? undefined : JSON.parse(response);
}

function storable(body: unknown, secrets: readonly string[]): string | null {
  if (body === undefined) return null;
  if (secrets.length === 0 || typeof body !== 'object' || body === null) return JSON.stringify(body);
  const hidden = Object.fromEntries(secrets.map((name) => [name, null]));
  return JSON.stringify({ ...body, ...hidden, not_repeated: secrets });
}

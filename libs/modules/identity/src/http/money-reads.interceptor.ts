import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  StreamableFile,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type Observable, mergeMap } from 'rxjs';
import type { Caller } from '#kernel';
import { callerOf, showsMoney } from '#platform/http';
import { ownersIn } from '../domain/money-owners.ts';
import { LogMoneyRead } from '../use-cases/log-money-read/log-money-read.ts';

type Asked = {
  readonly method: string;
  readonly url: string;
  readonly params: unknown;
  readonly query: unknown;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
};

/**
 * Stands between a route that shows money (`@ShowsMoney()`) and its answer: when the platform's people get to see what belongs to
 * somebody else, the look is committed to the log first. An answer that cannot be logged is not sent.
 */
@Injectable()
export class MoneyReadsInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly log: LogMoneyRead,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    const request = context.switchToHttp().getRequest<Asked>();
    const caller = callerOf(request);
    if (caller === undefined || request.method !== 'GET' || !LogMoneyRead.concerns(caller)) return next.handle();
    if (!showsMoney(this.reflector, context)) return next.handle();
    const reason = LogMoneyRead.reasonOf(headerOf(request, 'x-reason'));
    return next.handle().pipe(mergeMap((answer) => this.logged(caller, request, reason, answer)));
  }

  /** The owners stand in the answer. A file is not read here: it is of whom the request names, or else of all. */
  private async logged(caller: Caller, request: Asked, reason: string | undefined, answer: unknown): Promise<unknown> {
    const isFile = answer instanceof StreamableFile || typeof answer === 'string';
    const owners = ownersIn([request.params, request.query]);
    if (!isFile) ownersIn(answer, owners);
    await this.log.execute(caller, { path: request.url, reason, owners, isOfAll: isFile && owners.size === 0 });
    return answer;
  }
}

function headerOf({ headers }: Asked, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value.join(' ') : value;
}

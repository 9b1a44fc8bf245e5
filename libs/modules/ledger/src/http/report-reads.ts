import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Observable, from, lastValueFrom } from 'rxjs';
import { InvalidInput } from '#kernel';
import { Books } from '../books/books.ts';
import { freshTo } from '../storage/fresh-to.ts';
import { bookIn, bookNamed } from './in-book.ts';

const MIN_SIZE_HEADER = 'ledger-min-size';

/** The header in which a caller says how many leaves of the log a report must have seen. */
export const MIN_SIZE = {
  name: MIN_SIZE_HEADER,
  required: false,
  description: 'How many leaves of the log the report must have seen, such as the position that posting answered.',
};

/**
 * Where a report is read, said in its answer: `ledger-source` is `primary` or `replica`, `ledger-size` how many leaves of the log
 * it has at least. `ledger-min-size` in the request asks for one that has seen so many: the replica is waited for shortly, then
 * the primary answers, or `database.replica_behind`. Of another book than the main one: its own database and log.
 */
@Injectable()
export class ReportReads implements NestInterceptor {
  constructor(private readonly books: Books) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const asked = minSizeOf(http.getRequest<FastifyRequest>());
    const reply = http.getResponse<FastifyReply>();
    const { reports } = bookNamed(this.books, bookIn(context));
    return from(
      reports.reading(asked, async ({ name, database }) => {
        const size = await freshTo(0n).position(database);
        void reply.header('ledger-source', name).header('ledger-size', String(size));
        return lastValueFrom(next.handle(), { defaultValue: undefined });
      }),
    );
  }
}

function minSizeOf({ headers }: FastifyRequest): ReturnType<typeof freshTo> | undefined {
  const text = headers[MIN_SIZE_HEADER];
  if (text === undefined) return undefined;
  if (typeof text !== 'string' || !/^\d{1,18}$/.test(text)) {
    throw new InvalidInput(MIN_SIZE_HEADER, 'is the size of a log, a whole number');
  }
  return freshTo(BigInt(text));
}

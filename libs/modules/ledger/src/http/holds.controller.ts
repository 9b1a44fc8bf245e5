import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { type Caller, Clock, type EpochMs, type Id, type Json, type Minor } from '#kernel';
import { Allow, CurrentCaller, Scopes, ShowsMoney } from '#platform/http';
import type { Book } from '../books/book.ts';
import { Books } from '../books/books.ts';
import type { EntryDraft, TransferKind } from '../domain/entry.ts';
import type { HoldView } from '../use-cases/find-hold/find-hold.ts';
import { InBook, OfOneBook } from './in-book.ts';
import { postedBy } from './posting.controller.ts';
import { HoldBody, HoldParams, NewCapture, NewHold, NewVoid } from './posting.schemas.ts';

type Resolution = {
  readonly id: Id<'Entry'>;
  readonly kind: TransferKind;
  readonly amount: Minor;
  readonly at: EpochMs;
  readonly by: Caller;
};

/** Two-phase transfers: an amount is held, then taken (a part or all of it) or given up. */
@ApiTags('ledger')
@Controller('v1/holds')
@Allow('finance')
@ShowsMoney()
export class HoldsController {
  constructor(
    private readonly books: Books,
    private readonly clock: Clock,
  ) {}

  /** Reserves an amount in the book of its asset: it counts against the limits of both accounts, and moves nothing. */
  @Post()
  @HttpCode(200)
  @Scopes('ledger:write')
  @ApiOkResponse({ standardSchema: HoldBody })
  async hold(
    @Body({ schema: NewHold }) body: z.output<typeof NewHold>,
    @CurrentCaller() caller: Caller,
  ): Promise<unknown> {
    const { id, asset, debit, credit, amount, effective_at, metadata, region } = body;
    const book = this.books.bookOf(asset, region);
    const effectiveAt = effective_at ?? this.clock.now();
    const transfers = [{ kind: 'hold', debit, credit, amount } as const];
    const seq = await post(book, { id, asset, effectiveAt, transfers, metadata: withPoster(metadata, caller) });
    return holdShape(book, await book.doors.findHold.execute(seq));
  }

  /** A hold by its log position in a book. */
  @Get(':seq')
  @OfOneBook()
  @Scopes('ledger:read')
  @ApiOkResponse({ standardSchema: HoldBody })
  async read(
    @Param({ schema: HoldParams }) { seq }: z.output<typeof HoldParams>,
    @InBook() book: Book,
  ): Promise<unknown> {
    return holdShape(book, await book.doors.findHold.execute(seq));
  }

  /** Takes the amount, or a part of it; the rest is free again. A hold resolves once. */
  @Post(':seq/capture')
  @OfOneBook()
  @HttpCode(200)
  @Scopes('ledger:write')
  @ApiOkResponse({ standardSchema: HoldBody })
  async capture(
    @Param({ schema: HoldParams }) { seq }: z.output<typeof HoldParams>,
    @Body({ schema: NewCapture }) { id, amount, effective_at }: z.output<typeof NewCapture>,
    @CurrentCaller() by: Caller,
    @InBook() book: Book,
  ): Promise<unknown> {
    const hold = await book.doors.findHold.execute(seq);
    const at = effective_at ?? this.clock.now();
    return resolve(book, hold, { id, kind: 'capture', amount: amount ?? hold.amount, at, by });
  }

  /** Gives the whole hold up. */
  @Post(':seq/void')
  @OfOneBook()
  @HttpCode(200)
  @Scopes('ledger:write')
  @ApiOkResponse({ standardSchema: HoldBody })
  async void(
    @Param({ schema: HoldParams }) { seq }: z.output<typeof HoldParams>,
    @Body({ schema: NewVoid }) { id, effective_at }: z.output<typeof NewVoid>,
    @CurrentCaller() by: Caller,
    @InBook() book: Book,
  ): Promise<unknown> {
    const hold = await book.doors.findHold.execute(seq);
    const at = effective_at ?? this.clock.now();
    return resolve(book, hold, { id, kind: 'void', amount: hold.amount, at, by });
  }
}

async function resolve(book: Book, hold: HoldView, { id, kind, amount, at, by }: Resolution): Promise<unknown> {
  const { debit, credit, asset, seq } = hold;
  const transfers = [{ kind, debit, credit, amount, refersTo: seq }];
  await post(book, { id, asset, effectiveAt: at, transfers, metadata: withPoster({}, by) });
  return holdShape(book, await book.doors.findHold.execute(seq));
}

/** Log position of what was booked. @throws the refusal by its name; nothing was written. */
async function post(book: Book, draft: EntryDraft): Promise<bigint> {
  const [outcome] = await book.post([draft]);
  if (outcome?.outcome !== 'posted') throw outcome?.error ?? new Error('an entry was not answered');
  return outcome.entry.transfers[0]?.seq ?? 0n;
}

function withPoster(metadata: { readonly [key: string]: Json }, caller: Caller): { readonly [key: string]: Json } {
  return { ...metadata, posted_by: postedBy(caller) };
}

function holdShape({ name }: Book, { seq, debit, credit, amount, asset, isOpen }: HoldView): unknown {
  return z.encode(HoldBody, { book: name, seq, debit, credit, amount: { amount, asset }, is_open: isOpen });
}

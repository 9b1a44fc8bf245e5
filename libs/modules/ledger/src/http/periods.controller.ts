import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { type Caller, MAX_MINOR } from '#kernel';
import { Allow, CurrentCaller, Scopes, decodeCursor, pageOf } from '#platform/http';
import type { Book } from '../books/book.ts';
import type { MovedPeriod } from '../use-cases/move-periods/move-periods.ts';
import { position } from './ledger.schemas.ts';
import {
  ClosePeriod,
  ClosedBooksBody,
  PeriodMoveBody,
  PeriodsBody,
  PeriodsQuery,
  ReopenPeriod,
} from './periods.schemas.ts';
import { InBook, OfOneBook } from './in-book.ts';
import { postedBy } from './posting.controller.ts';

const Cursor = z.tuple([position]);

/** Closing the books up to a day, and opening them again in the open. */
@ApiTags('ledger')
@Controller('v1/periods')
@Allow('finance')
@OfOneBook()
export class PeriodsController {
  /** Every closing and re-opening, newest first. */
  @Get()
  @Allow('finance', 'auditor')
  @Scopes('ledger:read')
  @ApiOkResponse({ standardSchema: PeriodsBody })
  async list(
    @Query({ schema: PeriodsQuery }) { limit, cursor }: z.output<typeof PeriodsQuery>,
    @InBook() { doors }: Book,
  ): Promise<unknown> {
    const before = cursor === undefined ? MAX_MINOR : decodeCursor(Cursor, cursor)[0];
    const moves = await doors.movePeriods.list(before, limit + 1);
    const page = pageOf(moves, limit, (last) => [String(last.noteSeq)]);
    return { ...page, items: page.items.map(moveShape) };
  }

  /** Until when the books are closed now. */
  @Get('closed')
  @Allow('finance', 'auditor')
  @Scopes('ledger:read')
  @ApiOkResponse({ standardSchema: ClosedBooksBody })
  async closed(@InBook() { doors }: Book): Promise<unknown> {
    const { until, zone } = await doors.movePeriods.closed();
    return z.encode(ClosedBooksBody, { closed_until: until ?? null, zone });
  }

  /** Closes everything before a day: nothing takes effect there any more. */
  @Post('close')
  @HttpCode(200)
  @Scopes('ledger:write')
  @ApiOkResponse({ standardSchema: PeriodMoveBody })
  async close(
    @Body({ schema: ClosePeriod }) { until, reason }: z.output<typeof ClosePeriod>,
    @CurrentCaller() caller: Caller,
    @InBook() { doors }: Book,
  ): Promise<unknown> {
    return moveShape(await doors.movePeriods.execute({ kind: 'close', until, reason, by: postedBy(caller) }));
  }

  /** Opens what was closed, from a day on; the log shows who did it and why. */
  @Post('reopen')
  @HttpCode(200)
  @Scopes('ledger:write')
  @ApiOkResponse({ standardSchema: PeriodMoveBody })
  async reopen(
    @Body({ schema: ReopenPeriod }) { until, reason }: z.output<typeof ReopenPeriod>,
    @CurrentCaller() caller: Caller,
    @InBook() { doors }: Book,
  ): Promise<unknown> {
    return moveShape(await doors.movePeriods.execute({ kind: 'reopen', until, reason, by: postedBy(caller) }));
  }
}

function moveShape({ kind, until, before, by, reason, movedAt, noteSeq }: MovedPeriod): unknown {
  return z.encode(PeriodMoveBody, {
    kind,
    until: until ?? null,
    before: before ?? null,
    moved_by: by,
    reason,
    moved_at: movedAt,
    note_seq: noteSeq,
  });
}

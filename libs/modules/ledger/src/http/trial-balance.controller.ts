import { Controller, Get, Query, UseInterceptors } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Allow, Scopes, ShowsMoney, pageOf } from '#platform/http';
import type { Book } from '../books/book.ts';
import { InBook, OfOneBook } from './in-book.ts';
import { MIN_SIZE, ReportReads } from './report-reads.ts';
import { after } from './accounts.controller.ts';
import {
  TrialBalanceAccountPage,
  TrialBalanceAccountsQuery,
  TrialBalanceBody,
  TrialBalanceQuery,
} from './ledger.schemas.ts';
import { trialBalanceAccountShape, trialBalanceShape } from './shapes.ts';

/** The trial balance, now and at any past moment. */
@ApiTags('ledger')
@Controller('v1/trial-balance')
@Allow('finance', 'auditor')
@Scopes('ledger:read')
@ShowsMoney()
@UseInterceptors(ReportReads)
@ApiHeader(MIN_SIZE)
@OfOneBook()
export class TrialBalanceController {
  /** Totals per line of the chart and asset; debits = credits, or something is broken. */
  @Get()
  @ApiOkResponse({ standardSchema: TrialBalanceBody })
  async read(
    @Query({ schema: TrialBalanceQuery }) query: z.output<typeof TrialBalanceQuery>,
    @InBook() { doors }: Book,
  ): Promise<unknown> {
    const moment = { effectiveAt: query.effective_at, recordedAt: query.recorded_at };
    return trialBalanceShape(await doors.trialBalance.execute(moment));
  }

  /** The accounts behind it, in order of path and asset. */
  @Get('accounts')
  @ApiOkResponse({ standardSchema: TrialBalanceAccountPage })
  async accounts(
    @Query({ schema: TrialBalanceAccountsQuery }) query: z.output<typeof TrialBalanceAccountsQuery>,
    @InBook() { doors }: Book,
  ): Promise<unknown> {
    const { line, limit, cursor } = query;
    const last = after(cursor);
    const options = {
      ...(line === undefined ? {} : { line }),
      ...(last === undefined ? {} : { after: last }),
      limit: limit + 1,
    };
    const rows = await doors.trialBalance.accounts(
      { effectiveAt: query.effective_at, recordedAt: query.recorded_at },
      options,
    );
    const page = pageOf(rows, limit, ({ path, asset }) => [path, asset]);
    return { ...page, items: page.items.map(trialBalanceAccountShape) };
  }
}

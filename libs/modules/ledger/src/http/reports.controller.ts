import { Controller, Get, Param, Query, type StreamableFile, UseInterceptors } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { type Caller, Clock, type EpochMs, asset as assetOf } from '#kernel';
import { Allow, CurrentCaller, Scopes, ShowsMoney, decodeCursor, encodeCursor, pageOf } from '#platform/http';
import type { Book } from '../books/book.ts';
import { AccountNotFound } from '../ledger.errors.ts';
import { type AccountPath, accountPath } from '../domain/account-path.ts';
import type { DayRange } from '../domain/report-days.ts';
import { visibleOwner } from '../domain/visibility.ts';
import type { ReportFilter } from '../storage/report.store.ts';
import type { AgedAccount } from '../use-cases/aged-receivables/aged-receivables.ts';
import { GeneralLedger, type LedgerPlace, type LedgerRow } from '../use-cases/general-ledger/general-ledger.ts';
import { csvFile } from './csv-stream.ts';
import { InBook, OfOneBook } from './in-book.ts';
import { MIN_SIZE, ReportReads } from './report-reads.ts';
import { pathParam } from './ledger.schemas.ts';
import {
  AgedAccountPage,
  AgedCursor,
  AgedFileQuery,
  AgedQuery,
  AgedTotalsBody,
  GeneralLedgerFileQuery,
  GeneralLedgerQuery,
  HistoryBody,
  HistoryQuery,
  LedgerCursor,
  LedgerRowPage,
  OwnStatementFileQuery,
  OwnStatementQuery,
} from './reports.schemas.ts';
import {
  AGED_COLUMNS,
  LEDGER_COLUMNS,
  agedLine,
  agedShape,
  agedTotalShape,
  historyShape,
  ledgerRowLine,
  ledgerRowShape,
} from './reports.shapes.ts';

/** Movements that a stream reads in one look. */
const STREAM_CHUNK = 5_000;
type Page = { readonly limit: number; readonly cursor?: string | undefined };
type Which = { readonly filter: ReportFilter; readonly range: DayRange };

/** Reports over days: of all accounts for finance, of their own for others. */
@ApiTags('ledger')
@Controller('v1')
@Allow('finance', 'auditor')
@Scopes('ledger:read')
@ShowsMoney()
@UseInterceptors(ReportReads)
@ApiHeader(MIN_SIZE)
@OfOneBook()
export class ReportsController {
  constructor(private readonly clock: Clock) {}

  /** Opening, every movement with its counter account and the balance after it, and closing, account by account. */
  @Get('reports/general-ledger')
  @ApiOkResponse({ standardSchema: LedgerRowPage })
  async ledger(
    @Query({ schema: GeneralLedgerQuery }) query: z.output<typeof GeneralLedgerQuery>,
    @InBook() book: Book,
  ): Promise<unknown> {
    return pageOfLedger(book, whichOf(query), query);
  }

  /** The same, whole, as it is read. */
  @Get('reports/general-ledger.csv')
  @ApiProduces('text/csv')
  @ApiOkResponse({ description: 'One line a row; amounts in minor units and as decimal numbers, times UTC.' })
  async ledgerFile(
    @Query({ schema: GeneralLedgerFileQuery }) query: z.output<typeof GeneralLedgerFileQuery>,
    @InBook() book: Book,
  ): Promise<StreamableFile> {
    return ledgerFile(book, whichOf(query), 'general-ledger.csv');
  }

  /** All accounts of the caller’s organisation over a range of days. */
  @Get('reports/statement')
  @Allow('merchant', 'influencer')
  @ApiOkResponse({ standardSchema: LedgerRowPage })
  async statement(
    @Query({ schema: OwnStatementQuery }) query: z.output<typeof OwnStatementQuery>,
    @CurrentCaller() { organisation }: Caller,
    @InBook() book: Book,
  ): Promise<unknown> {
    return pageOfLedger(book, whichOf({ ...query, owner: organisation }), query);
  }

  /** The same, whole. */
  @Get('reports/statement.csv')
  @Allow('merchant', 'influencer')
  @ApiProduces('text/csv')
  @ApiOkResponse({ description: 'One line a row; amounts in minor units and as decimal numbers, times UTC.' })
  async statementFile(
    @Query({ schema: OwnStatementFileQuery }) query: z.output<typeof OwnStatementFileQuery>,
    @CurrentCaller() { organisation }: Caller,
    @InBook() book: Book,
  ): Promise<StreamableFile> {
    return ledgerFile(book, whichOf({ ...query, owner: organisation }), 'statement.csv');
  }

  /** What merchants and payees owe, by age; what was paid takes the oldest first. At any moment, now unless given. */
  @Get('reports/aged-receivables')
  @ApiOkResponse({ standardSchema: AgedAccountPage })
  async aged(
    @Query({ schema: AgedQuery }) query: z.output<typeof AgedQuery>,
    @InBook() { name, doors }: Book,
  ): Promise<unknown> {
    const { limit, cursor } = query;
    const [path, asset, seenAt] = cursor === undefined ? [] : decodeCursor(AgedCursor, cursor);
    const at = (seenAt as EpochMs | undefined) ?? query.at ?? this.clock.now();
    const after =
      path === undefined || asset === undefined ? undefined : { path: accountPath(path), asset: assetOf(asset) };
    const rows = await first<AgedAccount>(doors.agedReceivables.accounts(at, after), limit + 1);
    const page = pageOf(rows, limit, (last) => [last.path, last.asset, at]);
    return { ...page, items: page.items.map((row) => agedShape(row, name)), at: new Date(at).toISOString() };
  }

  /** The same by line of the chart and asset. */
  @Get('reports/aged-receivables/totals')
  @ApiOkResponse({ standardSchema: AgedTotalsBody })
  async agedTotals(
    @Query({ schema: AgedFileQuery }) query: z.output<typeof AgedFileQuery>,
    @InBook() { doors }: Book,
  ): Promise<unknown> {
    const at = query.at ?? this.clock.now();
    return { at: new Date(at).toISOString(), lines: (await doors.agedReceivables.totals(at)).map(agedTotalShape) };
  }

  /** Every receivable that is open, as CSV. */
  @Get('reports/aged-receivables.csv')
  @ApiProduces('text/csv')
  @ApiOkResponse({ description: 'One line an account; amounts in minor units and as decimal numbers.' })
  agedFile(
    @Query({ schema: AgedFileQuery }) query: z.output<typeof AgedFileQuery>,
    @InBook() { doors }: Book,
  ): Promise<StreamableFile> {
    return csvFile(doors.agedReceivables.accounts(query.at), AGED_COLUMNS, agedLine, 'aged-receivables.csv');
  }

  /** An account’s balance at the end of each day or month. */
  @Get('accounts/:path/balance-history')
  @Allow('finance', 'auditor', 'merchant', 'influencer')
  @ApiOkResponse({ standardSchema: HistoryBody })
  async history(
    @Param('path', { schema: pathParam }) path: AccountPath,
    @Query({ schema: HistoryQuery }) { asset, step, ...range }: z.output<typeof HistoryQuery>,
    @CurrentCaller() caller: Caller,
    @InBook() { name, doors }: Book,
  ): Promise<unknown> {
    const ref = { path, asset };
    const [found] = await doors.readBalances.execute([ref]);
    const owner = visibleOwner(caller);
    if (owner !== undefined && found?.account?.owner !== owner) throw new AccountNotFound(path, asset);
    return historyShape(ref, await doors.balanceHistory.execute(ref, range, step), name);
  }
}

async function pageOfLedger(book: Book, { filter, range }: Which, { limit, cursor }: Page): Promise<unknown> {
  const { generalLedger } = book.doors;
  const seen = cursor === undefined ? undefined : decodeCursor(LedgerCursor, cursor);
  const size = seen?.[0] ?? (await generalLedger.size());
  const question = { filter, range, size, chunk: limit + 1 };
  const rows = await first<LedgerRow>(generalLedger.rows(question, placeIn(seen)), limit + 1);
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const next =
    rows.length > limit && last !== undefined ? encodeCursor(cursorOf(size, GeneralLedger.placeOf(last))) : null;
  return { items: items.map((row) => ledgerRowShape(row, book.name)), next_cursor: next, size: String(size) };
}

async function ledgerFile({ name: of, doors }: Book, which: Which, name: string): Promise<StreamableFile> {
  const question = { ...which, size: await doors.generalLedger.size(), chunk: STREAM_CHUNK };
  return csvFile(doors.generalLedger.rows(question), LEDGER_COLUMNS, (row) => ledgerRowLine(row, of), name);
}

function whichOf(query: DayRange & Omit<ReportFilter, 'path'> & { readonly account?: AccountPath | undefined }): Which {
  const { from, to, line, owner, account, asset } = query;
  return { filter: { line, owner, path: account, asset }, range: { from, to } };
}

function placeIn(seen: z.output<typeof LedgerCursor> | undefined): LedgerPlace | undefined {
  if (seen === undefined) return undefined;
  const [, path, asset, row, at, seq] = seen;
  const account = { path: accountPath(path), asset: assetOf(asset) };
  return { account, row, effectiveAt: (at ?? undefined) as EpochMs | undefined, seq: seq ?? undefined };
}

function cursorOf(size: bigint, { account, row, effectiveAt, seq }: LedgerPlace): (string | number | null)[] {
  return [String(size), account.path, account.asset, row, effectiveAt ?? null, seq === undefined ? null : String(seq)];
}

/** The first `many` of `rows`; the rest is not read. */
async function first<Row>(rows: AsyncIterable<Row>, many: number): Promise<Row[]> {
  const found: Row[] = [];
  for await (const row of rows) {
    found.push(row);
    if (found.length === many) break;
  }
  return found;
}

import { Body, Controller, Get, Header, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { Caller, EpochMs, Id } from '#kernel';
import { Allow, CurrentCaller, PageQuery, Scopes, ShowsMoney, decodeCursor, pageOf } from '#platform/http';
import type { RunCursor } from '../storage/run.store.ts';
import { ApproveRun } from '../use-cases/approve-run/approve-run.ts';
import { CancelRun } from '../use-cases/cancel-run/cancel-run.ts';
import { CompareRun } from '../use-cases/compare-run/compare-run.ts';
import { ProposeRun } from '../use-cases/propose-run/propose-run.ts';
import { ReadRuns } from '../use-cases/read-runs/read-runs.ts';
import {
  CancelBody,
  ComparisonQuery,
  ComparisonView,
  NewRunBody,
  PayoutPage,
  RunPage,
  RunQuery,
  RunView,
  runId,
} from './payouts.schemas.ts';
import { comparisonShape, payoutShape, runShape } from './shapes.ts';

const TimeCursor = z.tuple([z.int(), z.uuid()]);
const PayeeCursor = z.tuple([z.uuid()]);

/** Payout runs. Two people of finance decide about each; a key can only read them. */
@ApiTags('payouts')
@Controller('v1/payout-runs')
@Allow('finance')
@ShowsMoney()
export class PayoutRunsController {
  constructor(
    private readonly proposeRun: ProposeRun,
    private readonly approveRun: ApproveRun,
    private readonly cancelRun: CancelRun,
    private readonly compareRun: CompareRun,
    private readonly readRuns: ReadRuns,
  ) {}

  @Post()
  @ApiCreatedResponse({ standardSchema: RunView })
  async propose(
    @Body({ schema: NewRunBody }) body: z.output<typeof NewRunBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<unknown> {
    const { asset, amount: minimum } = body.minimum;
    const { id } = await this.proposeRun.execute(caller, { asset, minimum });
    return this.shown(id);
  }

  @Post(':id/approve')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: RunView })
  async approve(
    @Param('id', { schema: runId }) id: Id<'PayoutRun'>,
    @CurrentCaller() caller: Caller,
  ): Promise<unknown> {
    await this.approveRun.execute(caller, id);
    return this.shown(id);
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: RunView })
  async cancel(
    @Param('id', { schema: runId }) id: Id<'PayoutRun'>,
    @Body({ schema: CancelBody }) body: z.output<typeof CancelBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<unknown> {
    await this.cancelRun.execute(caller, id, body.reason);
    return this.shown(id);
  }

  @Get()
  @Scopes('payouts:read')
  @ApiOkResponse({ standardSchema: RunPage })
  async list(@Query({ schema: RunQuery }) query: z.output<typeof RunQuery>): Promise<unknown> {
    const rows = await this.readRuns.list(query.state, timeCursor(query.cursor), query.limit + 1);
    const page = pageOf(rows, query.limit, (run) => [run.proposedAt, run.id]);
    const names = await this.readRuns.deciders(page.items);
    return { ...page, items: page.items.map((run) => runShape(run, names)) };
  }

  @Get(':id')
  @Scopes('payouts:read')
  @ApiOkResponse({ standardSchema: RunView })
  async read(@Param('id', { schema: runId }) id: Id<'PayoutRun'>): Promise<unknown> {
    return this.shown(id);
  }

  @Get(':id/payouts')
  @Scopes('payouts:read')
  @ApiOkResponse({ standardSchema: PayoutPage })
  async payouts(
    @Param('id', { schema: runId }) id: Id<'PayoutRun'>,
    @Query({ schema: PageQuery }) query: z.output<typeof PageQuery>,
  ): Promise<unknown> {
    const { asset } = await this.readRuns.one(id);
    const after = query.cursor === undefined ? undefined : decodeCursor(PayeeCursor, query.cursor)[0];
    const page = pageOf(await this.readRuns.payouts(id, after, query.limit + 1), query.limit, (last) => [last.payeeId]);
    return { ...page, items: page.items.map((payout) => payoutShape(payout, asset)) };
  }

  /** The run beside the last one that paid: outliers first, with the reasons of open reviews. */
  @Get(':id/comparison')
  @Scopes('payouts:read')
  @ApiOkResponse({ standardSchema: ComparisonView })
  async comparison(
    @Param('id', { schema: runId }) id: Id<'PayoutRun'>,
    @Query({ schema: ComparisonQuery }) query: z.output<typeof ComparisonQuery>,
  ): Promise<unknown> {
    return comparisonShape(await this.compareRun.execute(id, query.limit));
  }

  @Get(':id/statement.csv')
  @Scopes('payouts:read')
  @Header('content-type', 'text/csv; charset=utf-8')
  @Header('content-disposition', 'attachment; filename="payout-run.csv"')
  @ApiProduces('text/csv')
  @ApiOkResponse({ description: 'One line a payee, amounts as decimal numbers, times UTC.' })
  statement(@Param('id', { schema: runId }) id: Id<'PayoutRun'>): Promise<string> {
    return this.readRuns.statement(id);
  }

  private async shown(id: Id<'PayoutRun'>): Promise<unknown> {
    const run = await this.readRuns.one(id);
    return runShape(run, await this.readRuns.deciders([run]));
  }
}

/** The place in a list that is ordered by time of proposal. */
export function timeCursor(cursor: string | undefined): RunCursor | undefined {
  if (cursor === undefined) return undefined;
  const [proposedAt, id] = decodeCursor(TimeCursor, cursor);
  return { proposedAt: proposedAt as EpochMs, id };
}

import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { Caller, Id } from '#kernel';
import { Allow, CurrentCaller, PageQuery, Scopes, ShowsMoney, pageOf } from '#platform/http';
import { ReadRuns } from '../use-cases/read-runs/read-runs.ts';
import { ReviewPayee } from '../use-cases/review-payee/review-payee.ts';
import { timeCursor } from './payout-runs.controller.ts';
import { NewReviewBody, OwnPayoutPage, ReviewList, ReviewView, reviewId } from './payouts.schemas.ts';
import { ownPayoutShape, reviewShape } from './shapes.ts';

/** A payee's own payouts, and finance's reviews of payees. */
@ApiTags('payouts')
@Controller('v1')
export class PayoutsController {
  constructor(
    private readonly readRuns: ReadRuns,
    private readonly reviewPayee: ReviewPayee,
  ) {}

  @Get('payouts')
  @Allow('influencer')
  @Scopes('payouts:read')
  @ApiOkResponse({ standardSchema: OwnPayoutPage })
  async own(
    @Query({ schema: PageQuery }) query: z.output<typeof PageQuery>,
    @CurrentCaller() caller: Caller,
  ): Promise<unknown> {
    const rows = await this.readRuns.ofPayee(caller.organisation, timeCursor(query.cursor), query.limit + 1);
    const page = pageOf(rows, query.limit, ({ proposedAt, runId }) => [proposedAt, runId]);
    return { ...page, items: page.items.map(ownPayoutShape) };
  }

  @Post('payout-reviews')
  @Allow('finance')
  @ApiCreatedResponse({ standardSchema: ReviewView })
  async open(
    @Body({ schema: NewReviewBody }) body: z.output<typeof NewReviewBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<unknown> {
    return reviewShape(await this.reviewPayee.open(caller, body.payee, body.reason));
  }

  @Get('payout-reviews')
  @ShowsMoney()
  @Allow('finance')
  @Scopes('payouts:read')
  @ApiOkResponse({ standardSchema: ReviewList })
  async reviews(): Promise<unknown> {
    return { items: (await this.reviewPayee.list(200)).map(reviewShape) };
  }

  @Post('payout-reviews/:id/close')
  @Allow('finance')
  @HttpCode(204)
  @ApiNoContentResponse()
  async close(
    @Param('id', { schema: reviewId }) id: Id<'PayoutReview'>,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.reviewPayee.close(caller, id);
  }
}

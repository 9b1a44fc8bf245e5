import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { Asset, Minor } from '#kernel';
import { Allow } from '#platform/http';
import type { LinkMoney } from '../storage/review.store.ts';
import { ForeseeReview } from '../use-cases/foresee-review/foresee-review.ts';
import { ReviewEffect, ReviewQuery } from './commissions.schemas.ts';

const REACHES = ['waiting', 'under_review', 'matured'] as const;

/** Reviews of links: what a moderator's decision does to money. */
@ApiTags('commissions')
@Controller('v1/commission-reviews')
@Allow('moderator', 'finance')
export class ReviewsController {
  constructor(private readonly foreseeReview: ForeseeReview) {}

  /** What the links have earned, by what a review of them can do about it. Read before deciding; nothing is changed. */
  @Get('effect')
  @ApiOkResponse({ standardSchema: ReviewEffect })
  async effect(@Query({ schema: ReviewQuery }) { links }: z.output<typeof ReviewQuery>): Promise<unknown> {
    const sums = Map.groupBy(await this.foreseeReview.execute(links), ({ asset }) => asset);
    return z.encode(ReviewEffect, { totals: [...sums].map(([asset, of]) => totalOf(asset, of)) });
  }
}

function totalOf(asset: Asset, of: readonly LinkMoney[]): z.output<typeof ReviewEffect>['totals'][number] {
  const [waiting, under_review, matured] = REACHES.map((name) => {
    const found = of.find(({ reach }) => reach === name);
    return { commissions: found?.commissions ?? 0, amount: { amount: found?.amount ?? (0n as Minor), asset } };
  }) as [Total, Total, Total];
  return { asset, waiting, under_review, matured };
}

type Total = z.output<typeof ReviewEffect>['totals'][number]['waiting'];

import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { Caller, Id } from '#kernel';
import { Allow, CurrentCaller, Scopes, decodeCursor, pageOf } from '#platform/http';
import { BuildAdReceipt } from '../use-cases/build-ad-receipt/build-ad-receipt.ts';
import { ListAdEarnings } from '../use-cases/list-ad-earnings/list-ad-earnings.ts';
import { AdEarningPage, AdEarningQuery, AdReceiptBundle, entryId } from './ad-earnings.schemas.ts';

const Cursor = z.tuple([z.uuid()]);

/** What creators earn by ads beside their posts, and the proof of an ad charge for everybody whom it concerns. */
@ApiTags('campaigns')
@Controller('v1')
export class AdEarningsController {
  constructor(
    private readonly listEarnings: ListAdEarnings,
    private readonly buildReceipt: BuildAdReceipt,
  ) {}

  @Get('ad-earnings')
  @Allow('influencer')
  @Scopes('commissions:read')
  @ApiOkResponse({ standardSchema: AdEarningPage })
  async earnings(
    @Query({ schema: AdEarningQuery }) { limit, cursor }: z.output<typeof AdEarningQuery>,
    @CurrentCaller() caller: Caller,
  ): Promise<unknown> {
    const before = cursor === undefined ? undefined : (decodeCursor(Cursor, cursor)[0] as Id<'AdEarning'>);
    const page = pageOf(await this.listEarnings.execute(caller, before, limit + 1), limit, ({ id }) => [id]);
    const items = page.items.map(({ campaignId, entryId: entry, amount, asset, maturesAt, maturedAt }) => ({
      campaign: campaignId,
      entry,
      amount: { amount, asset },
      state: maturedAt === undefined ? ('pending' as const) : ('payable' as const),
      matures_at: maturesAt,
    }));
    return z.encode(AdEarningPage, { items, next_cursor: page.next_cursor });
  }

  @Get('ad-charges/:entry/receipt')
  @Allow('merchant', 'influencer', 'finance')
  @Scopes('commissions:read')
  @ApiOkResponse({ standardSchema: AdReceiptBundle })
  receipt(@Param('entry', { schema: entryId }) entry: Id<'Entry'>, @CurrentCaller() caller: Caller): Promise<unknown> {
    return this.buildReceipt.execute(caller, entry);
  }
}

import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { Caller } from '#kernel';
import { Allow, CurrentCaller, decodeCursor, encodeCursor, Scopes } from '#platform/http';
import { SearchCampaigns } from '../use-cases/search-campaigns/search-campaigns.ts';
import { CampaignPage, CampaignSearchQuery } from './campaigns.schemas.ts';
import { campaignShape } from './shapes.ts';

const Cursor = z.tuple([z.union([z.number(), z.string().max(1_000)]), z.string().max(200)]);

/** Campaigns by words: advertisers and merchants find their own, finance finds all. */
@ApiTags('campaigns')
@Controller('v1/search/campaigns')
@Allow('merchant', 'finance')
@Scopes('campaigns:read')
export class CampaignSearchController {
  constructor(private readonly searchCampaigns: SearchCampaigns) {}

  /** By the words of names and creatives; the newest without words. */
  @Get()
  @ApiOkResponse({ standardSchema: CampaignPage })
  async find(
    @Query({ schema: CampaignSearchQuery }) query: z.output<typeof CampaignSearchQuery>,
    @CurrentCaller() { roles, organisation }: Caller,
  ): Promise<unknown> {
    const { q: text, state, limit } = query;
    const advertiserId = roles.includes('finance') ? undefined : organisation;
    const after = query.cursor === undefined ? undefined : decodeCursor(Cursor, query.cursor);
    const { campaigns, next } = await this.searchCampaigns.execute({ text, state, advertiserId, limit, after });
    return { items: campaigns.map(campaignShape), next_cursor: next === undefined ? null : encodeCursor(next) };
  }
}

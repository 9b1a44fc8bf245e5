import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { type Caller, type EpochMs, type Id, InvalidInput, type IsoDate } from '#kernel';
import { Allow, CurrentCaller, Scopes, decodeCursor, pageOf } from '#platform/http';
import type { CampaignFilter } from '../storage/campaign.store.ts';
import { AddCreative, type NewCreative } from '../use-cases/add-creative/add-creative.ts';
import { CreateCampaign } from '../use-cases/create-campaign/create-campaign.ts';
import { FindCampaigns } from '../use-cases/find-campaigns/find-campaigns.ts';
import { type ChargeCursor, ListCharges } from '../use-cases/list-charges/list-charges.ts';
import { ReadReport } from '../use-cases/read-report/read-report.ts';
import { SetCampaignState } from '../use-cases/set-campaign-state/set-campaign-state.ts';
import {
  CampaignPage,
  CampaignQuery,
  CampaignView,
  ChargePage,
  ChargeQuery,
  CreativeList,
  CreativeView,
  NewCampaignBody,
  NewCreativeBody,
  ReportQuery,
  ReportView,
  campaignId,
} from './campaigns.schemas.ts';
import { campaignShape, chargeShape, creativeShape, reportShape } from './shapes.ts';

const Cursor = z.tuple([z.uuid()]);
const ChargesCursor = z.tuple([z.int(), z.uuid()]);
const MOST_CREATIVES = 500;

/** Campaigns: advertisers and merchants make and watch their own, finance sees all. */
@ApiTags('campaigns')
@Controller('v1/campaigns')
@Allow('merchant', 'finance')
@Scopes('campaigns:read')
export class CampaignsController {
  constructor(
    private readonly createCampaign: CreateCampaign,
    private readonly setState: SetCampaignState,
    private readonly findCampaigns: FindCampaigns,
    private readonly addCreative: AddCreative,
    private readonly readReport: ReadReport,
    private readonly listCharges: ListCharges,
  ) {}

  @Post()
  @Scopes('campaigns:write')
  @ApiCreatedResponse({ standardSchema: CampaignView })
  async create(
    @Body({ schema: NewCampaignBody }) body: z.output<typeof NewCampaignBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<unknown> {
    if (body.budget.asset !== body.asset) throw new InvalidInput('budget', 'a budget is in the campaign’s asset');
    const campaign = {
      advertiserId: body.advertiser ?? caller.organisation,
      name: body.name,
      asset: body.asset,
      model: body.model,
      bidNanos: Number(body.bid_nanos), // At most 10¹²: a double holds it exactly.
      budget: body.budget.amount,
      targeting: body.targeting,
      cap: body.cap,
      startsAt: body.starts_at,
      endsAt: body.ends_at,
    };
    return campaignShape(await this.createCampaign.execute(campaign, caller));
  }

  @Get()
  @ApiOkResponse({ standardSchema: CampaignPage })
  async list(
    @Query({ schema: CampaignQuery }) query: z.output<typeof CampaignQuery>,
    @CurrentCaller() caller: Caller,
  ): Promise<unknown> {
    const after = query.cursor === undefined ? undefined : (decodeCursor(Cursor, query.cursor)[0] as Id<'Campaign'>);
    const filter: CampaignFilter = { advertiserId: ownerOf(caller), after, limit: query.limit + 1 };
    const page = pageOf(await this.findCampaigns.list(filter), query.limit, ({ id }) => [id]);
    return { ...page, items: page.items.map(campaignShape) };
  }

  @Get(':id')
  @ApiOkResponse({ standardSchema: CampaignView })
  async read(
    @Param('id', { schema: campaignId }) id: Id<'Campaign'>,
    @CurrentCaller() caller: Caller,
  ): Promise<unknown> {
    return campaignShape(await this.findCampaigns.execute(id, caller));
  }

  @Post(':id/activate')
  @HttpCode(200)
  @Scopes('campaigns:write')
  @ApiOkResponse({ standardSchema: CampaignView })
  async activate(
    @Param('id', { schema: campaignId }) id: Id<'Campaign'>,
    @CurrentCaller() caller: Caller,
  ): Promise<unknown> {
    return campaignShape(await this.setState.execute(id, 'active', caller));
  }

  @Post(':id/pause')
  @HttpCode(200)
  @Scopes('campaigns:write')
  @ApiOkResponse({ standardSchema: CampaignView })
  async pause(
    @Param('id', { schema: campaignId }) id: Id<'Campaign'>,
    @CurrentCaller() caller: Caller,
  ): Promise<unknown> {
    return campaignShape(await this.setState.execute(id, 'paused', caller));
  }

  @Post(':id/creatives')
  @Scopes('campaigns:write')
  @ApiCreatedResponse({ standardSchema: CreativeView })
  async addOne(
    @Param('id', { schema: campaignId }) id: Id<'Campaign'>,
    @Body({ schema: NewCreativeBody }) body: z.output<typeof NewCreativeBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<unknown> {
    const { content, landing_url: landingUrl, categories } = body;
    const creative = { campaignId: id, content: contentOf(content), landingUrl, categories };
    return creativeShape(await this.addCreative.execute(creative, caller));
  }

  @Get(':id/creatives')
  @ApiOkResponse({ standardSchema: CreativeList })
  async creatives(
    @Param('id', { schema: campaignId }) id: Id<'Campaign'>,
    @CurrentCaller() caller: Caller,
  ): Promise<unknown> {
    await this.findCampaigns.execute(id, caller);
    const items = await this.findCampaigns.creatives({ campaignId: id, limit: MOST_CREATIVES });
    return { items: items.map(creativeShape) };
  }

  @Get(':id/report')
  @ApiOkResponse({ standardSchema: ReportView })
  async report(
    @Param('id', { schema: campaignId }) id: Id<'Campaign'>,
    @Query({ schema: ReportQuery }) query: z.output<typeof ReportQuery>,
    @CurrentCaller() caller: Caller,
  ): Promise<unknown> {
    await this.findCampaigns.execute(id, caller);
    const [from, to] = [query.from as IsoDate | undefined, query.to as IsoDate | undefined];
    return reportShape(await this.readReport.execute({ campaignId: id, from, to, limit: query.limit }));
  }

  /** Where in the ledger it was charged: each entry can be proven on its own, and together they are what it spent. */
  @Get(':id/charges')
  @ApiOkResponse({ standardSchema: ChargePage })
  async charges(
    @Param('id', { schema: campaignId }) id: Id<'Campaign'>,
    @Query({ schema: ChargeQuery }) { limit, cursor }: z.output<typeof ChargeQuery>,
    @CurrentCaller() caller: Caller,
  ): Promise<unknown> {
    const { asset } = await this.findCampaigns.execute(id, caller);
    const rows = await this.listCharges.execute(id, chargeCursorOf(cursor), limit + 1);
    const page = pageOf(rows, limit, ({ bookedAt, entryId }) => [bookedAt, entryId]);
    const items = page.items.map((charge) => chargeShape(charge, asset));
    return z.encode(ChargePage, { items, next_cursor: page.next_cursor });
  }
}

function chargeCursorOf(cursor: string | undefined): ChargeCursor | undefined {
  if (cursor === undefined) return undefined;
  const [bookedAt, entryId] = decodeCursor(ChargesCursor, cursor);
  return { bookedAt: bookedAt as EpochMs, entryId: entryId as Id<'Entry'> };
}

/** Whose campaigns a list shows; finance sees everybody's. */
function ownerOf({ roles, organisation }: Caller): Id<'Organisation'> | undefined {
  return roles.includes('finance') ? undefined : organisation;
}

function contentOf(content: z.output<typeof NewCreativeBody>['content']): NewCreative['content'] {
  switch (content.format) {
    case 'banner': {
      const { format, image_url: imageUrl, width, height, alt } = content;
      return { format, imageUrl, width, height, alt };
    }
    case 'product':
      return { format: content.format, sku: content.sku, imageUrl: content.image_url };
    case 'video': {
      const {
        format,
        media_url: mediaUrl,
        mime_type: mimeType,
        width,
        height,
        duration_ms: durationMs,
        title,
      } = content;
      return { format, mediaUrl, mimeType, width, height, durationMs, title };
    }
  }
}

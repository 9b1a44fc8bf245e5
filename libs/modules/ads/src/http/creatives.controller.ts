import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Caller, Id } from '#kernel';
import { Allow, CurrentCaller, Scopes } from '#platform/http';
import { DecideCreative } from '../use-cases/decide-creative/decide-creative.ts';
import { FindCampaigns } from '../use-cases/find-campaigns/find-campaigns.ts';
import { CreativeDecisionBody, CreativeList, CreativeView, creativeId } from './campaigns.schemas.ts';
import { creativeShape } from './shapes.ts';

const MOST_WAITING = 200;

/** Creatives that wait for somebody of the platform to look at them. */
@ApiTags('campaigns')
@Controller('v1/creatives')
@Allow('moderator', 'finance')
@Scopes('creatives:decide')
export class CreativesController {
  constructor(
    private readonly findCampaigns: FindCampaigns,
    private readonly decideCreative: DecideCreative,
  ) {}

  @Get('waiting')
  @ApiOkResponse({ standardSchema: CreativeList })
  async waiting(): Promise<unknown> {
    const items = await this.findCampaigns.creatives({ state: 'waiting', limit: MOST_WAITING });
    return { items: items.map(creativeShape) };
  }

  @Post(':id/decision')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: CreativeView })
  async decide(
    @Param('id', { schema: creativeId }) id: Id<'Creative'>,
    @Body({ schema: CreativeDecisionBody }) body: z.output<typeof CreativeDecisionBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<unknown> {
    return creativeShape(await this.decideCreative.execute(id, body.state, caller.subject));
  }
}

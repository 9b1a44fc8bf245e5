import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { Caller, Id } from '#kernel';
import { Allow, CurrentCaller, publicIdSchema } from '#platform/http';
import { AppealRemoval } from '../use-cases/moderate/appeal-removal.ts';
import { ClaimCase } from '../use-cases/moderate/claim-case.ts';
import { DecideCase } from '../use-cases/moderate/decide-case.ts';
import { ReadCases } from '../use-cases/moderate/read-cases.ts';
import { caseFileShape, caseShape } from './shapes.ts';
import { CaseBody, CaseFileBody, CaseQueue, NewAppeal, NewDecision, QueueQuery } from './social.schemas.ts';

const caseId = publicIdSchema<'ModerationCase'>('case');

/** Moderation: the queue and decisions for moderators, appeals for authors. */
@ApiTags('moderation')
@Controller('v1/moderation')
@Allow('moderator')
export class ModerationController {
  constructor(
    private readonly cases: ReadCases,
    private readonly claimCase: ClaimCase,
    private readonly decideCase: DecideCase,
    private readonly appealRemoval: AppealRemoval,
  ) {}

  @Get('queue')
  @ApiOkResponse({ standardSchema: CaseQueue })
  async queue(
    @Query({ schema: QueueQuery }) { limit }: z.output<typeof QueueQuery>,
    @CurrentCaller() caller: Caller,
  ): Promise<unknown> {
    return { items: (await this.cases.queue(userOf(caller), limit)).map(caseShape) };
  }

  /** Moderators read every case, authors those about their own words. */
  @Get('cases/:id')
  @Allow('moderator', 'influencer', 'shopper')
  @ApiOkResponse({ standardSchema: CaseFileBody })
  async read(
    @Param('id', { schema: caseId }) id: Id<'ModerationCase'>,
    @CurrentCaller() caller: Caller,
  ): Promise<unknown> {
    const only = caller.roles.includes('moderator') ? undefined : userOf(caller);
    return caseFileShape(await this.cases.read(id, only));
  }

  @Post('cases/:id/claim')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: CaseBody })
  async claim(
    @Param('id', { schema: caseId }) id: Id<'ModerationCase'>,
    @CurrentCaller() caller: Caller,
  ): Promise<unknown> {
    return caseShape(await this.claimCase.execute(id, userOf(caller)));
  }

  @Post('cases/:id/decisions')
  @ApiCreatedResponse({ standardSchema: CaseFileBody })
  async decide(
    @Param('id', { schema: caseId }) id: Id<'ModerationCase'>,
    @Body({ schema: NewDecision }) body: z.output<typeof NewDecision>,
    @CurrentCaller() caller: Caller,
  ): Promise<unknown> {
    await this.decideCase.execute(id, userOf(caller), body);
    return caseFileShape(await this.cases.read(id));
  }

  @Post('cases/:id/appeal')
  @Allow('influencer', 'shopper')
  @HttpCode(204)
  @ApiNoContentResponse()
  async appeal(
    @Param('id', { schema: caseId }) id: Id<'ModerationCase'>,
    @Body({ schema: NewAppeal }) body: z.output<typeof NewAppeal>,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.appealRemoval.execute(id, userOf(caller), body.text);
  }
}

function userOf({ subject }: Caller): Id<'User'> {
  return subject as Id<'User'>;
}

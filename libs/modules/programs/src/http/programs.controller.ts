import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { Caller, Id } from '#kernel';
import { Allow, CurrentCaller, PageQuery, Scopes, decodeCursor, pageOf } from '#platform/http';
import { CreateProgram } from '../use-cases/create-program/create-program.ts';
import { EnrolPartner } from '../use-cases/enrol-partner/enrol-partner.ts';
import { FindPrograms } from '../use-cases/find-programs/find-programs.ts';
import { PublishRuleVersion } from '../use-cases/publish-rule-version/publish-rule-version.ts';
import { RuleVersionAt } from '../use-cases/rule-version-at/rule-version-at.ts';
import {
  EnrolmentPage,
  EnrolmentView,
  NewEnrolmentBody,
  NewProgramBody,
  NewRuleVersionBody,
  ProgramPage,
  ProgramQuery,
  ProgramView,
  RuleVersionList,
  RuleVersionView,
  programId,
} from './programs.schemas.ts';
import { enrolmentShape, programShape, ruleVersionShape } from './shapes.ts';

const Cursor = z.tuple([z.uuid()]);

/** Programs: merchants make them, partners see those they are enrolled in, finance sees all. */
@ApiTags('programs')
@Controller('v1/programs')
@Allow('merchant', 'influencer', 'finance')
@Scopes('programs:read')
export class ProgramsController {
  constructor(
    private readonly createProgram: CreateProgram,
    private readonly publish: PublishRuleVersion,
    private readonly enrol: EnrolPartner,
    private readonly findPrograms: FindPrograms,
    private readonly ruleVersions: RuleVersionAt,
  ) {}

  @Post()
  @Allow('merchant', 'finance')
  @Scopes('programs:write')
  @ApiCreatedResponse({ standardSchema: ProgramView })
  async create(
    @Body({ schema: NewProgramBody }) body: z.output<typeof NewProgramBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<unknown> {
    const program = {
      merchantId: body.merchant ?? caller.organisation,
      name: body.name,
      settlementAsset: body.settlement_asset,
      maturationDays: body.maturation_days,
      feeBps: body.fee_bps,
      attributionWindowDays: body.attribution_window_days,
      noticeDays: body.notice_days,
    };
    return programShape(await this.createProgram.execute(program, caller));
  }

  @Get()
  @ApiOkResponse({ standardSchema: ProgramPage })
  async list(
    @Query({ schema: ProgramQuery }) query: z.output<typeof ProgramQuery>,
    @CurrentCaller() caller: Caller,
  ): Promise<unknown> {
    const rows = await this.findPrograms.list(ownerOf(caller), cursorOf(query.cursor), query.limit + 1);
    const page = pageOf(rows, query.limit, (program) => [program.id]);
    return { ...page, items: page.items.map(programShape) };
  }

  @Get(':id')
  @ApiOkResponse({ standardSchema: ProgramView })
  async read(@Param('id', { schema: programId }) id: Id<'Program'>, @CurrentCaller() caller: Caller): Promise<unknown> {
    return programShape(await this.findPrograms.visible(id, caller));
  }

  @Post(':id/rule-versions')
  @Allow('merchant', 'finance')
  @Scopes('programs:write')
  @ApiCreatedResponse({ standardSchema: RuleVersionView })
  async publishVersion(
    @Param('id', { schema: programId }) id: Id<'Program'>,
    @Body({ schema: NewRuleVersionBody }) body: z.output<typeof NewRuleVersionBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<unknown> {
    const { from, table, ad_share_bps: adShareBps } = body;
    return ruleVersionShape(await this.publish.execute({ programId: id, from, table, adShareBps }, caller));
  }

  @Get(':id/rule-versions')
  @ApiOkResponse({ standardSchema: RuleVersionList })
  async versions(
    @Param('id', { schema: programId }) id: Id<'Program'>,
    @CurrentCaller() caller: Caller,
  ): Promise<unknown> {
    await this.findPrograms.visible(id, caller);
    return { items: (await this.ruleVersions.all(id)).map(ruleVersionShape) };
  }

  @Post(':id/enrolments')
  @Allow('merchant', 'finance')
  @Scopes('programs:write')
  @ApiCreatedResponse({ standardSchema: EnrolmentView })
  async enrolPartner(
    @Param('id', { schema: programId }) id: Id<'Program'>,
    @Body({ schema: NewEnrolmentBody }) body: z.output<typeof NewEnrolmentBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<unknown> {
    const { partner: partnerId, tier, from } = body;
    return enrolmentShape(await this.enrol.execute({ programId: id, partnerId, tier, from }, caller));
  }

  @Get(':id/enrolments')
  @ApiOkResponse({ standardSchema: EnrolmentPage })
  async enrolments(
    @Param('id', { schema: programId }) id: Id<'Program'>,
    @Query({ schema: PageQuery }) query: z.output<typeof PageQuery>,
    @CurrentCaller() caller: Caller,
  ): Promise<unknown> {
    await this.findPrograms.visible(id, caller);
    const { partnerId } = ownerOf(caller); // A partner sees their own tiers, nobody else's.
    const rows = await this.findPrograms.enrolmentsOf(id, partnerId, cursorOf(query.cursor), query.limit + 1);
    const page = pageOf(rows, query.limit, (enrolment) => [enrolment.id]);
    return { ...page, items: page.items.map(enrolmentShape) };
  }
}

/** Whose programs the caller sees in a list; finance sees everybody's. */
function ownerOf({ roles, organisation }: Caller): { partnerId?: Id<'Organisation'>; merchantId?: Id<'Organisation'> } {
  if (roles.includes('finance')) return {};
  return roles.includes('influencer') ? { partnerId: organisation } : { merchantId: organisation };
}

function cursorOf(cursor: string | undefined): string | undefined {
  return cursor === undefined ? undefined : decodeCursor(Cursor, cursor)[0];
}

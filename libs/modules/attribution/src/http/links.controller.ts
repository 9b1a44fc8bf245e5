import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { Caller, EpochMs, Id } from '#kernel';
import { Allow, CurrentCaller, decodeCursor, pageOf, Scopes } from '#platform/http';
import type { Link } from '../domain/link.ts';
import { CreateLink } from '../use-cases/create-link/create-link.ts';
import { ListLinks } from '../use-cases/list-links/list-links.ts';
import { ClickBody, ClickPage, ClickQuery, LinkBody, LinkPage, LinkQuery, NewLink } from './attribution.schemas.ts';

const LinkCursor = z.tuple([z.uuid()]);
const ClickCursor = z.tuple([z.int(), z.uuid()]);

/** Links and clicks of the caller's organisation: a partner's own, or those that lead to a merchant. */
@ApiTags('links')
@Controller('v1')
@Allow('influencer', 'merchant')
export class LinksController {
  constructor(
    private readonly createLink: CreateLink,
    private readonly listLinks: ListLinks,
  ) {}

  @Post('links')
  @Allow('influencer')
  @Scopes('links:write')
  @ApiCreatedResponse({ standardSchema: LinkBody })
  async create(
    @Body({ schema: NewLink }) body: z.output<typeof NewLink>,
    @CurrentCaller() caller: Caller,
  ): Promise<unknown> {
    const { program: programId, url, code } = body;
    return shape(await this.createLink.execute({ programId, partnerId: caller.organisation, url, code }));
  }

  @Get('links')
  @Scopes('links:read')
  @ApiOkResponse({ standardSchema: LinkPage })
  async list(
    @Query({ schema: LinkQuery }) query: z.output<typeof LinkQuery>,
    @CurrentCaller() caller: Caller,
  ): Promise<unknown> {
    const after = query.cursor === undefined ? undefined : (decodeCursor(LinkCursor, query.cursor)[0] as Id<'Link'>);
    const filter = { ...ownerOf(caller), programId: query.program, after, limit: query.limit + 1 };
    const page = pageOf(await this.listLinks.execute(filter), query.limit, (link) => [link.id]);
    return { ...page, items: page.items.map(shape) };
  }

  @Get('clicks')
  @Scopes('clicks:read')
  @ApiOkResponse({ standardSchema: ClickPage })
  async clicks(
    @Query({ schema: ClickQuery }) query: z.output<typeof ClickQuery>,
    @CurrentCaller() caller: Caller,
  ): Promise<unknown> {
    const filter = { ...ownerOf(caller), linkId: query.link, after: clickCursor(query.cursor), limit: query.limit + 1 };
    const page = pageOf(await this.listLinks.listClicks(filter), query.limit, ({ at, id }) => [at, id]);
    return {
      ...page,
      items: page.items.map(({ linkId: link, programId: program, ...click }) =>
        z.encode(ClickBody, { ...click, link, program }),
      ),
    };
  }
}

/** Whose links the caller sees. A merchant's organisation has no links of its own, so the kind is told by the role. */
function ownerOf({ roles, organisation }: Caller): { partnerId?: Id<'Organisation'>; merchantId?: Id<'Organisation'> } {
  return roles.includes('influencer') ? { partnerId: organisation } : { merchantId: organisation };
}

function clickCursor(cursor: string | undefined): { at: EpochMs; id: Id<'Click'> } | undefined {
  if (cursor === undefined) return undefined;
  const [at, clickId] = decodeCursor(ClickCursor, cursor);
  return { at: at as EpochMs, id: clickId as Id<'Click'> };
}

function shape({ id, code, programId, partnerId, url, createdAt }: Link): unknown {
  const path = `/l/${code}`;
  return z.encode(LinkBody, { id, code, program: programId, partner: partnerId, url, path, created_at: createdAt });
}

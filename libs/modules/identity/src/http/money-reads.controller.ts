import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { type Caller, type Id, publicId } from '#kernel';
import { Allow, CurrentCaller, PageQuery, Scopes, decodeCursor, pageOf } from '#platform/http';
import { ListMoneyReads, type NamedMoneyRead } from '../use-cases/list-money-reads/list-money-reads.ts';
import { MoneyReadPage, MoneyReadQuery, MoneyReadView } from './identity.schemas.ts';

const Cursor = z.tuple([z.uuid()]);
type Page = { readonly limit: number; readonly cursor?: string | undefined };

/** Who of the platform looked at whose money. */
@ApiTags('identity')
@Controller('v1')
export class MoneyReadsController {
  constructor(private readonly listMoneyReads: ListMoneyReads) {}

  /** Who looked at the money of the caller's organisation, newest first. */
  @Get('me/money-reads')
  @Allow('merchant', 'influencer')
  @Scopes('me:read')
  @ApiOkResponse({ standardSchema: MoneyReadPage })
  ofMine(
    @Query({ schema: PageQuery }) query: z.output<typeof PageQuery>,
    @CurrentCaller() { organisation }: Caller,
  ): Promise<unknown> {
    return this.page(organisation, query, (read) => ({
      ...read,
      owners: read.owners.filter((id) => id === organisation),
    }));
  }

  /** All looks, or those at one organisation's money, newest first. */
  @Get('money-reads')
  @Allow('auditor')
  @Scopes('ledger:read')
  @ApiOkResponse({ standardSchema: MoneyReadPage })
  all(@Query({ schema: MoneyReadQuery }) query: z.output<typeof MoneyReadQuery>): Promise<unknown> {
    return this.page(query.owner, query, (read) => read);
  }

  private async page(
    owner: Id<'Organisation'> | undefined,
    { limit, cursor }: Page,
    shown: (read: NamedMoneyRead) => NamedMoneyRead,
  ): Promise<unknown> {
    const before = cursor === undefined ? undefined : (decodeCursor(Cursor, cursor)[0] as Id<'MoneyRead'>);
    const page = pageOf(await this.listMoneyReads.execute(owner, before, limit + 1), limit, ({ id }) => [id]);
    return { ...page, items: page.items.map((read) => shape(shown(read))) };
  }
}

function shape({ id, readAt, by, name, path, reason, owners, isOfAll }: NamedMoneyRead): unknown {
  return z.encode(MoneyReadView, {
    id,
    read_at: readAt,
    by: {
      kind: by.kind,
      id: by.kind === 'user' ? publicId('usr', by.subject) : publicId('key', by.subject),
      name: name ?? null,
      organisation: by.organisation,
    },
    path,
    reason: reason ?? null,
    owners: [...owners],
    is_of_all: isOfAll,
  });
}

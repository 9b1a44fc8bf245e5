import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { Caller, Id } from '#kernel';
import { Allow, CurrentCaller, Scopes, ShowsMoney, decodeCursor, encodeCursor } from '#platform/http';
import { EntryIsShared, EntryNotFound } from '../ledger.errors.ts';
import type { EntryView } from '../domain/entry-view.ts';
import { visibleLeaves, visibleOwner } from '../domain/visibility.ts';
import { ListEntries } from '../use-cases/list-entries/list-entries.ts';
import { ReadEntry } from '../use-cases/read-entry/read-entry.ts';
import { EntriesQuery, EntryBody, EntryId, EntryPage, EntryProofBody, position } from './ledger.schemas.ts';
import { entryShape } from './shapes.ts';

const EntryCursor = z.tuple([position]);

/** Entries of the log: finance sees all, anybody else the transfers that touch their organisation's accounts. */
@ApiTags('ledger')
@Controller('v1/entries')
@Allow('finance', 'auditor', 'merchant', 'influencer')
@Scopes('ledger:read')
@ShowsMoney()
export class EntriesController {
  constructor(
    private readonly listEntries: ListEntries,
    private readonly readEntry: ReadEntry,
  ) {}

  /** Newest first; of one account when `account` and `asset` are given. */
  @Get()
  @ApiOkResponse({ standardSchema: EntryPage })
  async list(
    @Query({ schema: EntriesQuery }) query: z.output<typeof EntriesQuery>,
    @CurrentCaller() caller: Caller,
  ): Promise<unknown> {
    const { account, asset, limit, cursor } = query;
    const owner = visibleOwner(caller);
    const filter = {
      ...(account === undefined || asset === undefined ? {} : { account: { path: account, asset } }),
      ...(owner === undefined ? {} : { owner }),
    };
    const before = cursor === undefined ? {} : { before: decodeCursor(EntryCursor, cursor)[0] };
    const { entries, next } = await this.listEntries.execute(filter, { ...before, limit });
    return {
      items: entries.map((entry) => entryShape(entry, owner)),
      next_cursor: next === undefined ? null : encodeCursor([String(next)]),
    };
  }

  @Get(':id')
  @ApiOkResponse({ standardSchema: EntryBody })
  async read(@Param('id', { schema: EntryId }) id: Id<'Entry'>, @CurrentCaller() caller: Caller): Promise<unknown> {
    return entryShape(await this.find(id, caller), visibleOwner(caller));
  }

  /**
   * What was hashed, and every leaf: with `/v1/log/inclusion` all that a proof of the entry needs. For finance, and for
   * whose accounts every transfer of it touches.
   */
  @Get(':id/leaves')
  @ApiOkResponse({ standardSchema: EntryProofBody })
  async leaves(@Param('id', { schema: EntryId }) id: Id<'Entry'>, @CurrentCaller() caller: Caller): Promise<unknown> {
    const view = await this.find(id, caller);
    const { content, contentHash, leaves } = view;
    if (visibleLeaves(view, visibleOwner(caller)).length < leaves.length) throw new EntryIsShared(id);
    return { content, content_hash: contentHash, leaves };
  }

  /** @throws {EntryNotFound} also when nothing of it is the caller's. */
  private async find(id: Id<'Entry'>, caller: Caller): Promise<EntryView> {
    const view = await this.readEntry.execute(id);
    if (visibleLeaves(view, visibleOwner(caller)).length === 0) throw new EntryNotFound(id);
    return view;
  }
}

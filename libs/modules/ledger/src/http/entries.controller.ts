import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { Caller, Id } from '#kernel';
import { Allow, CurrentCaller, Scopes, ShowsMoney, decodeCursor, encodeCursor } from '#platform/http';
import type { Book } from '../books/book.ts';
import { EntryIsShared, EntryNotFound } from '../ledger.errors.ts';
import type { EntryView } from '../domain/entry-view.ts';
import { visibleLeaves, visibleOwner } from '../domain/visibility.ts';
import { InBook, OfOneBook } from './in-book.ts';
import { EntriesQuery, EntryBody, EntryId, EntryPage, EntryProofBody, position } from './ledger.schemas.ts';
import { entryShape } from './shapes.ts';

const EntryCursor = z.tuple([position]);

/** Entries of the log: finance sees all, anybody else the transfers that touch their organisation's accounts. */
@ApiTags('ledger')
@Controller('v1/entries')
@Allow('finance', 'auditor', 'merchant', 'influencer')
@Scopes('ledger:read')
@ShowsMoney()
@OfOneBook()
export class EntriesController {
  /** Newest first; of one account when `account` and `asset` are given. */
  @Get()
  @ApiOkResponse({ standardSchema: EntryPage })
  async list(
    @Query({ schema: EntriesQuery }) query: z.output<typeof EntriesQuery>,
    @CurrentCaller() caller: Caller,
    @InBook() { doors }: Book,
  ): Promise<unknown> {
    const { account, asset, limit, cursor } = query;
    const owner = visibleOwner(caller);
    const filter = {
      ...(account === undefined || asset === undefined ? {} : { account: { path: account, asset } }),
      ...(owner === undefined ? {} : { owner }),
    };
    const before = cursor === undefined ? {} : { before: decodeCursor(EntryCursor, cursor)[0] };
    const { entries, next } = await doors.listEntries.execute(filter, { ...before, limit });
    return {
      items: entries.map((entry) => entryShape(entry, owner)),
      next_cursor: next === undefined ? null : encodeCursor([String(next)]),
    };
  }

  @Get(':id')
  @ApiOkResponse({ standardSchema: EntryBody })
  async read(
    @Param('id', { schema: EntryId }) id: Id<'Entry'>,
    @CurrentCaller() caller: Caller,
    @InBook() book: Book,
  ): Promise<unknown> {
    return entryShape(await find(book, id, caller), visibleOwner(caller));
  }

  /**
   * What was hashed, and every leaf: with `/v1/log/inclusion` all that a proof of the entry needs. For finance, and for
   * whose accounts every transfer of it touches.
   */
  @Get(':id/leaves')
  @ApiOkResponse({ standardSchema: EntryProofBody })
  async leaves(
    @Param('id', { schema: EntryId }) id: Id<'Entry'>,
    @CurrentCaller() caller: Caller,
    @InBook() book: Book,
  ): Promise<unknown> {
    const view = await find(book, id, caller);
    const { content, contentHash, leaves } = view;
    if (visibleLeaves(view, visibleOwner(caller)).length < leaves.length) throw new EntryIsShared(id);
    return { content, content_hash: contentHash, leaves };
  }
}

/** @throws {EntryNotFound} also when nothing of it is the caller's. */
async function find({ doors }: Book, id: Id<'Entry'>, caller: Caller): Promise<EntryView> {
  const view = await doors.readEntry.execute(id);
  if (visibleLeaves(view, visibleOwner(caller)).length === 0) throw new EntryNotFound(id);
  return view;
}

import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { type Asset, type Caller, present, publicId } from '#kernel';
import { Allow, CurrentCaller, Scopes } from '#platform/http';
import { Books } from '../books/books.ts';
import type { EntryDraft, TransferDraft } from '../domain/entry.ts';
import type { PostOutcome } from '../use-cases/post-entries/book-entries.ts';
import { EntryResults, NewEntries } from './posting.schemas.ts';

type NewEntry = z.output<typeof NewEntries>['entries'][number];

/** Books entries by REST, for finance and for other systems of the platform. */
@ApiTags('ledger')
@Controller('v1/entries')
@Allow('finance')
@Scopes('ledger:write')
export class PostingController {
  constructor(private readonly books: Books) {}

  /**
   * Each entry goes to the book of its asset, or of its asset in `region`, is booked whole or refused by itself, with a result for each in order. The entry’s id makes it idempotent: send
   * the same entries again after a lost answer. Who posted it is put into its metadata.
   */
  @Post()
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: EntryResults })
  async post(
    @Body({ schema: NewEntries }) { entries, region }: z.output<typeof NewEntries>,
    @CurrentCaller() caller: Caller,
  ): Promise<unknown> {
    const drafts = entries.map((entry) => draftOf(entry, caller));
    const outcomes = await this.books.post(drafts, region);
    const results = outcomes.map((outcome, at) => {
      const draft = present(drafts[at], 'draft of an outcome');
      return { book: this.books.bookOf(draft.asset, region).name, ...resultShape(outcome, draft) };
    });
    return { results };
  }
}

function draftOf({ id, asset, effective_at: effectiveAt, metadata, transfers }: NewEntry, caller: Caller): EntryDraft {
  return {
    id,
    asset,
    effectiveAt,
    metadata: { ...metadata, posted_by: postedBy(caller) },
    transfers: transfers.map(transferOf),
  };
}

/** Who is behind an entry that came by REST. */
export function postedBy({ kind, subject }: Caller): string {
  return publicId(kind === 'user' ? 'usr' : 'key', subject);
}

function transferOf({ kind, debit, credit, amount, ...more }: NewEntry['transfers'][number]): TransferDraft {
  return {
    kind,
    debit,
    credit,
    amount,
    ...(more.up_to ? { upTo: true } : {}),
    ...(more.rest === undefined ? {} : { rest: more.rest }),
    ...(more.refers_to === undefined ? {} : { refersTo: more.refers_to }),
    ...(more.facts === undefined ? {} : { facts: Buffer.from(more.facts, 'hex') }),
  };
}

/** One outcome on the wire. */
function resultShape(outcome: PostOutcome, { id, asset }: { id: EntryDraft['id']; asset: Asset }): object {
  if (outcome.outcome === 'refused') {
    const { code, message, details } = outcome.error;
    return { outcome: 'refused', id: publicId('en', id), code, detail: message, details };
  }
  const { entry } = outcome;
  return {
    outcome: 'posted',
    id: publicId('en', id),
    replayed: entry.replayed,
    recorded_at: new Date(entry.recordedAt).toISOString(),
    content_hash: entry.contentHash,
    transfers: entry.transfers.map(({ seq, kind, debit, credit, amount }) => ({
      seq: String(seq),
      kind,
      debit,
      credit,
      amount: { amount: String(amount), asset },
    })),
  };
}

import { Controller, Get, Inject, Optional } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { DomainError } from '#kernel';
import { Public } from '#platform/http';
import { AnchorReader } from '../anchor-reader.ts';
import type { Book } from '../books/book.ts';
import { Books } from '../books/books.ts';
import { PublishedBooks } from '../books/published-books.ts';
import { MAIN_BOOK } from '../domain/book-route.ts';
import { BookList } from './books.schemas.ts';

/** The books, as anybody who verifies them has to know them. */
@ApiTags('log')
@Controller('v1/ledger/books')
@Public()
export class BooksController {
  constructor(
    private readonly books: Books,
    private readonly published: PublishedBooks,
    @Optional() @Inject(AnchorReader) private readonly anchors?: AnchorReader,
  ) {}

  /** Every book, the main one first: whose log it is, where it is published, and where it is anchored. */
  @Get()
  @ApiOkResponse({ standardSchema: BookList })
  async list(): Promise<unknown> {
    const all = this.books.all();
    const shapes = await Promise.all(all.map((book) => this.shapeOf(book).catch(awayOrThrow)));
    const unavailable = all.flatMap(({ name }, at) => (shapes[at] === undefined ? [name] : []));
    return z.encode(BookList, { books: shapes.filter((shape) => shape !== undefined), unavailable });
  }

  private async shapeOf(book: Book): Promise<z.output<typeof BookList>['books'][number]> {
    const { name, assets, region, doors } = book;
    const [{ zone, size }, { origin, key }] = [await book.state(), await doors.readCheckpoint.verifierKey()];
    return {
      name,
      origin,
      public_key: key,
      zone,
      assets: name === MAIN_BOOK ? null : [...assets],
      region: region ?? null,
      size,
      published_size: (await this.published.reader(name).size()) ?? null,
      published_at: name === MAIN_BOOK ? '/' : `/books/${name}/`,
      anchor: await this.anchorOf(name),
    };
  }

  private async anchorOf(name: string): Promise<z.output<typeof BookList>['books'][number]['anchor']> {
    const found = await this.anchors?.of(name);
    if (found === undefined) return null;
    const { chainId, contract, newest, final } = found;
    return {
      chain_id: String(chainId),
      contract,
      size: newest?.size ?? 0n,
      state: newest === undefined ? 'none' : newest.isFinal ? 'final' : 'pending',
      root: newest?.root ?? null,
      tx_hash: newest?.txHash ?? null,
      block_number: newest?.blockNumber ?? null,
      final_size: final?.size ?? 0n,
    };
  }
}

/** A book on a server that is away hides none of the others. */
function awayOrThrow(error: unknown): undefined {
  if (!(error instanceof DomainError) || error.kind !== 'unavailable') throw error;
}

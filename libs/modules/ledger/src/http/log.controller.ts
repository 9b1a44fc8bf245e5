import { Controller, Get, Headers, Param, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { sha256 } from '#kernel';
import { Public } from '#platform/http';
import type { Book } from '../books/book.ts';
import { PublishedBooks } from '../books/published-books.ts';
import { MAIN_BOOK } from '../domain/book-route.ts';
import { NotInLog } from '../log.errors.ts';
import { parseTilePath } from '../domain/tiles.ts';
import { HEAD_CACHE, TILE_CACHE } from '../storage/published-log.store.ts';
import { CheckpointBody, ConsistencyBody, ConsistencyQuery, InclusionBody, InclusionQuery } from './ledger.schemas.ts';
import { InBook, OfOneBook } from './in-book.ts';
import { checkpointShape } from './shapes.ts';

/** The log of a book as anybody may see it: hashes and signed heads, nothing of what was booked. */
@ApiTags('log')
@Controller()
@Public()
export class LogController {
  constructor(private readonly published: PublishedBooks) {}

  /** The latest signed head of the log whose tiles are published. */
  @Get('v1/log/checkpoint')
  @OfOneBook()
  @ApiOkResponse({ standardSchema: CheckpointBody })
  async checkpoint(@InBook() { name, doors }: Book): Promise<unknown> {
    return checkpointShape(await this.published.reader(name).checkpoint(), await doors.readCheckpoint.verifierKey());
  }

  /** Proofs that leaves are in the tree of `size` leaves, the latest signed one unless given (RFC 9162). */
  @Get('v1/log/inclusion')
  @OfOneBook()
  @ApiOkResponse({ standardSchema: InclusionBody })
  async inclusion(
    @Query({ schema: InclusionQuery }) { seqs, size }: z.output<typeof InclusionQuery>,
    @InBook() { doors }: Book,
  ): Promise<unknown> {
    const proofs = await doors.proveInclusion.execute(seqs, size);
    const inclusion = [...proofs.paths].map(([seq, path]) => [String(seq), path.map(hex)]);
    return { size: String(proofs.size), inclusion: Object.fromEntries(inclusion) };
  }

  /** Proof that the tree of `to` leaves (the latest signed one unless given) starts with that of `from` (RFC 9162). */
  @Get('v1/log/consistency')
  @OfOneBook()
  @ApiOkResponse({ standardSchema: ConsistencyBody })
  async consistency(
    @Query({ schema: ConsistencyQuery }) { from, to }: z.output<typeof ConsistencyQuery>,
    @InBook() { doors }: Book,
  ): Promise<unknown> {
    return { proof: (await doors.proveConsistency.execute(from, to)).map(hex) };
  }

  /** The published head as C2SP tlog-tiles serves it: a file that is replaced every few seconds. */
  @Get('checkpoint')
  @ApiProduces('text/plain')
  @ApiOkResponse({ description: 'C2SP tlog-checkpoint in a signed note.' })
  async signedNote(
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer | undefined> {
    return this.headOf(MAIN_BOOK, known, reply);
  }

  /** Hash tiles of C2SP tlog-tiles: `<level>/<index>[.p/<width>]`, 32 bytes a hash. A tile never changes. */
  @Get('tile/*')
  @ApiProduces('application/octet-stream')
  @ApiOkResponse({ description: '32 bytes a hash.' })
  async tile(
    @Param('*') path: string,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer | undefined> {
    return this.tileOf(MAIN_BOOK, path, known, reply);
  }

  /** The published head of a book’s log: each book is a log of its own, `/books/<name>` its prefix in the sense of C2SP tlog-tiles. */
  @Get('books/:book/checkpoint')
  @ApiProduces('text/plain')
  @ApiOkResponse({ description: 'C2SP tlog-checkpoint in a signed note.' })
  async signedNoteOfBook(
    @Param('book') book: string,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer | undefined> {
    return this.headOf(book, known, reply);
  }

  /** Hash tiles of a book’s log. */
  @Get('books/:book/tile/*')
  @ApiProduces('application/octet-stream')
  @ApiOkResponse({ description: '32 bytes a hash.' })
  async tileOfBook(
    @Param('book') book: string,
    @Param('*') path: string,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer | undefined> {
    return this.tileOf(book, path, known, reply);
  }

  private async headOf(book: string, known: string | undefined, reply: FastifyReply): Promise<Buffer | undefined> {
    const bytes = Buffer.from(await this.published.reader(book).note(), 'utf8');
    return fileAnswer(reply, { bytes, type: 'text/plain; charset=utf-8', cache: HEAD_CACHE, known });
  }

  private async tileOf(
    book: string,
    path: string,
    known: string | undefined,
    reply: FastifyReply,
  ): Promise<Buffer | undefined> {
    const name = parseTilePath(path);
    if (name === undefined) throw new NotInLog(`tile ${path}`, 0n);
    const bytes = await this.published.reader(book).tile(name);
    return fileAnswer(reply, { bytes, type: 'application/octet-stream', cache: TILE_CACHE, known });
  }
}

type File = {
  readonly bytes: Buffer;
  readonly type: string;
  readonly cache: string;
  /** The request's `If-None-Match`. */
  readonly known: string | undefined;
};

/** A file with its caching headers, or 304 for who has it. Only a file that is there may be cached: never a refusal. */
function fileAnswer(reply: FastifyReply, { bytes, type, cache, known }: File): Buffer | undefined {
  const etag = `"${hex(sha256(bytes)).slice(0, 32)}"`;
  reply.header('etag', etag).header('cache-control', cache);
  const isKnown = known !== undefined && known.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
  if (isKnown) {
    reply.code(304);
    return undefined;
  }
  reply.header('content-type', type);
  return bytes;
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

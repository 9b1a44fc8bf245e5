import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Public } from '#platform/http';
import { NotInLog } from '../ledger.errors.ts';
import { parseTilePath } from '../domain/tiles.ts';
import { ProveConsistency } from '../use-cases/prove-log/prove-consistency.ts';
import { ProveInclusion } from '../use-cases/prove-log/prove-inclusion.ts';
import { ReadCheckpoint } from '../use-cases/read-checkpoint/read-checkpoint.ts';
import { ReadTile } from '../use-cases/read-tile/read-tile.ts';
import { CheckpointBody, ConsistencyBody, ConsistencyQuery, InclusionBody, InclusionQuery } from './ledger.schemas.ts';
import { checkpointShape } from './shapes.ts';

/** The log as anybody may see it: hashes and signed heads, nothing of what was booked. */
@ApiTags('log')
@Controller()
@Public()
export class LogController {
  constructor(
    private readonly readCheckpoint: ReadCheckpoint,
    private readonly readTile: ReadTile,
    private readonly proveInclusion: ProveInclusion,
    private readonly proveConsistency: ProveConsistency,
  ) {}

  /** The latest signed head of the log. */
  @Get('v1/log/checkpoint')
  @ApiOkResponse({ standardSchema: CheckpointBody })
  async checkpoint(): Promise<unknown> {
    return checkpointShape(await this.readCheckpoint.execute(), await this.readCheckpoint.verifierKey());
  }

  /** Proofs that leaves are in the tree of `size` leaves, the latest signed one unless given (RFC 9162). */
  @Get('v1/log/inclusion')
  @ApiOkResponse({ standardSchema: InclusionBody })
  async inclusion(
    @Query({ schema: InclusionQuery }) { seqs, size }: z.output<typeof InclusionQuery>,
  ): Promise<unknown> {
    const proofs = await this.proveInclusion.execute(seqs, size);
    const inclusion = [...proofs.paths].map(([seq, path]) => [String(seq), path.map(hex)]);
    return { size: String(proofs.size), inclusion: Object.fromEntries(inclusion) };
  }

  /** Proof that the tree of `to` leaves (the latest signed one unless given) starts with that of `from` (RFC 9162). */
  @Get('v1/log/consistency')
  @ApiOkResponse({ standardSchema: ConsistencyBody })
  async consistency(
    @Query({ schema: ConsistencyQuery }) { from, to }: z.output<typeof ConsistencyQuery>,
  ): Promise<unknown> {
    return { proof: (await this.proveConsistency.execute(from, to)).map(hex) };
  }

  /** The latest signed head as C2SP tlog-tiles serves it. */
  @Get('checkpoint')
  @Header('content-type', 'text/plain; charset=utf-8')
  @Header('cache-control', 'no-cache')
  @ApiProduces('text/plain')
  @ApiOkResponse({ description: 'C2SP tlog-checkpoint in a signed note.' })
  async signedNote(): Promise<string> {
    return (await this.readCheckpoint.execute()).signedNote;
  }

  /** Hash tiles of C2SP tlog-tiles: `<level>/<index>[.p/<width>]`, 32 bytes a hash. A tile never changes. */
  @Get('tile/*')
  @Header('content-type', 'application/octet-stream')
  @Header('cache-control', 'public, max-age=31536000, immutable')
  @ApiProduces('application/octet-stream')
  @ApiOkResponse({ description: '32 bytes a hash.' })
  async tile(@Param('*') path: string): Promise<Buffer> {
    const name = parseTilePath(path);
    if (name === undefined) throw new NotInLog(`tile ${path}`, 0n);
    return this.readTile.execute(name);
  }
}

function hex(bytes: Buffer): string {
  return bytes.toString('hex');
}

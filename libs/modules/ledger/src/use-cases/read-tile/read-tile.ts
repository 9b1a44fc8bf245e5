import { Injectable } from '@nestjs/common';
import { NotInLog } from '../../log.errors.ts';
import { TILE_HEIGHT, TILE_WIDTH, type TileName, spanKey, tilePath } from '../../domain/tiles.ts';
import { LogStore } from '../../storage/log.store.ts';

/** Reads hash tiles as C2SP tlog-tiles serves them. */
@Injectable()
export class ReadTile {
  constructor(private readonly log: LogStore) {}

  /** The hashes of a tile, 32 bytes each; a partial one as far as its width. @throws {NotInLog} when no checkpoint covers it. */
  async execute(name: TileName): Promise<Buffer> {
    const size = (await this.log.state()).latest?.size ?? 0n;
    const from = name.index * TILE_WIDTH;
    const span = { level: name.level, from, to: from + BigInt(name.width) };
    const isSigned = span.to <= size >> BigInt(name.level * TILE_HEIGHT);
    const hashes = isSigned ? (await this.log.readHashes([span])).get(spanKey(span)) : undefined;
    if (hashes === undefined) throw new NotInLog(`tile ${tilePath(name)}`, size);
    return hashes;
  }
}

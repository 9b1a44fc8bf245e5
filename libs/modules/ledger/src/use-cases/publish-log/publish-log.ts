import { Inject, Injectable } from '@nestjs/common';
import { present } from '#kernel';
import { UnitOfWork } from '#platform/database';
import { LOGGER, type Logger, Metrics } from '#platform/telemetry';
import {
  TILE_WIDTH,
  type TileName,
  type TileRun,
  isFullIn,
  newlyFull,
  partialTiles,
  spanKey,
  spanOfTile,
  tilePath,
} from '../../domain/tiles.ts';
import { HeadPublisher } from '../../head-publisher.ts';
import { PublishedLogDiffers } from '../../ledger.errors.ts';
import { type Checkpoint, LogStore } from '../../storage/log.store.ts';
import { type PublishedHead, PublishedLogStore } from '../../storage/published-log.store.ts';
import { MakeCheckpoint } from '../make-checkpoint/make-checkpoint.ts';

/** Tiles that are read together, half a megabyte. */
const TILES_A_READ = 64;
/** Tiles that are stored at once. */
const TILES_AT_ONCE = 8;

/** Publishes the log as static files: tiles first, then the head that needs them. */
@Injectable()
export class PublishLog extends HeadPublisher {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly log: LogStore,
    private readonly makeCheckpoint: MakeCheckpoint,
    private readonly published: PublishedLogStore,
    private readonly metrics: Metrics,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    super();
  }

  /**
   * A signed head of the log as it is now, published: every tile that it or an earlier signed head needs was stored
   * before it. A crash in between is harmless, the next call goes on; what is stored already is compared, not written.
   * Any number of processes may run it. Call it outside a transaction.
   * @throws {BlobStoreUnavailable} signed, but not (all) published. @throws {PublishedLogDiffers} an alarm.
   */
  override async execute(): Promise<Checkpoint> {
    const head = await this.makeCheckpoint.execute();
    try {
      await this.publish(head);
    } catch (error) {
      if (error instanceof PublishedLogDiffers) this.alarm(error);
      throw error;
    }
    return head;
  }

  private async publish(head: Checkpoint): Promise<void> {
    const before = await this.knownHead();
    if (before !== undefined && before.size >= head.size) return;
    const from = before?.size ?? 0n;
    for (const run of newlyFull(from, head.size)) await this.storeFull(run);
    await this.store(await this.partialTiles(from, head.size));
    if (!(await this.replaceHead(head))) return;
    this.metrics.gauge('ledger_published_leaves', 'Leaves under the published head of the log').set(Number(head.size));
    await this.putAway(from, head.size);
  }

  /** The published head, which must be one that we signed. @throws {PublishedLogDiffers} */
  private async knownHead(): Promise<PublishedHead | undefined> {
    const head = await this.published.head();
    if (head === undefined) return undefined;
    const ours = await this.log.findCheckpoint(head.size);
    if (ours?.signedNote !== head.note) throw new PublishedLogDiffers('checkpoint');
    return head;
  }

  /** The partial tiles of every head that was signed since, but for those that are full by now (C2SP tlog-tiles). */
  private async partialTiles(from: bigint, size: bigint): Promise<TileName[]> {
    const sizes = await this.log.signedSizes(from, size);
    const tiles = sizes.flatMap(partialTiles).filter((tile) => !isFullIn(tile, size));
    return [...new Map(tiles.map((tile) => [tilePath(tile), tile])).values()];
  }

  private async storeFull({ level, first, last }: TileRun): Promise<void> {
    for (let at = first; at < last; at += BigInt(TILES_A_READ)) {
      const count = Number(last - at < BigInt(TILES_A_READ) ? last - at : BigInt(TILES_A_READ));
      const width = Number(TILE_WIDTH);
      await this.store(Array.from({ length: count }, (_, index) => ({ level, index: at + BigInt(index), width })));
    }
  }

  private async store(tiles: readonly TileName[]): Promise<void> {
    const hashes = await this.log.readHashes(tiles.map(spanOfTile));
    const waiting = [...tiles];
    const work = async (): Promise<void> => {
      for (let tile = waiting.shift(); tile !== undefined; tile = waiting.shift()) {
        const bytes = present(hashes.get(spanKey(spanOfTile(tile))), `hashes of tile ${tilePath(tile)}`);
        await this.published.putTile(tile, bytes);
      }
    };
    await Promise.all(Array.from({ length: Math.min(TILES_AT_ONCE, tiles.length) }, work));
  }

  /** Replaces the head unless a larger one is there by now: one publisher at a time, so that it never shrinks. */
  private replaceHead(head: Checkpoint): Promise<boolean> {
    return this.unitOfWork.run(async (tx) => {
      await this.log.lockPublication(tx);
      const now = await this.published.head();
      if (now !== undefined && now.size >= head.size) return false;
      await this.published.putHead(head.signedNote);
      return true;
    });
  }

  /** Takes away the partial tiles that became full between two published heads: at most one tile a level was stored so. */
  private async putAway(from: bigint, size: bigint): Promise<void> {
    for (const { level, index } of partialTiles(from).filter((tile) => isFullIn(tile, size))) {
      const widths = await this.log.signedWidths(level, index);
      for (const width of widths) if (width > 0) await this.published.dropTile({ level, index, width });
    }
  }

  private alarm(error: PublishedLogDiffers): void {
    this.metrics.counter('ledger_published_log_differs', 'Published files that are not what the log says').add();
    this.logger.error({ event: 'ledger.published_log_differs', name: error.details.name });
  }
}

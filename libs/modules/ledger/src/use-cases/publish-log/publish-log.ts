import { present } from '#kernel';
import type { UnitOfWork } from '#platform/database';
import type { Logger, Metrics } from '#platform/telemetry';
import {
  TILE_WIDTH,
  type TileName,
  type TileRun,
  drawTiles,
  isFullIn,
  newlyFull,
  partialTiles,
  spanKey,
  spanOfTile,
  tilePath,
} from '../../domain/tiles.ts';
import { PublishedLogDiffers } from '../../log.errors.ts';
import type { Checkpoint, LogStore } from '../../storage/log.store.ts';
import type { PublishedHead, PublishedLogStore } from '../../storage/published-log.store.ts';
import type { MakeCheckpoint } from '../make-checkpoint/make-checkpoint.ts';

/** Tiles that are read together, half a megabyte. */
const TILES_A_READ = 64;
/** Tiles that are stored at once. */
const TILES_AT_ONCE = 8;
/** Tiles of earlier publications that each one compares again: 138,000 a day, at one every five seconds. */
const TILES_COMPARED = 8;

/** Which log is published, and where. */
export type PublishedBook = {
  /** Name of the book, as metrics and log lines have it. */
  readonly name: string;
  readonly unitOfWork: UnitOfWork;
  readonly log: LogStore;
  readonly makeCheckpoint: MakeCheckpoint;
  readonly files: PublishedLogStore;
};

/** Publishes the log of a book as static files: tiles first, then the head that needs them. */
export class PublishLog {
  private readonly log: LogStore;
  private readonly published: PublishedLogStore;

  constructor(
    private readonly book: PublishedBook,
    private readonly metrics: Metrics,
    private readonly logger: Logger,
  ) {
    this.log = book.log;
    this.published = book.files;
  }

  /**
   * A signed head of the log as it is now, published: every tile that it or an earlier signed head needs was stored
   * before it. A crash in between is harmless, the next call goes on; what is stored already is compared, not written, and
   * so are some tiles of earlier publications.
   * Any number of processes may run it. Call it outside a transaction.
   * @throws {BlobStoreUnavailable} signed, but not (all) published. @throws {PublishedLogDiffers} an alarm.
   */
  async execute(): Promise<Checkpoint> {
    const head = await this.book.makeCheckpoint.execute();
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
    await this.each(drawTiles(head.root, from, TILES_COMPARED), (...tile) => this.published.checkTile(...tile));
    for (const run of newlyFull(from, head.size)) await this.storeFull(run);
    const partial = await this.partialTiles(from, head.size);
    await this.store(partial);
    const now = await this.replaceHead(head);
    const { name } = this.book;
    const gauge = this.metrics.gauge('ledger_published_leaves', 'Leaves under the published head of a log', ['book']);
    gauge.set(Number(now), { book: name });
    // Where another publisher was faster, it does not know of the partial tiles that were stored here meanwhile.
    const mine = now > head.size ? partial.filter((tile) => isFullIn(tile, now)) : [];
    for (const tile of [...mine, ...(await this.outgrown(from, now))]) await this.published.dropTile(tile);
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

  private store(tiles: readonly TileName[]): Promise<void> {
    return this.each(tiles, (...tile) => this.published.putTile(...tile));
  }

  /** Does something with each tile and its hashes as the database has them, several at once. */
  private async each(
    tiles: readonly TileName[],
    execute: (tile: TileName, hashes: Buffer) => Promise<void>,
  ): Promise<void> {
    const hashes = await this.log.readHashes(tiles.map(spanOfTile));
    const waiting = [...tiles];
    const work = async (): Promise<void> => {
      for (let tile = waiting.shift(); tile !== undefined; tile = waiting.shift()) {
        await execute(tile, present(hashes.get(spanKey(spanOfTile(tile))), `hashes of tile ${tilePath(tile)}`));
      }
    };
    await Promise.all(Array.from({ length: Math.min(TILES_AT_ONCE, tiles.length) }, work));
  }

  /**
   * Replaces the head unless a larger one is there by now: one publisher at a time, so that it never shrinks. Answers the
   * size that is published.
   */
  private replaceHead(head: Checkpoint): Promise<bigint> {
    return this.book.unitOfWork.run(async (tx) => {
      await this.log.lockPublication(tx);
      const now = await this.published.head();
      if (now !== undefined && now.size >= head.size) return now.size;
      await this.published.putHead(head.signedNote);
      return head.size;
    });
  }

  /** The partial tiles that became full between two sizes, in each width that a signed head had: one tile a level at most. */
  private async outgrown(from: bigint, size: bigint): Promise<TileName[]> {
    const full = partialTiles(from).filter((tile) => isFullIn(tile, size));
    const widths = full.map(async ({ level, index }) =>
      (await this.log.signedWidths(level, index)).map((width) => ({ level, index, width })),
    );
    return (await Promise.all(widths)).flat().filter(({ width }) => width > 0);
  }

  private alarm(error: PublishedLogDiffers): void {
    const { name: book } = this.book;
    const help = 'Published files that are not what the log says';
    this.metrics.counter('ledger_published_log_differs', help, ['book']).add(1, { book });
    this.logger.error({ event: 'ledger.published_log_differs', book, name: error.details.name });
  }
}

import { type TileName, tilePath } from '../../domain/tiles.ts';
import { NoCheckpoint, NotInLog, PublishedLogDiffers } from '../../log.errors.ts';
import type { Checkpoint, LogStore } from '../../storage/log.store.ts';
import type { PublishedHead, PublishedLogStore } from '../../storage/published-log.store.ts';

/** Reads a book's log as it is published: everything that its head speaks of can be fetched. */
export class ReadPublishedLog {
  constructor(
    private readonly published: PublishedLogStore,
    private readonly log: LogStore,
  ) {}

  /** The published head, a signed note. @throws {NoCheckpoint} before the first. */
  async note(): Promise<string> {
    return (await this.head()).note;
  }

  /** The same head with what we know of it. @throws {NoCheckpoint | PublishedLogDiffers} */
  async checkpoint(): Promise<Checkpoint> {
    const { size, note } = await this.head();
    const checkpoint = await this.log.findCheckpoint(size);
    if (checkpoint?.signedNote !== note) throw new PublishedLogDiffers('checkpoint');
    return checkpoint;
  }

  /** The hashes of a tile, 32 bytes each. @throws {NotInLog} when no published head needs it. */
  async tile(name: TileName): Promise<Buffer> {
    const hashes = await this.published.tile(name);
    if (hashes === undefined) throw new NotInLog(`tile ${tilePath(name)}`, (await this.published.head())?.size ?? 0n);
    return hashes;
  }

  /** Number of leaves under the published head; undefined before the first. */
  async size(): Promise<bigint | undefined> {
    return (await this.published.head())?.size;
  }

  private async head(): Promise<PublishedHead> {
    const head = await this.published.head();
    if (head === undefined) throw new NoCheckpoint();
    return head;
  }
}

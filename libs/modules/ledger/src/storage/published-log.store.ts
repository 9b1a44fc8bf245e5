import type { BlobStore } from '#platform/blob-store';
import { MAIN_BOOK } from '../domain/book-route.ts';
import { sizeInNote } from '../domain/signed-note.ts';
import { TILE_WIDTH, type TileName, tilePath } from '../domain/tiles.ts';
import { PublishedLogDiffers } from '../log.errors.ts';

/** Everything of a log lies below it, so that a CDN can be pointed at this folder of a bucket and see nothing else. */
const folderOf = (book: string): string => (book === MAIN_BOOK ? 'log' : `books/${book}`);
const HASH_BYTES = 32;
const FULL_WIDTH = Number(TILE_WIDTH); // not money: how many hashes

/** How long anybody may keep a tile: its bytes never change. */
export const TILE_CACHE = 'public, max-age=31536000, immutable';

/** How long anybody may keep the head: as long as the next one takes. */
export const HEAD_CACHE = 'public, max-age=5';

/** A head as it is published: the signed note and the number of leaves in it. */
export type PublishedHead = { readonly size: bigint; readonly note: string };

/** The log of a book as static files (C2SP tlog-tiles): `checkpoint` and `tile/<L>/<N>[.p/<W>]` in `log`, or in `books/<name>`. */
export class PublishedLogStore {
  private readonly folder: string;

  constructor(
    private readonly blobs: BlobStore,
    book: string,
  ) {
    this.folder = folderOf(book);
  }

  /** The published head; undefined before the first. @throws {PublishedLogDiffers} it is no head of a log. */
  async head(): Promise<PublishedHead | undefined> {
    const blob = await this.blobs.get(`${this.folder}/checkpoint`);
    if (blob === undefined) return undefined;
    const note = blob.bytes.toString('utf8');
    const size = sizeInNote(note);
    if (size === undefined) throw new PublishedLogDiffers('checkpoint');
    return { size, note };
  }

  /** Replaces the head. Everything that it speaks of must be there. */
  putHead(note: string): Promise<void> {
    return this.blobs.put(
      `${this.folder}/checkpoint`,
      Buffer.from(note, 'utf8'),
      'text/plain; charset=utf-8',
      HEAD_CACHE,
    );
  }

  /**
   * Stores a tile once. The same bytes again are fine.
   * @throws {PublishedLogDiffers} other bytes lie there; they stay.
   */
  async putTile(name: TileName, hashes: Uint8Array): Promise<void> {
    const key = this.keyOf(name);
    if (await this.blobs.putNew(key, hashes, 'application/octet-stream', TILE_CACHE)) return;
    const stored = await this.blobs.get(key);
    if (stored === undefined || !stored.bytes.equals(hashes)) throw new PublishedLogDiffers(`tile/${tilePath(name)}`);
  }

  /** Compares a tile that was stored before, and stores it again where it is gone. @throws {PublishedLogDiffers} */
  async checkTile(name: TileName, hashes: Uint8Array): Promise<void> {
    const stored = await this.blobs.get(this.keyOf(name));
    if (stored === undefined) await this.putTile(name, hashes);
    else if (!stored.bytes.equals(hashes)) throw new PublishedLogDiffers(`tile/${tilePath(name)}`);
  }

  /** The hashes of a tile. A partial one that was put away is the beginning of the full one. */
  async tile(name: TileName): Promise<Buffer | undefined> {
    const stored = (await this.blobs.get(this.keyOf(name)))?.bytes;
    if (stored !== undefined || name.width === FULL_WIDTH) return stored;
    return this.blobs.range(this.keyOf({ ...name, width: FULL_WIDTH }), 0, name.width * HASH_BYTES);
  }

  /** Takes a partial tile away whose full one is there. */
  dropTile(name: TileName): Promise<void> {
    return this.blobs.delete(this.keyOf(name));
  }

  private keyOf(name: TileName): string {
    return `${this.folder}/tile/${tilePath(name)}`;
  }
}

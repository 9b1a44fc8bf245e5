import { Injectable } from '@nestjs/common';
import { BlobStore } from '#platform/blob-store';
import { sizeInNote } from '../domain/signed-note.ts';
import { TILE_WIDTH, type TileName, tilePath } from '../domain/tiles.ts';
import { PublishedLogDiffers } from '../ledger.errors.ts';

/** Everything of the log lies below it, so that a CDN can be pointed at this folder of a bucket and see nothing else. */
const FOLDER = 'log';
const HASH_BYTES = 32;
const FULL_WIDTH = Number(TILE_WIDTH); // not money: how many hashes

/** How long anybody may keep a tile: its bytes never change. */
export const TILE_CACHE = 'public, max-age=31536000, immutable';

/** How long anybody may keep the head: as long as the next one takes. */
export const HEAD_CACHE = 'public, max-age=5';

/** A head as it is published: the signed note and the number of leaves in it. */
export type PublishedHead = { readonly size: bigint; readonly note: string };

/** The log as static files (C2SP tlog-tiles): `log/checkpoint`, `log/tile/<L>/<N>[.p/<W>]`. */
@Injectable()
export class PublishedLogStore {
  constructor(private readonly blobs: BlobStore) {}

  /** The published head; undefined before the first. @throws {PublishedLogDiffers} it is no head of a log. */
  async head(): Promise<PublishedHead | undefined> {
    const blob = await this.blobs.get(`${FOLDER}/checkpoint`);
    if (blob === undefined) return undefined;
    const note = blob.bytes.toString('utf8');
    const size = sizeInNote(note);
    if (size === undefined) throw new PublishedLogDiffers('checkpoint');
    return { size, note };
  }

  /** Replaces the head. Everything that it speaks of must be there. */
  putHead(note: string): Promise<void> {
    return this.blobs.put(`${FOLDER}/checkpoint`, Buffer.from(note, 'utf8'), 'text/plain; charset=utf-8', HEAD_CACHE);
  }

  /**
   * Stores a tile once. The same bytes again are fine.
   * @throws {PublishedLogDiffers} other bytes lie there; they stay.
   */
  async putTile(name: TileName, hashes: Uint8Array): Promise<void> {
    const key = keyOf(name);
    if (await this.blobs.putNew(key, hashes, 'application/octet-stream', TILE_CACHE)) return;
    const stored = await this.blobs.get(key);
    if (stored === undefined || !stored.bytes.equals(hashes)) throw new PublishedLogDiffers(`tile/${tilePath(name)}`);
  }

  /** Compares a tile that was stored before, and stores it again where it is gone. @throws {PublishedLogDiffers} */
  async checkTile(name: TileName, hashes: Uint8Array): Promise<void> {
    const stored = await this.blobs.get(keyOf(name));
    if (stored === undefined) await this.putTile(name, hashes);
    else if (!stored.bytes.equals(hashes)) throw new PublishedLogDiffers(`tile/${tilePath(name)}`);
  }

  /** The hashes of a tile. A partial one that was put away is the beginning of the full one. */
  async tile(name: TileName): Promise<Buffer | undefined> {
    const stored = (await this.blobs.get(keyOf(name)))?.bytes;
    if (stored !== undefined || name.width === FULL_WIDTH) return stored;
    return this.blobs.range(keyOf({ ...name, width: FULL_WIDTH }), 0, name.width * HASH_BYTES);
  }

  /** Takes a partial tile away whose full one is there. */
  dropTile(name: TileName): Promise<void> {
    return this.blobs.delete(keyOf(name));
  }
}

function keyOf(name: TileName): string {
  return `${FOLDER}/tile/${tilePath(name)}`;
}

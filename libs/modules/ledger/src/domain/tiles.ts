import { assert, sha256 } from '#kernel';
import { type Range, type Subtree, foldRight, perfectRoot, subtreesOf } from './merkle.ts';

/** Levels of the tree that one level of tiles spans (C2SP tlog-tiles fixes 8). */
export const TILE_HEIGHT = 8;

/** Hashes in a full tile. */
export const TILE_WIDTH = 256n;

/** Hashes `from` … `to − 1` of a tile level; each stands for 256^level leaves. At most one tile's worth. */
export type HashSpan = { readonly level: number; readonly from: bigint; readonly to: bigint };

/** Where the hashes stand whose perfect root is that of `subtree`. */
function spanOf({ start, height }: Subtree): HashSpan {
  const level = Math.floor(height / TILE_HEIGHT);
  const from = start >> BigInt(level * TILE_HEIGHT);
  return { level, from, to: from + (1n << BigInt(height % TILE_HEIGHT)) };
}

/** The spans that `hashOfRange` will ask for. */
export function spansOf(ranges: readonly Range[]): HashSpan[] {
  return ranges.flatMap((range) => subtreesOf(range).map(spanOf));
}

/** Key of a span in a map. */
export function spanKey({ level, from, to }: HashSpan): string {
  return `${level}/${from}/${to}`;
}

/** Hash of the subtree over `range`, from the hashes of its spans (by `spanKey`; 32 bytes each, one after the other). */
export function hashOfRange(range: Range, spans: ReadonlyMap<string, Uint8Array>): Buffer {
  return foldRight(
    subtreesOf(range).map((subtree) => {
      const hashes = spans.get(spanKey(spanOf(subtree)));
      assert(hashes !== undefined, `the hashes of subtree ${subtree.start} at height ${subtree.height} were read`);
      return perfectRoot(hashes);
    }),
  );
}

/** A tile as a path names it: `width` is 256 for a full one. */
export type TileName = { readonly level: number; readonly index: bigint; readonly width: number };

const TILE_PATH = /^([0-9]|[1-5][0-9]|6[0-3])\/((?:x[0-9]{3}\/)*)([0-9]{3})(?:\.p\/([1-9][0-9]{0,2}))?$/;

/** Reads `<L>/<N>[.p/<W>]` of C2SP tlog-tiles, such as `0/x001/x234/067.p/16`; undefined for anything else. */
export function parseTilePath(path: string): TileName | undefined {
  const [, level, above = '', last, width] = TILE_PATH.exec(path) ?? [];
  if (level === undefined || last === undefined) return undefined;
  const digits = above.replaceAll(/[x/]/g, '') + last;
  // The first group of several is never 000: every tile has one name.
  if (above !== '' && digits.startsWith('000')) return undefined;
  const name = { level: Number.parseInt(level, 10), index: BigInt(digits), width: Number.parseInt(width ?? '256', 10) };
  return width !== undefined && name.width > 255 ? undefined : name;
}

/** A stretch of full tiles of one level: indices `first` … `last − 1`. */
export type TileRun = { readonly level: number; readonly first: bigint; readonly last: bigint };

/** The tiles that are full in a tree of `size` leaves and were not in one of `before`, lowest level first. */
export function newlyFull(before: bigint, size: bigint): TileRun[] {
  const runs: TileRun[] = [];
  for (let level = 0; fullTiles(level, size) > 0n; level += 1) {
    const [first, last] = [fullTiles(level, before), fullTiles(level, size)];
    if (first < last) runs.push({ level, first, last });
  }
  return runs;
}

/** The partial tiles at the right edge of a tree of `size` leaves: one a level, none where the edge is even. */
export function partialTiles(size: bigint): TileName[] {
  const tiles: TileName[] = [];
  for (let level = 0; size >> BigInt(TILE_HEIGHT * level) > 0n; level += 1) {
    const width = Number((size >> BigInt(TILE_HEIGHT * level)) % TILE_WIDTH); // not money: how many hashes
    if (width > 0) tiles.push({ level, index: fullTiles(level, size), width });
  }
  return tiles;
}

/** The hashes of a tile. */
export function spanOfTile({ level, index, width }: TileName): HashSpan {
  return { level, from: index * TILE_WIDTH, to: index * TILE_WIDTH + BigInt(width) };
}

/** Whether a tile is full in a tree of `size` leaves, its narrower forms included. */
export function isFullIn({ level, index }: TileName, size: bigint): boolean {
  return index < fullTiles(level, size);
}

/**
 * Some of the full tiles of a tree of `size` leaves, at most `count`, each tile as likely as any other. `root`, the hash of
 * the tree, draws them: who would change a tile cannot know which ones the next heads will draw.
 */
export function drawTiles(root: Uint8Array, size: bigint, count: number): TileName[] {
  const levels = newlyFull(0n, size);
  const all = levels.reduce((sum, { last }) => sum + last, 0n);
  const drawn = new Map<string, TileName>();
  for (let draw = 0; draw < count && all > 0n; draw += 1) {
    let at = sha256(root, Buffer.of(draw)).readBigUInt64BE() % all;
    for (const { level, last } of levels) {
      if (at < last) {
        const tile = { level, index: at, width: Number(TILE_WIDTH) }; // not money: how many hashes
        drawn.set(tilePath(tile), tile);
        break;
      }
      at -= last;
    }
  }
  return [...drawn.values()];
}

/** How many tiles of a level are full. */
function fullTiles(level: number, size: bigint): bigint {
  return size >> BigInt(TILE_HEIGHT * (level + 1));
}

/** The path of a tile, the reverse of `parseTilePath`. */
export function tilePath({ level, index, width }: TileName): string {
  const digits = index.toString();
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/.{3}/g) ?? [];
  const name = groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join('/');
  return `${level}/${name}${width === 256 ? '' : `.p/${width}`}`;
}

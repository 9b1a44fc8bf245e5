import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sizeInNote } from './signed-note.ts';
import { drawTiles, isFullIn, newlyFull, parseTilePath, partialTiles, tilePath } from './tiles.ts';

/** Up to five levels of tiles. */
const sizes = fc.bigInt({ min: 0n, max: 1n << 40n });

/** Widths of the last tiles by level, counted one tile at a time. */
function edgeOf(size: bigint): string[] {
  const edge: string[] = [];
  for (let level = 0, hashes = size; hashes > 0n; level += 1, hashes /= 256n) {
    if (hashes % 256n > 0n) edge.push(tilePath({ level, index: hashes / 256n, width: Number(hashes % 256n) }));
  }
  return edge;
}

describe('tiles of a tree', () => {
  it('are those that C2SP tlog-tiles counts for 70,000 leaves', () => {
    expect(newlyFull(0n, 70_000n)).toEqual([
      { level: 0, first: 0n, last: 273n },
      { level: 1, first: 0n, last: 1n },
    ]);
    expect(partialTiles(70_000n).map(tilePath)).toEqual(['0/273.p/112', '1/001.p/17', '2/000.p/1']);
    expect(partialTiles(256n).map(tilePath)).toEqual(['1/000.p/1']);
    expect(partialTiles(0n)).toEqual([]);
  });

  it('have an edge of one partial tile a level, none of them full', () => {
    fc.assert(
      fc.property(sizes, (size) => {
        expect(partialTiles(size).map(tilePath)).toEqual(edgeOf(size));
        expect(partialTiles(size).some((tile) => isFullIn(tile, size))).toBe(false);
      }),
    );
  });

  it('are full once: growing in steps fills the same tiles as growing at once', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: 0n, max: 5_000n }), { maxLength: 8 }), (steps) => {
        const filled: string[] = [];
        let size = 0n;
        for (const step of steps) {
          for (const { level, first, last } of newlyFull(size, size + step)) {
            for (let index = first; index < last; index += 1n) filled.push(`${level}/${index}`);
          }
          size += step;
        }
        const atOnce = newlyFull(0n, size).flatMap(({ level, first, last }) =>
          Array.from({ length: Number(last - first) }, (_, at) => `${level}/${first + BigInt(at)}`),
        );
        expect(filled.toSorted()).toEqual(atOnce.toSorted());
      }),
    );
  });

  it('are drawn by the root among all that are full, every one in its turn', () => {
    const size = 256n * 300n;
    const drawn = new Set<string>();
    for (let root = 0; root < 2_000; root += 1) {
      const tiles = drawTiles(Buffer.alloc(32, root % 256).fill(root >> 8, 0, 1), size, 4);
      expect(tiles.every((tile) => isFullIn(tile, size) && tile.width === 256)).toBe(true);
      for (const tile of tiles) drawn.add(tilePath(tile));
    }
    expect(drawn.size).toBe(301); // 300 of level 0, one of level 1.
    expect(drawTiles(Buffer.alloc(32), 255n, 4)).toEqual([]);
  });

  it('have a path each, and a path names one tile', () => {
    fc.assert(
      fc.property(
        fc.nat(63),
        fc.bigInt({ min: 0n, max: 1n << 60n }),
        fc.integer({ min: 1, max: 256 }),
        (level, index, width) => {
          expect(parseTilePath(tilePath({ level, index, width }))).toEqual({ level, index, width });
        },
      ),
    );
    expect(tilePath({ level: 0, index: 1_234_067n, width: 256 })).toBe('0/x001/x234/067');
  });
});

describe('a published note', () => {
  it('says of how many leaves it speaks, and is nothing else', () => {
    const root = Buffer.alloc(32, 7).toString('base64');
    expect(sizeInNote(`log.example\n70000\n${root}\n\n— log.example AAAA\n`)).toBe(70_000n);
    for (const bad of ['', 'log.example', `log.example\n07\n${root}\n\n— x\n`, `log.example\n7\n${root}\n`]) {
      expect(sizeInNote(bad)).toBeUndefined();
    }
  });
});

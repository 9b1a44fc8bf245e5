import { describe, expect, it } from '@jest/globals';
import { hashOfRange, isFullIn, parseTilePath, spanOfTile, spanKey } from './tiles.ts';

describe('the hashes of a tile', () => {
  it('begin after those of the tiles before it, and are as many as it is wide', () => {
    expect(spanOfTile({ level: 1, index: 3n, width: 256 })).toEqual({ level: 1, from: 768n, to: 1_024n });
    expect(spanOfTile({ level: 0, index: 3n, width: 5 })).toEqual({ level: 0, from: 768n, to: 773n });
    expect(spanKey({ level: 1, from: 768n, to: 1_024n })).toBe('1/768/1024');
  });

  it('must all have been read before a range is hashed', () => {
    expect(() => hashOfRange({ from: 0n, to: 2n }, new Map())).toThrow('the hashes of subtree 0 at height 1 were read');
  });
});

describe('a tile', () => {
  it('is full once the tree has every leaf below it', () => {
    expect(isFullIn({ level: 0, index: 1n, width: 256 }, 511n)).toBe(false);
    expect(isFullIn({ level: 0, index: 1n, width: 256 }, 512n)).toBe(true);
    expect(isFullIn({ level: 1, index: 0n, width: 256 }, 65_535n)).toBe(false);
    expect(isFullIn({ level: 1, index: 0n, width: 3 }, 65_536n)).toBe(true);
  });

  it.each([
    '',
    '/',
    '0',
    '0/',
    '00/000',
    '0/0000',
    'x/000',
    ' 0/000',
    '0/000 ',
    '0/000.p/',
    '0/000.p/1000',
    '0/x1/000',
  ])('has no path like %j', (path) => {
    expect(parseTilePath(path)).toBeUndefined();
  });

  it.each([
    ['63/000', { level: 63, index: 0n, width: 256 }],
    ['59/999.p/255', { level: 59, index: 999n, width: 255 }],
    ['9/x001/000', { level: 9, index: 1_000n, width: 256 }],
  ])('is named by %s', (path, name) => {
    expect(parseTilePath(path)).toEqual(name);
  });
});

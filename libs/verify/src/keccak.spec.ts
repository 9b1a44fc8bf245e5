import { describe, expect, it } from '@jest/globals';
import { keccak256 as reference } from 'ethers';
import { toHex, utf8 } from './bytes.ts';
import { keccak256 } from './keccak.ts';

describe('keccak256', () => {
  it('is the digest that the Keccak team published for nothing', () => {
    expect(toHex(keccak256(new Uint8Array()))).toBe('c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470');
  });

  it('is what ethers makes of every length around its blocks', () => {
    for (const length of [1, 2, 31, 32, 64, 77, 134, 135, 136, 137, 271, 272, 273, 500]) {
      const message = Uint8Array.from({ length }, (_none, at) => (at * 7 + length) & 255);
      expect(`0x${toHex(keccak256(message))}`).toBe(reference(message));
    }
    expect(toHex(keccak256(utf8('rootOf(uint64)')))).toBe(reference(utf8('rootOf(uint64)')).slice(2));
  });
});

import { createHash } from 'node:crypto';
import { concat, keccak256, toBeHex } from 'ethers';

/** A 32-byte hash as 0x-prefixed hex. */
export type Hash = string;

/** How a tree hashes an inner node. */
export type NodeHash = (left: Hash, right: Hash) => Hash;

/** SHA-256(0x01 ‖ left ‖ right): RFC 9162 section 2.1.1. */
export const sha256Node: NodeHash = (left, right) => sha256(concat(['0x01', left, right]));

/** keccak256(0x01 ‖ left ‖ right): the payout tree. */
export const keccakNode: NodeHash = (left, right) => keccak256(concat(['0x01', left, right]));

/** SHA-256(0x00 ‖ index): a log leaf that differs from every other. */
export const logLeaf = (index: number): Hash => sha256(concat(['0x00', toBeHex(index, 8)]));

function sha256(hex: string): Hash {
  return `0x${createHash('sha256').update(hex.slice(2), 'hex').digest('hex')}`;
}

/**
 * A Merkle tree straight from the definitions of RFC 9162 section 2.1 (MTH, PATH, SUBPROOF), written as recursion over
 * ranges. It shares nothing with the contracts' loops over bits, so that each can find the other's mistakes.
 */
export class ReferenceTree {
  private readonly known = new Map<string, Hash>();

  constructor(
    private readonly node: NodeHash,
    private readonly leaves: readonly Hash[],
  ) {}

  /** MTH of the first `size` leaves. */
  root(size = this.leaves.length): Hash {
    return this.hash(0, size);
  }

  /** PATH(index, D[size]), from the leaf upwards. */
  inclusionProof(index: number, size = this.leaves.length): Hash[] {
    return this.path(index, 0, size);
  }

  /** PROOF(oldSize, D[size]). */
  consistencyProof(oldSize: number, size = this.leaves.length): Hash[] {
    return this.subproof(oldSize, 0, size, true);
  }

  private hash(start: number, end: number): Hash {
    if (end - start === 1) return this.leaves[start]!;
    const key = `${start}-${end}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const middle = start + split(end - start);
    const hash = this.node(this.hash(start, middle), this.hash(middle, end));
    this.known.set(key, hash);
    return hash;
  }

  private path(index: number, start: number, end: number): Hash[] {
    if (end - start === 1) return [];
    const middle = start + split(end - start);
    return start + index < middle
      ? [...this.path(index, start, middle), this.hash(middle, end)]
      : [...this.path(start + index - middle, middle, end), this.hash(start, middle)];
  }

  private subproof(oldSize: number, start: number, end: number, known: boolean): Hash[] {
    if (oldSize === end - start) return known ? [] : [this.hash(start, end)];
    const left = split(end - start);
    const middle = start + left;
    return oldSize <= left
      ? [...this.subproof(oldSize, start, middle, known), this.hash(middle, end)]
      : [...this.subproof(oldSize - left, middle, end, false), this.hash(start, middle)];
  }
}

/** The largest power of two below `size`. */
function split(size: number): number {
  let half = 1;
  while (half * 2 < size) half *= 2;
  return half;
}

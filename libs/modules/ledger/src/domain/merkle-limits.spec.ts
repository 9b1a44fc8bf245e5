import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sha256 } from '#kernel';
import { GrowingTree, consistencyRanges, foldRight, inclusionRanges, perfectRoot, subtreesOf } from './merkle.ts';

const leaf = (n: number): Buffer => sha256(`leaf ${n}`);

describe('a Merkle tree refuses', () => {
  it.each([0, 16, 31, 33, 3 * 32, 32 * 256 + 32, 96])('to call %s bytes a perfect subtree', (bytes) => {
    expect(() => perfectRoot(Buffer.alloc(bytes))).toThrow('a perfect subtree has 2^k hashes');
  });

  it('hashes of another length than 32 bytes', () => {
    const tree = new GrowingTree();
    tree.add(leaf(0));
    expect(() => tree.add(Buffer.alloc(31))).toThrow('a node has two hashes of 32 bytes');
    expect(() => foldRight([Buffer.alloc(33), leaf(1)])).toThrow('a node has two hashes of 32 bytes');
    expect(() => foldRight([leaf(0), Buffer.alloc(33)])).toThrow('a node has two hashes of 32 bytes');
  });

  it.each([
    [-1n, 4n],
    [4n, 4n],
    [5n, 4n],
    [0n, 0n],
  ])('to prove leaf %s in a tree of %s', (index, size) => {
    expect(() => inclusionRanges(index, size)).toThrow(`leaf ${index} is in the tree of ${size}`);
  });

  it.each([
    [-1n, 4n],
    [5n, 4n],
  ])('to prove that a tree of %s grew to %s', (from, to) => {
    expect(() => consistencyRanges(from, to)).toThrow(`a tree of ${to} can start with one of ${from}`);
  });

  it('to fold nothing', () => {
    expect(() => foldRight([])).toThrow('a tree that is folded has leaves');
  });
});

describe('a growing tree', () => {
  it('counts its leaves', () => {
    const tree = new GrowingTree();
    expect(tree.size).toBe(0n);
    for (let n = 0; n < 5; n += 1) tree.add(leaf(n));
    expect(tree.size).toBe(5n);
  });

  it('tells of each perfect subtree when it is complete, once, with its height and root', () => {
    const leaves = Array.from({ length: 21 }, (_, n) => leaf(n));
    const heard: string[] = [];
    const tree = new GrowingTree();
    const hear = (height: number, ...more: readonly unknown[]): void =>
      void heard.push(`${height}/${(more.at(-1) as Buffer).toString('hex')}`);
    for (const of of leaves) tree.add(of, hear);
    const expected: string[] = [];
    for (let end = 1; end <= leaves.length; end += 1) {
      for (let height = 1; end % 2 ** height === 0; height += 1) {
        const root = perfectRoot(Buffer.concat(leaves.slice(end - 2 ** height, end)));
        expected.push(`${height}/${root.toString('hex')}`);
      }
    }
    expect(heard).toEqual(expected);
  });

  it('does not depend on whether anybody listens', () => {
    const [silent, loud] = [new GrowingTree(), new GrowingTree()];
    for (let n = 0; n < 13; n += 1) {
      silent.add(leaf(n));
      loud.add(leaf(n), () => undefined);
    }
    expect(silent.root()).toEqual(loud.root());
  });
});

describe('the perfect subtrees of a range', () => {
  it('cover it without a gap, each as large as it can be where the range starts at its own height', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 1n << 40n }), fc.nat(1_000), (width, start) => {
        // A range of the log starts at a multiple of the power of two above its width.
        const from = BigInt(start) << BigInt(width.toString(2).length);
        const subtrees = subtreesOf({ from, to: from + width });
        expect(
          subtrees.reduce((at, { start: next, height }) => (next === at ? at + (1n << BigInt(height)) : -1n), from),
        ).toBe(from + width);
        const heights = subtrees.map(({ height }) => height);
        expect(heights).toEqual([...new Set(heights)].toSorted((a, b) => b - a));
      }),
    );
    expect(subtreesOf({ from: 8n, to: 13n })).toEqual([
      { start: 8n, height: 2 },
      { start: 12n, height: 0 },
    ]);
  });
});

import { mth, path, proof, sha } from '../../../scripts/generate/vectors/oracle.ts';
import { fromHex, sameBytes, toHex } from './bytes.ts';
import { hashLeaf, hashNode, rootFromInclusion, rootFromLeaves, verifyConsistency } from './merkle.ts';
import { leafVectors } from './testing.ts';

const vectors = leafVectors();
const published = vectors.log.map(({ hash }) => fromHex(hash));
const root = (size: number): Uint8Array => fromHex(vectors.roots[size] as string);

const LARGEST = 64;
const leaves = Array.from({ length: LARGEST + 1 }, (_none, at) => sha(`leaf ${at}`));
/** Roots by the recursive definition, for every size. */
const roots = Array.from({ length: LARGEST + 2 }, (_none, size) => mth(leaves.slice(0, size)));
const rootOf = (size: number): Uint8Array => roots[size] as Uint8Array;
const SIZES = Array.from({ length: LARGEST }, (_none, at) => at + 1);

/** The nodes with one bit of node `at` changed. */
function flipped(nodes: readonly Uint8Array[], at: number, bit: number): Uint8Array[] {
  return nodes.map((node, place) =>
    place === at ? node.map((byte, index) => (index === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte)) : node,
  );
}

/** Every way to spoil a proof by one node: changed, dropped, doubled, swapped with its neighbour, one more at either end. */
function* spoiled(nodes: readonly Uint8Array[]): Generator<Uint8Array[]> {
  const stranger = sha('stranger');
  yield [...nodes, stranger];
  yield [stranger, ...nodes];
  for (let at = 0; at < nodes.length; at += 1) {
    yield flipped(nodes, at, (at * 37 + nodes.length * 11) % 256);
    yield nodes.filter((_node, place) => place !== at);
    yield [...nodes.slice(0, at + 1), ...nodes.slice(at)];
    if (at > 0) {
      yield [...nodes.slice(0, at - 1), nodes[at] as Uint8Array, nodes[at - 1] as Uint8Array, ...nodes.slice(at + 1)];
    }
  }
}

describe('tree roots', () => {
  it('are the published ones, from no leaf to 33', () => {
    expect(vectors.roots).toHaveLength(34);
    vectors.roots.forEach((expected, size) => expect(toHex(rootFromLeaves(published.slice(0, size)))).toBe(expected));
  });

  it('are those of the recursive definition of RFC 9162 up to 65 leaves', () => {
    for (const size of [0, ...SIZES, LARGEST + 1]) {
      expect(sameBytes(rootFromLeaves(leaves.slice(0, size)), rootOf(size))).toBe(true);
    }
  });

  it('hash a leaf with the prefix 0x00', () => {
    expect(toHex(hashLeaf(new Uint8Array()))).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d');
  });
});

describe('inclusion proofs', () => {
  it('that are published lead to the published root', () => {
    for (const { index, size, path: nodes } of vectors.inclusion) {
      const found = rootFromInclusion(
        published[index] as Uint8Array,
        BigInt(index),
        BigInt(size),
        nodes.map((node) => fromHex(node)),
      );
      expect(found === undefined ? 'none' : toHex(found)).toBe(vectors.roots[size]);
    }
  });

  const holds = (leaf: Uint8Array, index: number, size: number, nodes: readonly Uint8Array[]): boolean => {
    const found = rootFromInclusion(leaf, BigInt(index), BigInt(size), nodes);
    return found !== undefined && sameBytes(found, rootOf(size));
  };

  it('verify for every leaf of every tree up to 64, and fail when spoiled by one node or one bit', () => {
    let count = 0;
    for (const size of SIZES) {
      for (let index = 0; index < size; index += 1) {
        const [leaf, nodes] = [leaves[index] as Uint8Array, path(index, leaves.slice(0, size))];
        if (!holds(leaf, index, size, nodes)) throw new Error(`leaf ${index} of ${size} is not proven`);
        for (const wrong of spoiled(nodes)) {
          if (holds(leaf, index, size, wrong)) throw new Error(`a spoiled proof of leaf ${index} of ${size} holds`);
        }
        if (holds(leaves[(index + 1) % (LARGEST + 1)] as Uint8Array, index, size, nodes)) {
          throw new Error('another leaf holds');
        }
        count += 1;
      }
    }
    expect(count).toBe(2080);
  });

  it('belong to one place: any other index fails, in the tree and out of it', () => {
    for (const size of SIZES.filter((of) => of <= 17)) {
      for (let index = 0; index < size; index += 1) {
        const nodes = path(index, leaves.slice(0, size));
        for (let other = -2 * size; other < 3 * size; other += 1) {
          expect(holds(leaves[index] as Uint8Array, other, size, nodes)).toBe(other === index);
        }
      }
    }
  });

  it.each([
    [-1n, 4n],
    [4n, 4n],
    [5n, 4n],
    [0n, 0n],
  ])('have no root for index %s of %s', (index, size) => {
    expect(rootFromInclusion(leaves[0] as Uint8Array, index, size, [])).toBeUndefined();
  });

  it('end after 64 levels however large the tree is said to be', () => {
    const long = Array.from({ length: 65 }, () => sha('x'));
    expect(rootFromInclusion(leaves[0] as Uint8Array, (1n << 64n) - 1n, 1n << 64n, long.slice(1))).toBeDefined();
    expect(rootFromInclusion(leaves[0] as Uint8Array, (1n << 64n) - 1n, 1n << 64n, long)).toBeUndefined();
  });
});

describe('consistency proofs', () => {
  it('that are published hold between the published roots', () => {
    for (const { from, to, proof: nodes } of vectors.consistency) {
      const heads = [
        { size: BigInt(from), root: root(from) },
        { size: BigInt(to), root: root(to) },
      ] as const;
      expect(
        verifyConsistency(
          ...heads,
          nodes.map((node) => fromHex(node)),
        ),
      ).toBe(true);
    }
  });

  const holds = (
    from: number,
    to: number,
    nodes: readonly Uint8Array[],
    roots2?: { from?: Uint8Array; to?: Uint8Array },
  ): boolean =>
    verifyConsistency(
      { size: BigInt(from), root: roots2?.from ?? rootOf(from) },
      { size: BigInt(to), root: roots2?.to ?? rootOf(to) },
      nodes,
    );

  it('verify between all sizes up to 64, and fail when spoiled by one node, one bit, a root or a size', () => {
    let count = 0;
    for (const to of SIZES) {
      for (let from = 1; from <= to; from += 1) {
        const nodes = proof(from, leaves.slice(0, to));
        if (!holds(from, to, nodes)) throw new Error(`${from} of ${to} is not proven`);
        for (const wrong of spoiled(nodes)) {
          if (holds(from, to, wrong)) throw new Error(`a spoiled proof of ${from} of ${to} holds`);
        }
        const forged = [
          holds(from, to, nodes, { from: sha('forged') }),
          holds(from, to, nodes, { to: sha('forged') }),
          holds(from, to + 1, nodes),
          to > from && holds(from + 1, to, nodes),
          from > 1 && holds(from - 1, to, nodes),
        ];
        if (forged.includes(true)) throw new Error(`a forged head passes from ${from} to ${to}`);
        count += 1;
      }
    }
    expect(count).toBe(2080);
  });

  it('start every tree with the empty one, whose root is the hash of nothing', () => {
    expect(holds(0, 7, [])).toBe(true);
    expect(holds(0, 7, [sha('x')])).toBe(false);
    expect(holds(0, 7, [], { from: sha('forged') })).toBe(false);
  });

  it('never lead to a smaller tree', () => {
    expect(holds(7, 4, proof(4, leaves.slice(0, 7)))).toBe(false);
    expect(holds(4, 7, [])).toBe(false);
  });

  describe('of heads whose roots were made to fit', () => {
    const [x, a, b, c] = ['x', 'a', 'b', 'c'].map((name) => sha(name)) as [Buffer, Buffer, Buffer, Buffer];
    const at = (size: bigint, madeRoot: Uint8Array) => ({ size, root: madeRoot });

    it('fail when the sizes are not those of a tree and a larger one', () => {
      expect(verifyConsistency(at(1n, x), at(2n, hashNode(x, a)), [a])).toBe(true);
      expect(verifyConsistency(at(3n, x), at(2n, hashNode(x, a)), [x, a])).toBe(false);
      expect(verifyConsistency(at(-1n, x), at(2n, hashNode(x, a)), [x, a])).toBe(false);
      expect(verifyConsistency(at(-1n, x), at(-1n, x), [])).toBe(false);
    });

    it('fail when the proof ends below the root', () => {
      expect(verifyConsistency(at(1n, x), at(4n, hashNode(x, a)), [a])).toBe(false);
      expect(verifyConsistency(at(3n, x), at(4n, hashNode(x, a)), [x, a])).toBe(false);
    });

    it('fail when the proof goes on above the root', () => {
      const [older, newer] = [hashNode(b, x), hashNode(b, hashNode(x, a))];
      expect(verifyConsistency(at(3n, older), at(4n, newer), [x, a, b])).toBe(true);
      expect(verifyConsistency(at(3n, hashNode(c, older)), at(4n, hashNode(c, newer)), [x, a, b, c])).toBe(false);
    });

    it('fail without a proof', () => {
      expect(verifyConsistency(at(3n, x), at(4n, x), [])).toBe(false);
      expect(verifyConsistency(at(2n, x), at(4n, x), [])).toBe(false);
      expect(verifyConsistency(at(0n, x), at(4n, x), [])).toBe(false);
    });
  });
});

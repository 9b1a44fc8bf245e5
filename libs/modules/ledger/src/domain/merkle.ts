import { assert, sha256 } from '#kernel';

/** Leaves `from` … `to − 1` (indices start at 0) that make one subtree of the log's tree. */
export type Range = { readonly from: bigint; readonly to: bigint };

/** A perfect subtree: the 2^height leaves from `start`, a multiple of 2^height. */
export type Subtree = { readonly start: bigint; readonly height: number };

// Every node is written into these same bytes and hashed at once: there is one for every leaf.
const node = Buffer.alloc(1 + 32 + 32, 1);

/** SHA-256(0x01 ‖ left ‖ right): a node of the tree (RFC 9162 section 2.1.1). */
function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  assert(left.length === 32 && right.length === 32, 'a node has two hashes of 32 bytes');
  node.set(left, 1);
  node.set(right, 33);
  return sha256(node);
}

/** Root of the tree without leaves. */
export function emptyRoot(): Buffer {
  return sha256('');
}

/** Root over 2^k hashes of 32 bytes, one after the other. */
export function perfectRoot(hashes: Uint8Array): Buffer {
  assert(hashes.length >= 32 && Number.isInteger(Math.log2(hashes.length / 32)), 'a perfect subtree has 2^k hashes');
  let nodes = Buffer.from(hashes);
  while (nodes.length > 32) {
    const above = Buffer.alloc(nodes.length / 2);
    for (let at = 0; at < nodes.length; at += 64) {
      above.set(nodeHash(nodes.subarray(at, at + 32), nodes.subarray(at + 32, at + 64)), at / 2);
    }
    nodes = above;
  }
  return nodes;
}

/** The largest power of two below `size`, which is at least 2: where a tree splits. */
function splitOf(size: bigint): bigint {
  return 1n << BigInt((size - 1n).toString(2).length - 1);
}

/**
 * The subtrees whose hashes prove leaf `index` in a tree of `size` leaves, from the leaf upwards
 * (RFC 9162 section 2.1.3.1, PATH).
 */
export function inclusionRanges(index: bigint, size: bigint): Range[] {
  assert(index >= 0n && index < size, `leaf ${index} is in the tree of ${size}`);
  const ranges: Range[] = [];
  let tree: Range = { from: 0n, to: size };
  while (tree.to - tree.from > 1n) {
    const middle: bigint = tree.from + splitOf(tree.to - tree.from);
    const isLeft = index < middle;
    ranges.push(isLeft ? { from: middle, to: tree.to } : { from: tree.from, to: middle });
    tree = isLeft ? { from: tree.from, to: middle } : { from: middle, to: tree.to };
  }
  return ranges.toReversed();
}

/**
 * The subtrees whose hashes prove that a tree of `to` leaves starts with the tree of `from` leaves
 * (RFC 9162 section 2.1.4.1, PROOF). None when `from` is 0 or `to`.
 */
export function consistencyRanges(from: bigint, to: bigint): Range[] {
  assert(from >= 0n && from <= to, `a tree of ${to} can start with one of ${from}`);
  if (from === 0n) return [];
  const ranges: Range[] = [];
  let tree: Range = { from: 0n, to };
  // The old root itself is left out of the proof while the old tree is a whole subtree on the left edge.
  let isOldRoot = true;
  while (from !== tree.to) {
    const middle: bigint = tree.from + splitOf(tree.to - tree.from);
    if (from <= middle) {
      ranges.push({ from: middle, to: tree.to });
      tree = { from: tree.from, to: middle };
    } else {
      ranges.push({ from: tree.from, to: middle });
      tree = { from: middle, to: tree.to };
      isOldRoot = false;
    }
  }
  if (!isOldRoot) ranges.push(tree);
  return ranges.toReversed();
}

/** The perfect subtrees that `range` falls into, largest (left) first. */
export function subtreesOf(range: Range): Subtree[] {
  const subtrees: Subtree[] = [];
  let start = range.from;
  for (let height = (range.to - range.from).toString(2).length - 1; height >= 0; height -= 1) {
    if (((range.to - range.from) >> BigInt(height)) % 2n === 0n) continue;
    subtrees.push({ start, height });
    start += 1n << BigInt(height);
  }
  return subtrees;
}

/** Hash of a subtree that is made of `parts`: the roots of its perfect subtrees, left to right. */
export function foldRight(parts: readonly Uint8Array[]): Buffer {
  const last = parts.at(-1);
  assert(last !== undefined, 'a tree that is folded has leaves');
  return parts.slice(0, -1).reduceRight<Buffer>((right, left) => nodeHash(left, right), Buffer.from(last));
}

/** A tree that only grows at its right edge: holds the roots of its perfect subtrees, nothing else. */
export class GrowingTree {
  private readonly edge: { hash: Buffer; height: number }[] = [];
  private leaves = 0n;

  get size(): bigint {
    return this.leaves;
  }

  /** Adds a leaf hash. `onSubtree` hears of each perfect subtree that it completes, with its place on its level. */
  add(leafHash: Buffer, onSubtree?: (height: number, index: bigint, root: Buffer) => void): void {
    let grown = { hash: leafHash, height: 0 };
    this.leaves += 1n;
    while (this.edge.at(-1)?.height === grown.height) {
      const left = this.edge.pop();
      assert(left !== undefined, 'the edge has a left neighbour');
      grown = { hash: nodeHash(left.hash, grown.hash), height: grown.height + 1 };
      onSubtree?.(grown.height, (this.leaves >> BigInt(grown.height)) - 1n, grown.hash);
    }
    this.edge.push(grown);
  }

  root(): Buffer {
    return this.leaves === 0n ? emptyRoot() : foldRight(this.edge.map((edge) => edge.hash));
  }
}

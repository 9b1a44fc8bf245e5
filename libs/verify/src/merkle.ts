import { sameBytes } from './bytes.ts';
import { sha256 } from './sha256.ts';

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** SHA-256(0x00 ‖ body): what stands at the bottom of the tree. */
export function hashLeaf(body: Uint8Array): Uint8Array {
  return sha256(LEAF, body);
}

/** SHA-256(0x01 ‖ left ‖ right): a node of the tree. */
export function hashNode(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(NODE, left, right);
}

/** Root of the tree over `leafHashes` (RFC 9162 section 2.1.1); of no leaves it is SHA-256 of nothing. */
export function rootFromLeaves(leafHashes: readonly Uint8Array[]): Uint8Array {
  if (leafHashes.length === 0) return sha256();
  // Pairing level by level and carrying an odd last node up gives the same tree as splitting at powers of two.
  let level = leafHashes;
  while (level.length > 1) {
    const above: Uint8Array[] = [];
    for (let at = 0; at < level.length; at += 2) {
      const [left, right] = [level[at] as Uint8Array, level[at + 1]];
      above.push(right === undefined ? left : hashNode(left, right));
    }
    level = above;
  }
  return level[0] as Uint8Array;
}

/**
 * The root that `path` leads to from leaf `index` of a tree of `size` leaves (RFC 9162 section 2.1.3.2), or undefined
 * when the path is too short or too long for that place.
 */
export function rootFromInclusion(
  leafHash: Uint8Array,
  index: bigint,
  size: bigint,
  path: readonly Uint8Array[],
): Uint8Array | undefined {
  return climb(leafHash, index, size, path, hashNode);
}

/** The same in a tree of any nodes that has this shape: `join` makes a node of its two children. */
export function climb<Node>(
  leaf: Node,
  index: bigint,
  size: bigint,
  path: readonly Node[],
  join: (left: Node, right: Node) => Node,
): Node | undefined {
  if (index < 0n || index >= size) return undefined;
  let [fn, sn] = [index, size - 1n];
  let root = leaf;
  for (const sibling of path) {
    if (sn === 0n) return undefined;
    if ((fn & 1n) === 1n || fn === sn) {
      root = join(sibling, root);
      // An even rightmost node has no sibling on its level: climb to where it has one. It is not 0, because sn is not.
      while ((fn & 1n) === 0n) [fn, sn] = [fn >> 1n, sn >> 1n];
    } else {
      root = join(root, sibling);
    }
    [fn, sn] = [fn >> 1n, sn >> 1n];
  }
  return sn === 0n ? root : undefined;
}

/** A tree head. */
export type TreeHead = { readonly size: bigint; readonly root: Uint8Array };

/**
 * Whether the tree `to` starts with all the leaves of the tree `from` (RFC 9162 section 2.1.4.2). Equal sizes need an
 * empty proof and equal roots; a tree of no leaves starts every tree.
 */
export function verifyConsistency(from: TreeHead, to: TreeHead, proof: readonly Uint8Array[]): boolean {
  if (from.size < 0n || from.size > to.size) return false;
  if (from.size === to.size) return proof.length === 0 && sameBytes(from.root, to.root);
  if (from.size === 0n) return proof.length === 0 && sameBytes(from.root, rootFromLeaves([]));
  // A full old tree is itself the first node of the path, and the proof leaves it out.
  const isFull = (from.size & (from.size - 1n)) === 0n;
  const [first, ...rest] = isFull ? [from.root, ...proof] : proof;
  if (first === undefined) return false;
  let [fn, sn] = [from.size - 1n, to.size - 1n];
  while ((fn & 1n) === 1n) [fn, sn] = [fn >> 1n, sn >> 1n];
  let [old, now] = [first, first];
  for (const node of rest) {
    if (sn === 0n) return false;
    if ((fn & 1n) === 1n || fn === sn) {
      [old, now] = [hashNode(node, old), hashNode(node, now)];
      while ((fn & 1n) === 0n) [fn, sn] = [fn >> 1n, sn >> 1n];
    } else {
      now = hashNode(now, node);
    }
    [fn, sn] = [fn >> 1n, sn >> 1n];
  }
  return sn === 0n && sameBytes(old, from.root) && sameBytes(now, to.root);
}

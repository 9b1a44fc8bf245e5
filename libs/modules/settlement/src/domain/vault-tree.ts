import { ByteWriter, Bug, assert } from '#kernel';

/** keccak256 of bytes, 32 bytes. Given in, because the domain has no packages. */
export type Keccak = (bytes: Uint8Array) => Uint8Array;

/** Where a payout tree belongs: part of every leaf, so that no proof fits another vault, chain or epoch. */
export type TreePlace = { readonly chainId: bigint; readonly vault: string; readonly epoch: bigint };

/** What one leaf says. `cumulative` is in book units, `lastSeq` the log position behind it, `wallet` 0x and 40 hex digits. */
export type VaultLeaf = {
  readonly lane: bigint;
  readonly wallet: string;
  readonly cumulative: bigint;
  readonly lastSeq: bigint;
};

/** A built tree. `root` is what the vault stores; `proofs[i]` are the siblings of leaf i from the leaf upwards. */
export type VaultTree = {
  readonly treeRoot: Uint8Array;
  readonly root: Uint8Array;
  readonly total: bigint;
  readonly proofs: readonly (readonly Uint8Array[])[];
};

const LEAF = 0;
const NODE = 1;
const ROOT = 2;

/** The 77 bytes of a leaf (contracts/README.md, payout tree version 1). */
export function leafBytes({ chainId, vault, epoch }: TreePlace, leaf: VaultLeaf): Uint8Array {
  return new ByteWriter()
    .u8(LEAF)
    .u64(chainId)
    .raw(addressBytes(vault), 20)
    .u64(epoch)
    .u32(leaf.lane)
    .raw(addressBytes(leaf.wallet), 20)
    .u64(leaf.cumulative)
    .u64(leaf.lastSeq)
    .finish();
}

/** What the vault stores for a tree: keccak256(0x02 ‖ epoch ‖ leaf count ‖ tree root). */
function vaultRoot(keccak: Keccak, epoch: bigint, leafCount: number, treeRoot: Uint8Array): Uint8Array {
  return keccak(new ByteWriter().u8(ROOT).u64(epoch).u64(BigInt(leafCount)).raw(treeRoot, 32).finish());
}

/**
 * The payout tree over `leaves` in their order, shaped as in RFC 9162 section 2.1: pairs from the left, level by level,
 * an odd last node goes up as it is. @throws {Bug} for no leaf, or a lane that comes twice.
 */
export function buildVaultTree(keccak: Keccak, place: TreePlace, leaves: readonly VaultLeaf[]): VaultTree {
  assert(leaves.length > 0, 'a payout tree has at least one leaf');
  assert(new Set(leaves.map(({ lane }) => lane)).size === leaves.length, 'a lane comes twice in a payout tree');
  const levels = levelsOf(keccak, leaves.map((leaf) => keccak(leafBytes(place, leaf)))); // prettier-ignore
  const treeRoot = levels.at(-1)?.[0];
  if (treeRoot === undefined) throw new Bug('a tree without a root');
  return {
    treeRoot,
    root: vaultRoot(keccak, place.epoch, leaves.length, treeRoot),
    total: leaves.reduce((sum, { cumulative }) => sum + cumulative, 0n),
    proofs: leaves.map((_, index) => siblingsOf(levels, index)),
  };
}

/** The tree root that a proof gives the leaf at `index` of `leafCount`, or null when it cannot be one (RFC 9162, 2.1.3.2). */
export function climb(
  keccak: Keccak,
  leaf: Uint8Array,
  index: number,
  leafCount: number,
  proof: readonly Uint8Array[],
): Uint8Array | null {
  if (index < 0 || index >= leafCount) return null;
  let [fn, sn, hash] = [index, leafCount - 1, leaf];
  for (const sibling of proof) {
    if (sn === 0) return null;
    if (fn % 2 === 1 || fn === sn) {
      hash = nodeOf(keccak, sibling, hash);
      for (; fn % 2 === 0 && fn !== 0; fn = half(fn)) sn = half(sn);
    } else hash = nodeOf(keccak, hash, sibling);
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 ? hash : null;
}

function levelsOf(keccak: Keccak, leaves: readonly Uint8Array[]): (readonly Uint8Array[])[] {
  const levels: (readonly Uint8Array[])[] = [leaves];
  for (let below = leaves; below.length > 1;) {
    const above: Uint8Array[] = [];
    for (let at = 0; at < below.length; at += 2) {
      const [left, right] = [below[at], below[at + 1]];
      if (left !== undefined) above.push(right === undefined ? left : nodeOf(keccak, left, right));
    }
    levels.push(above);
    below = above;
  }
  return levels;
}

function siblingsOf(levels: readonly (readonly Uint8Array[])[], index: number): Uint8Array[] {
  const siblings: Uint8Array[] = [];
  let at = index;
  for (const level of levels.slice(0, -1)) {
    const sibling = level[at % 2 === 0 ? at + 1 : at - 1];
    if (sibling !== undefined) siblings.push(sibling); // None: an odd last node goes up alone.
    at = half(at);
  }
  return siblings;
}

function nodeOf(keccak: Keccak, left: Uint8Array, right: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(65);
  bytes[0] = NODE;
  bytes.set(left, 1);
  bytes.set(right, 33);
  return keccak(bytes);
}

function addressBytes(address: string): Uint8Array {
  return Buffer.from(address.slice(2), 'hex');
}

function half(value: number): number {
  return Math.floor(value / 2);
}

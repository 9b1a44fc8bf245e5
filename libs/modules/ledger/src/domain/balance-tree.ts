import { type Asset, assert, sha256 } from '#kernel';

/** An account's totals, as its leaf of the tree has them. `owed`: what the platform owes to its owner by it, minor units. */
export type BalanceLeaf = {
  readonly path: string;
  readonly accountSeq: bigint;
  readonly lastSeq: bigint;
  readonly debits: bigint;
  readonly credits: bigint;
  readonly owed: bigint;
};

/** A node of a Merkle-sum tree: 32 bytes and the sum of what is owed below it. */
export type SumNode = { readonly hash: Buffer; readonly owed: bigint };

const [LEAF, NODE, ROOT] = [Buffer.of(0), Buffer.of(1), Buffer.of(2)];
/** Bytes of a leaf as it is stored: its hash and what is owed. */
const STORED_LEAF_BYTES = 40;

/** SHA-256(0x00 ‖ asset, 16 bytes ‖ SHA-256(path) ‖ account_seq ‖ last_seq ‖ debits ‖ credits ‖ owed), each number u64. */
export function balanceLeaf(asset: Asset, of: BalanceLeaf): SumNode {
  const numbers = [of.accountSeq, of.lastSeq, of.debits, of.credits, of.owed].map(u64);
  return { hash: sha256(Buffer.concat([LEAF, assetBytes(asset), sha256(of.path), ...numbers])), owed: of.owed };
}

/** Levels of the tree over `leaves`, the leaves first; shaped as in RFC 9162: an odd last node goes up as it is. */
function levelsOf(leaves: readonly SumNode[]): (readonly SumNode[])[] {
  const levels: (readonly SumNode[])[] = [leaves];
  for (let below = leaves; below.length > 1;) {
    const above: SumNode[] = [];
    for (let at = 0; at < below.length; at += 2) {
      const [left, right] = [below[at], below[at + 1]];
      if (left !== undefined) above.push(right === undefined ? left : join(left, right));
    }
    levels.push(above);
    below = above;
  }
  return levels;
}

/** SHA-256(0x01 ‖ owed ‖ hash ‖ owed ‖ hash), left then right: a sum cannot be changed without its hash. */
function join(left: SumNode, right: SumNode): SumNode {
  const parts = [NODE, u64(left.owed), left.hash, u64(right.owed), right.hash];
  return { hash: sha256(Buffer.concat(parts)), owed: left.owed + right.owed };
}

/** Root of the tree over at least one leaf. */
export function sumRoot(leaves: readonly SumNode[]): SumNode {
  const root = levelsOf(leaves).at(-1)?.[0];
  assert(root !== undefined, 'a tree of balances has accounts');
  return root;
}

/** The siblings of leaf `index`, from the leaf upwards. */
export function sumProof(leaves: readonly SumNode[], index: number): SumNode[] {
  let at = index;
  return levelsOf(leaves)
    .slice(0, -1)
    .flatMap((level) => {
      const sibling = level[at % 2 === 0 ? at + 1 : at - 1];
      at = Math.floor(at / 2);
      return sibling ?? []; // None: an odd last node goes up alone.
    });
}

/** Hash of the note: SHA-256(0x02 ‖ asset, 16 bytes ‖ size of the log ‖ number of accounts ‖ owed ‖ root). */
export function balancesNoteHash(asset: Asset, size: bigint, accounts: number, root: SumNode): Buffer {
  const numbers = [size, BigInt(accounts), root.owed].map(u64);
  return sha256(Buffer.concat([ROOT, assetBytes(asset), ...numbers, root.hash]));
}

/** Leaves as they are stored, one after the other. */
export function packLeaves(leaves: readonly SumNode[]): Buffer {
  return Buffer.concat(leaves.flatMap(({ hash, owed }) => [hash, u64(owed)]));
}

/** The reverse of `packLeaves`. */
export function unpackLeaves(bytes: Buffer): SumNode[] {
  return Array.from({ length: bytes.length / STORED_LEAF_BYTES }, (_, index) => {
    const at = index * STORED_LEAF_BYTES;
    return { hash: bytes.subarray(at, at + 32), owed: bytes.readBigUInt64BE(at + 32) };
  });
}

function assetBytes(asset: Asset): Buffer {
  const bytes = Buffer.alloc(16);
  bytes.write(asset, 'ascii');
  return bytes;
}

function u64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(value); // Refuses what does not fit.
  return bytes;
}

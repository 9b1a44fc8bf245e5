import { GrowingTree } from '../merkle.ts';
import { checkpointText } from '../signed-note.ts';
import { TILE_HEIGHT } from '../tiles.ts';
import type { Broken } from './stored.ts';

/** A head of the log that was published where nobody can change it, such as by an anchor contract. */
export type PublishedHead = { readonly size: bigint; readonly root: Buffer; readonly where: string };

/** A head as it was signed. */
export type StoredCheckpoint = { readonly size: bigint; readonly root: Buffer; readonly signed_note: string };

/** The leaf hashes behind the last full tile when the head of `size` leaves was signed, one after the other. */
export type StoredTail = { readonly size: bigint; readonly hashes: Buffer };

/** What was signed of a log, here and elsewhere. */
export type SignedHeads = {
  readonly origin: string;
  /** Smallest first. */
  readonly checkpoints: readonly StoredCheckpoint[];
  readonly published: readonly PublishedHead[];
  readonly tail: StoredTail;
};

/** A full tile: its hashes one after the other, and the root over them. */
export type StoredTile = { readonly hashes: Buffer; readonly root: Buffer };

const HASH_BYTES = 32;
const TILE_WIDTH = 2 ** TILE_HEIGHT;

/**
 * Grows the tree again from recomputed leaves and compares it with every tile and head (I10). Leaves are stored nowhere but under
 * these: where a tile or the tail differs, its hashes tell which leaf is not the one that was signed.
 */
export class ReplayedTree {
  private readonly tree = new GrowingTree();
  /** Of each level the hashes of the tile that is being filled, at their places in it. */
  private readonly levels: Buffer[] = [];
  private compared = 0;
  /** Index of the first leaf in the tail. */
  private readonly tailFrom: bigint;

  constructor(
    private readonly signed: SignedHeads,
    private readonly broken: Broken,
  ) {
    const { size, hashes } = signed.tail;
    this.tailFrom = size - BigInt(hashes.length / HASH_BYTES);
    this.compareHeads();
  }

  /** Adds a leaf hash. `tiles` has those by `level/index` that this leaf may complete; none is one not sealed yet, which is no break. */
  add(leafHash: Buffer, tiles: ReadonlyMap<string, StoredTile>): void {
    const { size } = this.tree;
    this.fill(0, size, leafHash);
    const { tail } = this.signed;
    if (size >= this.tailFrom && size < tail.size) {
      this.compareLeaf(size, leafHash, tail.hashes, Number(size - this.tailFrom)); // not money: a place in the tail
    }
    this.tree.add(leafHash, (height, index, root) => {
      if (height % TILE_HEIGHT === 0) this.complete(height / TILE_HEIGHT, index, root, tiles);
    });
    this.compareHeads();
  }

  /** Answers how many signed heads were compared; one that was not is of a longer log than there is. */
  finish(): number {
    const { size } = this.tree;
    const beyond = this.signed.checkpoints[this.compared];
    if (beyond !== undefined) {
      this.broken('I10', `checkpoint ${beyond.size}`, `is of more leaves than the ${size} there are`);
    }
    for (const head of this.signed.published) {
      if (head.size <= size) continue;
      this.broken('I10', `published head ${head.size}`, `${head.where} has ${head.size} leaves, there are ${size}`);
    }
    return this.compared;
  }

  /** `root` is over the tile that is full now, and a hash of the level above. */
  private complete(level: number, index: bigint, root: Buffer, tiles: ReadonlyMap<string, StoredTile>): void {
    const name = `${level - 1}/${index}`;
    const tile = tiles.get(name);
    const hashes = this.levels[level - 1];
    const isRight = tile === undefined || (tile.root.equals(root) && hashes?.equals(tile.hashes) === true);
    if (!isRight) {
      this.broken('I10', `tile ${name}`, 'is not what its leaves make');
      if (level === 1 && hashes !== undefined) this.compareLeaves(index, hashes, tile.hashes);
    }
    this.fill(level, index, root);
  }

  private compareLeaves(tile: bigint, leaves: Buffer, signed: Buffer): void {
    for (let at = 0; at < TILE_WIDTH; at += 1) {
      const leaf = leaves.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES);
      this.compareLeaf(tile * BigInt(TILE_WIDTH) + BigInt(at), leaf, signed, at);
    }
  }

  private compareLeaf(index: bigint, leafHash: Buffer, signed: Buffer, at: number): void {
    if (leafHash.equals(signed.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES))) return;
    this.broken('I10', `position ${index + 1n}`, 'is not the leaf that was signed');
  }

  private fill(level: number, index: bigint, hash: Buffer): void {
    const hashes = (this.levels[level] ??= Buffer.alloc(TILE_WIDTH * HASH_BYTES));
    hashes.set(hash, Number(index % BigInt(TILE_WIDTH)) * HASH_BYTES); // not money: a place in a tile
  }

  private compareHeads(): void {
    const { size } = this.tree;
    for (const head of this.signed.published) {
      if (head.size !== size || head.root.equals(this.tree.root())) continue;
      const message = `the first ${size} leaves are not those of the root that ${head.where} has: history was rewritten`;
      this.broken('I10', `published head ${size}`, message);
    }
    for (
      let head = this.signed.checkpoints[this.compared];
      head?.size === size;
      head = this.signed.checkpoints[this.compared]
    ) {
      this.compared += 1;
      const root = this.tree.root();
      const isSigned = head.signed_note.startsWith(`${checkpointText({ origin: this.signed.origin, size, root })}\n`);
      if (!head.root.equals(root) || !isSigned) {
        this.broken('I10', `checkpoint ${size}`, 'is not the root of its leaves');
      }
    }
  }
}

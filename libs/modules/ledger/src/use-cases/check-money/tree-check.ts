import { GrowingTree } from '../../domain/merkle.ts';
import type { MoneyBreak } from '../../domain/replay.ts';
import { checkpointText } from '../../domain/signed-note.ts';
import { TILE_HEIGHT, TILE_WIDTH } from '../../domain/tiles.ts';

/** A head of the log that was published where nobody can change it, such as by an anchor contract. */
export type PublishedHead = { readonly size: bigint; readonly root: Buffer; readonly where: string };

/** What is stored of the tree, and what was published of it. */
export type StoredTree = {
  readonly origin: string;
  /** By `level/index`; `isWhole`: its hashes add up to its root. */
  readonly tiles: ReadonlyMap<string, { readonly root: Buffer; readonly isWhole: boolean }>;
  /** Smallest first. */
  readonly checkpoints: readonly { readonly size: bigint; readonly root: Buffer; readonly signed_note: string }[];
  /** The leaf hashes behind the last full tile of the newest checkpoint. */
  readonly tail: { readonly size: bigint; readonly hashes: Buffer };
  readonly published: readonly PublishedHead[];
};

const LEAVES = Number(TILE_WIDTH);

/**
 * Grows the tree again from recomputed leaves and compares it with every tile and head (I10). Leaves are stored nowhere but under
 * tiles and heads: where one of these differs, the hashes in it tell which leaf is not what was signed.
 */
export class TreeCheck {
  private readonly tree = new GrowingTree();
  private next = 0;
  /** The leaves of the tile that is growing. */
  private readonly growing = Buffer.alloc(32 * LEAVES);
  private readonly wrong = new Map<bigint, Buffer>();
  private readonly tailFrom: bigint;

  constructor(
    private readonly stored: StoredTree,
    private readonly report: (found: MoneyBreak) => void,
  ) {
    this.tailFrom = stored.tail.size - BigInt(stored.tail.hashes.length / 32);
    this.compareHeads();
  }

  /** Tiles of the lowest level that are not what their leaves make. */
  get wrongTiles(): readonly bigint[] {
    return [...this.wrong.keys()];
  }

  add(leafHash: Buffer): void {
    const index = this.tree.size;
    this.growing.set(leafHash, 32 * Number(index % TILE_WIDTH));
    if (index >= this.tailFrom && index < this.stored.tail.size) {
      this.compareLeaf(index, leafHash, this.stored.tail.hashes, Number(index - this.tailFrom));
    }
    this.tree.add(leafHash, (height, index, root) => this.compareTile(height, index, root));
    this.compareHeads();
  }

  /** Answers how many checkpoints were compared; one that was not is of a longer log than there is. */
  finish(): number {
    const beyond = this.stored.checkpoints[this.next];
    if (beyond !== undefined) {
      this.report({
        rule: 'I10',
        at: `checkpoint ${beyond.size}`,
        message: `is of more leaves than the ${this.tree.size} there are`,
      });
    }
    for (const { size, where } of this.stored.published) {
      if (size <= this.tree.size) continue;
      const message = `${where} has ${size} leaves, there are ${this.tree.size}`;
      this.report({ rule: 'I10', at: `published head ${size}`, message });
    }
    return this.next;
  }

  private compareTile(height: number, index: bigint, root: Buffer): void {
    if (height % TILE_HEIGHT !== 0) return;
    const name = `${height / TILE_HEIGHT - 1}/${index}`;
    const tile = this.stored.tiles.get(name);
    // Not sealed yet is no break: the next checkpoint seals it.
    if (tile !== undefined && !(tile.isWhole && tile.root.equals(root))) {
      this.report({ rule: 'I10', at: `tile ${name}`, message: 'is not what its leaves make' });
      if (height === TILE_HEIGHT) this.wrong.set(index, Buffer.from(this.growing));
    }
  }

  /** Says which leaves of the wrong tiles differ from the hashes that those tiles serve. */
  nameLeaves(served: ReadonlyMap<bigint, Buffer>): void {
    for (const [tile, hashes] of served) {
      const leaves = this.wrong.get(tile);
      if (leaves === undefined) continue;
      for (let at = 0; at < LEAVES; at += 1) {
        this.compareLeaf(tile * TILE_WIDTH + BigInt(at), leaves.subarray(32 * at, 32 * at + 32), hashes, at);
      }
    }
  }

  private compareLeaf(index: bigint, leafHash: Buffer, hashes: Buffer, at: number): void {
    if (leafHash.equals(hashes.subarray(32 * at, 32 * at + 32))) return;
    this.report({ rule: 'I10', at: `position ${index + 1n}`, message: 'is not the leaf that was signed' });
  }

  private compareHeads(): void {
    for (const { size, root, where } of this.stored.published) {
      if (size !== this.tree.size || root.equals(this.tree.root())) continue;
      const message = `the first ${size} leaves are not those of the root that ${where} has: history was rewritten`;
      this.report({ rule: 'I10', at: `published head ${size}`, message });
    }
    for (
      let of = this.stored.checkpoints[this.next];
      of !== undefined && of.size === this.tree.size;
      of = this.stored.checkpoints[this.next]
    ) {
      this.next += 1;
      const root = this.tree.root();
      const isSigned = of.signed_note.startsWith(
        `${checkpointText({ origin: this.stored.origin, size: of.size, root })}\n`,
      );
      if (!of.root.equals(root) || !isSigned) {
        this.report({ rule: 'I10', at: `checkpoint ${of.size}`, message: 'is not the root of its leaves' });
      }
    }
  }
}

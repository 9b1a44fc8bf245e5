import { hash } from 'node:crypto';
import { toHex } from '#verify';

const HASH = 32;

/** A tree over so many leaves (RFC 9162 section 2.1), all of its nodes in memory: 64 bytes a leaf. */
export class TallTree {
  private readonly levels: Buffer[];

  /** Leaf `i` is the number i in eight bytes. */
  constructor(readonly size: number) {
    const leaves = Buffer.alloc(size * HASH);
    const body = Buffer.alloc(9);
    for (let index = 0; index < size; index += 1) {
      body.writeBigUInt64BE(BigInt(index), 1);
      put(leaves, index, body);
    }
    this.levels = [leaves];
    let top: Buffer = leaves;
    while (top.length > HASH) {
      top = above(top);
      this.levels.push(top);
    }
  }

  /** The hash of leaf `index` and its path to the root, from the leaf upwards. */
  inclusion(index: number): { readonly leaf: Buffer; readonly path: readonly Buffer[] } {
    const path: Buffer[] = [];
    let at = index;
    for (const level of this.levels.slice(0, -1)) {
      const sibling = at % 2 === 0 ? at + 1 : at - 1;
      // The last of an odd number has none: it goes up as it is.
      if ((sibling + 1) * HASH <= level.length) path.push(hashAt(level, sibling));
      at = Math.floor(at / 2);
    }
    return { leaf: hashAt(this.levels[0] ?? Buffer.alloc(0), index), path };
  }

  get root(): string {
    return toHex(this.levels.at(-1) ?? Buffer.alloc(0));
  }
}

function above(below: Buffer): Buffer {
  const count = below.length / HASH;
  const level = Buffer.alloc(Math.ceil(count / 2) * HASH);
  const node = Buffer.alloc(1 + 2 * HASH, 1);
  for (let at = 0; at + 1 < count; at += 2) {
    below.copy(node, 1, at * HASH, (at + 2) * HASH);
    put(level, at / 2, node);
  }
  if (count % 2 === 1) hashAt(below, count - 1).copy(level, level.length - HASH);
  return level;
}

function put(level: Buffer, index: number, bytes: Buffer): void {
  level.write(hash('sha256', bytes, 'binary'), index * HASH, 'latin1');
}

function hashAt(level: Buffer, index: number): Buffer {
  return level.subarray(index * HASH, (index + 1) * HASH);
}

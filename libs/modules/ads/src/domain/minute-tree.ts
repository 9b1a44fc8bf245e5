import { assert, sha256 } from '#kernel';

/** SHA-256(0x00 ‖ body), RFC 9162 section 2.1.1. */
export function leafHashOf(body: string): Buffer {
  return sha256(Uint8Array.of(0), body);
}

/** Root of the tree over `leaves`, at least one (RFC 9162 section 2.1.1). */
export function rootOf(leaves: readonly Uint8Array[]): Buffer {
  assert(leaves.length > 0, 'a tree of no leaves has no auction');
  let level = leaves;
  while (level.length > 1) level = levelAbove(level);
  return Buffer.from(level[0] as Uint8Array);
}

/** The path of leaf `place` from the bottom upwards (RFC 9162 section 2.1.3.1). */
export function pathOf(leaves: readonly Uint8Array[], place: number): Uint8Array[] {
  const path: Uint8Array[] = [];
  let [level, at] = [leaves, place];
  while (level.length > 1) {
    const sibling = level[at ^ 1];
    if (sibling !== undefined) path.push(sibling); // The last one of an odd level goes up as it is.
    level = levelAbove(level);
    at >>= 1;
  }
  return path;
}

function levelAbove(level: readonly Uint8Array[]): Uint8Array[] {
  return Array.from({ length: Math.ceil(level.length / 2) }, (_, pair) => {
    const [left, right] = [level[pair * 2] as Uint8Array, level[pair * 2 + 1]];
    return right === undefined ? left : sha256(Uint8Array.of(1), left, right);
  });
}

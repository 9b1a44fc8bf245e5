import { hashNode } from './merkle.ts';
import { sha256 } from './sha256.ts';

/** A tree of RFC 9162 that only grows at its right edge: it holds the roots of its perfect subtrees, nothing else. */
export class GrowingTree {
  private readonly edge: { readonly hash: Uint8Array; readonly height: number }[] = [];
  size = 0n;

  add(leafHash: Uint8Array): void {
    let [hash, height] = [leafHash, 0];
    this.size += 1n;
    for (let left = this.edge.at(-1); left?.height === height; left = this.edge.at(-1)) {
      this.edge.pop();
      hash = hashNode(left.hash, hash);
      height += 1;
    }
    this.edge.push({ hash, height });
  }

  root(): Uint8Array {
    const [first, ...others] = [...this.edge].reverse(); // Node 18 has no toReversed.
    return first === undefined ? sha256() : others.reduce((right, { hash }) => hashNode(hash, right), first.hash);
  }
}

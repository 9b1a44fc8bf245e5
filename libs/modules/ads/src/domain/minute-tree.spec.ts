import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hashLeaf, rootFromInclusion, rootFromLeaves } from '#verify';
import { leafHashOf, pathOf, rootOf } from './minute-tree.ts';

describe('the tree of a minute', () => {
  it('is what the verifier makes of the same leaves, and every path leads to its root', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 70 }), (bodies) => {
        const leaves = bodies.map(leafHashOf);
        const theirs = bodies.map((body) => hashLeaf(new TextEncoder().encode(body)));
        expect(rootOf(leaves)).toEqual(Buffer.from(rootFromLeaves(theirs)));
        for (const [at, leaf] of theirs.entries()) {
          const root = rootFromInclusion(leaf, BigInt(at), BigInt(leaves.length), pathOf(leaves, at));
          expect(Buffer.from(root ?? [])).toEqual(rootOf(leaves));
        }
      }),
      { numRuns: 40 },
    );
  });
});

import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { asset } from '#kernel';
import {
  type SumNode,
  balanceLeaf,
  balancesNoteHash,
  packLeaves,
  sumProof,
  sumRoot,
  unpackLeaves,
} from './balance-tree.ts';

const GBPT = asset('GBPT/2');

/** SHA-256 of hex, in hex: the definitions below are written as the documentation writes them. */
const sha = (...parts: readonly string[]): string =>
  createHash('sha256')
    .update(Buffer.from(parts.join(''), 'hex'))
    .digest('hex');
const u64 = (value: bigint): string => value.toString(16).padStart(16, '0');
const text = (of: string): string => createHash('sha256').update(of).digest('hex');

const someNodes = fc
  .array(fc.record({ seed: fc.string(), owed: fc.bigInt({ min: 0n, max: 1n << 40n }) }), {
    minLength: 1,
    maxLength: 40,
  })
  .map((some) => some.map(({ seed, owed }): SumNode => ({ hash: Buffer.from(text(seed), 'hex'), owed })));

/** The root as its definition says: split at the largest power of two below the number of leaves (RFC 9162, 2.1.1). */
function rootOf(nodes: readonly SumNode[]): { hash: string; owed: bigint } {
  const [only] = nodes;
  if (only !== undefined && nodes.length === 1) return { hash: only.hash.toString('hex'), owed: only.owed };
  const half = 2 ** Math.ceil(Math.log2(nodes.length) - 1);
  const [left, right] = [rootOf(nodes.slice(0, half)), rootOf(nodes.slice(half))];
  return { hash: sha('01', u64(left.owed), left.hash, u64(right.owed), right.hash), owed: left.owed + right.owed };
}

describe('a Merkle-sum tree of balances', () => {
  it('has leaves that hold everything said of an account', () => {
    const of = { path: 'suspense', accountSeq: 3n, lastSeq: 9n, debits: 20n, credits: 70n, owed: 50n };
    const name = Buffer.from('GBPT/2', 'ascii').toString('hex').padEnd(32, '0');
    const numbers = [3n, 9n, 20n, 70n, 50n].map(u64);
    expect(balanceLeaf(GBPT, of)).toEqual({
      hash: Buffer.from(sha('00', name, text('suspense'), ...numbers), 'hex'),
      owed: 50n,
    });
  });

  it('has the root of its definition, and the sum of everything owed', () => {
    fc.assert(
      fc.property(someNodes, (nodes) => {
        const { hash, owed } = sumRoot(nodes);
        expect({ hash: hash.toString('hex'), owed }).toEqual(rootOf(nodes));
      }),
    );
  });

  it('proves every leaf: its siblings lead from it to the root', () => {
    fc.assert(
      fc.property(someNodes, fc.nat(), (nodes, any) => {
        const index = any % nodes.length;
        let [at, last] = [index, nodes.length - 1];
        let node = { hash: nodes[index]!.hash.toString('hex'), owed: nodes[index]!.owed };
        const path = sumProof(nodes, index);
        for (; last > 0; [at, last] = [at >> 1, last >> 1]) {
          if (at === last && at % 2 === 0) continue; // The odd last node goes up as it is.
          const sibling = path.shift()!;
          const next = { hash: sibling.hash.toString('hex'), owed: sibling.owed };
          const [left, right] = at % 2 === 0 ? [node, next] : [next, node];
          node = {
            hash: sha('01', u64(left.owed), left.hash, u64(right.owed), right.hash),
            owed: left.owed + right.owed,
          };
        }
        expect([node, path]).toEqual([rootOf(nodes), []]);
      }),
    );
  });

  it('is never empty', () => {
    expect(() => sumRoot([])).toThrow('a tree of balances has accounts');
  });

  it('keeps its leaves as 40 bytes each and reads them back', () => {
    fc.assert(
      fc.property(someNodes, (nodes) => {
        const packed = packLeaves(nodes);
        expect(packed).toHaveLength(40 * nodes.length);
        expect(unpackLeaves(packed)).toEqual(nodes);
      }),
    );
  });

  it('refuses what does not fit 64 bits', () => {
    const of = { path: 'suspense', accountSeq: 1n, lastSeq: 1n, debits: 0n, credits: 0n, owed: -1n };
    expect(() => balanceLeaf(GBPT, of)).toThrow('out of range');
  });
});

describe('the note of a tree of balances', () => {
  it('hashes asset, size of the log, number of accounts, what is owed and the root', () => {
    const root = { hash: Buffer.alloc(32, 7), owed: 50n };
    const name = Buffer.from('GBPT/2', 'ascii').toString('hex').padEnd(32, '0');
    expect(balancesNoteHash(GBPT, 1_000n, 3, root).toString('hex')).toBe(
      sha('02', name, u64(1_000n), u64(3n), u64(50n), '07'.repeat(32)),
    );
  });
});

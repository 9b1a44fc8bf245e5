import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bulkKeccak } from '../keccak.ts';
import { type Keccak, type TreePlace, type VaultLeaf, buildVaultTree, climb, leafBytes } from './vault-tree.ts';

const PLACE: TreePlace = { chainId: 31_337n, vault: `0x${'ab'.repeat(20)}`, epoch: 3n };
const VECTORS = new URL('../../../../../test/vectors/vault-v1.json', import.meta.url);
type Vector = {
  chainId: string;
  vault: string;
  epoch: string;
  treeRoot: string;
  root: string;
  leaves: { lane: number; wallet: string; cumulative: string; lastSeq: string; hash: string; proof: string[] }[];
};
const hex = (bytes: Uint8Array): string => `0x${Buffer.from(bytes).toString('hex')}`;
const U64 = (1n << 64n) - 1n;

const leaf = fc.record({
  lane: fc.bigInt({ min: 0n, max: (1n << 32n) - 1n }),
  wallet: fc.uint8Array({ minLength: 20, maxLength: 20 }).map((bytes) => `0x${Buffer.from(bytes).toString('hex')}`),
  cumulative: fc.bigInt({ min: 1n, max: 1n << 40n }),
  lastSeq: fc.bigInt({ min: 1n, max: U64 }),
});
const leaves = fc.uniqueArray(leaf, { minLength: 1, maxLength: 40, selector: ({ lane }) => lane });

describe('the payout tree', () => {
  let keccak: Keccak;
  beforeAll(async () => void (keccak = await bulkKeccak()));

  it('has leaves of 77 bytes that start with zero, so that none passes for two hashes', () => {
    const bytes = leafBytes(PLACE, { lane: 7n, wallet: `0x${'01'.repeat(20)}`, cumulative: 5n, lastSeq: 9n });
    expect([bytes.length, bytes[0]]).toEqual([77, 0]);
  });

  it('has the published leaves, proofs and roots, which the contract has too', () => {
    const { trees } = JSON.parse(readFileSync(VECTORS, 'utf8')) as { trees: Vector[] };
    expect(trees.length).toBeGreaterThan(3);
    for (const vector of trees) {
      const place = { chainId: BigInt(vector.chainId), vault: vector.vault, epoch: BigInt(vector.epoch) };
      const of = vector.leaves.map(({ lane, wallet, cumulative, lastSeq }) => ({
        lane: BigInt(lane),
        wallet,
        cumulative: BigInt(cumulative),
        lastSeq: BigInt(lastSeq),
      }));
      const tree = buildVaultTree(keccak, place, of);
      expect(hex(tree.root)).toBe(vector.root);
      expect(hex(tree.treeRoot)).toBe(vector.treeRoot);
      expect(of.map((one) => hex(keccak(leafBytes(place, one))))).toEqual(vector.leaves.map(({ hash }) => hash));
      expect(tree.proofs.map((proof) => proof.map(hex))).toEqual(vector.leaves.map(({ proof }) => proof));
    }
  });

  it('proves every leaf at its place and nowhere else', () => {
    fc.assert(
      fc.property(leaves, (of) => {
        const tree = buildVaultTree(keccak, PLACE, of);
        for (const [index, one] of of.entries()) {
          const hash = keccak(leafBytes(PLACE, one));
          const proof = tree.proofs[index] ?? [];
          expect(climb(keccak, hash, index, of.length, proof)).toEqual(tree.treeRoot);
          expect(climb(keccak, hash, index + 1, of.length, proof)).not.toEqual(tree.treeRoot);
          expect(climb(keccak, hash, index, of.length, [...proof, hash])).not.toEqual(tree.treeRoot);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('gives another root for any other amount, wallet, epoch or vault', () => {
    const one: VaultLeaf = { lane: 1n, wallet: `0x${'01'.repeat(20)}`, cumulative: 100n, lastSeq: 5n };
    const roots = [
      buildVaultTree(keccak, PLACE, [one]),
      buildVaultTree(keccak, PLACE, [{ ...one, cumulative: 101n }]),
      buildVaultTree(keccak, PLACE, [{ ...one, wallet: `0x${'02'.repeat(20)}` }]),
      buildVaultTree(keccak, { ...PLACE, epoch: 4n }, [one]),
      buildVaultTree(keccak, { ...PLACE, vault: `0x${'cd'.repeat(20)}` }, [one]),
    ].map(({ root }) => Buffer.from(root).toString('hex'));
    expect(new Set(roots).size).toBe(roots.length);
  });

  it('refuses a lane that comes twice, and a tree without a leaf', () => {
    const one: VaultLeaf = { lane: 1n, wallet: `0x${'01'.repeat(20)}`, cumulative: 100n, lastSeq: 5n };
    expect(() => buildVaultTree(keccak, PLACE, [one, { ...one, cumulative: 3n }])).toThrow('twice');
    expect(() => buildVaultTree(keccak, PLACE, [])).toThrow('at least one');
  });

  it('adds up what it promises', () => {
    fc.assert(
      fc.property(leaves, (of) => {
        const sum = of.reduce((total, { cumulative }) => total + cumulative, 0n);
        expect(buildVaultTree(keccak, PLACE, of).total).toBe(sum);
      }),
      { numRuns: 10 },
    );
  });
});

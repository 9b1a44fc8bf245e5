import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { type VaultProof, decodeRootOf, vaultRoot } from './vault-leaf.ts';

type Vectors = {
  readonly trees: readonly {
    readonly chainId: string;
    readonly vault: string;
    readonly epoch: string;
    readonly leafCount: number;
    readonly root: string;
    readonly leaves: readonly { lane: number; wallet: string; cumulative: string; lastSeq: string; proof: string[] }[];
  }[];
};
const vectors = JSON.parse(
  readFileSync(new URL('../../../test/vectors/vault-v1.json', import.meta.url), 'utf8'),
) as Vectors;
const proofs = vectors.trees.flatMap((tree) =>
  tree.leaves.map((leaf, index): { readonly root: string; readonly of: VaultProof } => ({
    root: tree.root.slice(2),
    of: {
      chain_id: tree.chainId,
      vault: tree.vault.toLowerCase(),
      epoch: tree.epoch,
      leaf_count: String(tree.leafCount),
      index: String(index),
      lane: String(leaf.lane),
      wallet: leaf.wallet.toLowerCase(),
      cumulative: leaf.cumulative,
      last_seq: leaf.lastSeq,
      proof: leaf.proof.map((sibling) => sibling.slice(2)),
    },
  })),
);

describe('vaultRoot', () => {
  it('leads from every published leaf to what the vault stores', () => {
    expect(proofs.length).toBeGreaterThan(5);
    for (const { root, of } of proofs) expect(vaultRoot(of)).toBe(root);
  });

  it.each(['epoch', 'lane', 'cumulative', 'last_seq', 'leaf_count', 'chain_id'] as const)(
    'leads elsewhere with another %s',
    (field) => {
      for (const { root, of } of proofs) {
        let made: string | undefined;
        try {
          made = vaultRoot({ ...of, [field]: String(BigInt(of[field]) + 1n) });
        } catch {
          made = undefined; // A proof that has no place in such a tree.
        }
        expect(made).not.toBe(root);
      }
    },
  );
});

describe('decodeRootOf', () => {
  it('answers the root, and nothing for an epoch that the vault does not hold', () => {
    const root = 'ab'.repeat(32);
    expect(decodeRootOf(`0x${root}${'0'.repeat(128)}`)).toBe(root);
    expect(decodeRootOf(`0x${'0'.repeat(192)}`)).toBeUndefined();
    expect(decodeRootOf('0x')).toBeUndefined();
  });
});

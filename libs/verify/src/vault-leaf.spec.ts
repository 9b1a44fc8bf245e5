import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { AbiCoder, id } from 'ethers';
import { type VaultProof, decodeRootOf, rootOfCallData, vaultRoot } from './vault-leaf.ts';

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

  it('leads elsewhere with another vault or wallet', () => {
    for (const { root, of } of proofs) {
      for (const field of ['vault', 'wallet'] as const) {
        const last = of[field].endsWith('0') ? '1' : '0';
        expect(vaultRoot({ ...of, [field]: `${of[field].slice(0, -1)}${last}` })).not.toBe(root);
      }
    }
  });

  it('leads nowhere from a place that the tree does not have', () => {
    for (const { of } of proofs) {
      const message = `payout.proof is not a path in a tree of ${of.leaf_count} leaves`;
      for (const change of [{ proof: [...of.proof, 'ab'.repeat(32)] }, { index: of.leaf_count }]) {
        expect(() => vaultRoot({ ...of, ...change })).toThrow(
          expect.objectContaining({ name: 'BadInput', field: 'payout.proof', message }),
        );
      }
    }
  });
});

describe('the call of PayoutVault.rootOf(uint64)', () => {
  it.each([0n, 7n, (1n << 64n) - 1n])('is what the ABI encodes for epoch %s', (epoch) => {
    const argument = AbiCoder.defaultAbiCoder().encode(['uint64'], [epoch]).slice(2);
    expect(rootOfCallData(epoch)).toBe(`${id('rootOf(uint64)').slice(0, 10)}${argument}`);
  });
});

describe('decodeRootOf', () => {
  const rest = '0'.repeat(128);

  it.each([['ab'.repeat(32)], [`${'0'.repeat(63)}1`], [`1${'0'.repeat(63)}`]])('answers the root %s', (root) => {
    expect(decodeRootOf(`0x${root}${rest}`)).toBe(root);
    expect(decodeRootOf(`0x${root.toUpperCase()}${rest}`)).toBe(root);
  });

  it('answers nothing for an epoch that the vault does not hold', () => {
    expect(decodeRootOf(`0x${'0'.repeat(64)}${rest}`)).toBeUndefined();
    expect(decodeRootOf(`0x${'0'.repeat(64)}${'1'.repeat(128)}`)).toBeUndefined();
  });

  const root = 'ab'.repeat(32);
  it.each([
    '',
    '0x',
    `0x${root}`,
    `ff0x${root}${rest}`,
    `0x${root}${rest}00`,
    `0x${root}${rest.slice(2)}`,
    `0x${'xy'.repeat(96)}`,
  ])('answers nothing for %j, which is no answer of a vault', (answer) => {
    expect(decodeRootOf(answer)).toBeUndefined();
  });
});

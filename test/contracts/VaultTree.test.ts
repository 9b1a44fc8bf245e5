import { expect } from 'chai';
import { CHAIN_ID, deployVault, ethers, loadFixture, payees } from './support/fixtures.ts';
import { expectCommitted } from './support/snapshot.ts';
import { damages } from './support/tamper.ts';
import { keccakNode } from './support/trees.ts';
import { buildVectors } from './support/vault-vectors.ts';
import { PayoutTree, leafHash, type ClaimArguments } from './support/vault-tree.ts';

const LARGEST = 64;
const place = { chainId: CHAIN_ID, vault: `0x${'11'.repeat(20)}`, epoch: 3n };

async function postedTree() {
  const base = await deployVault();
  await base.fund(1_000_000n);
  const tree = base.treeOf(1n, payees(13, [base.ana]));
  await base.post(tree);
  return { ...base, tree };
}

describe('VaultTree', () => {
  const deployed = ethers.deployContract('ProofHarness');

  it('agrees with the published vectors, hash for hash', async () => {
    const harness = await deployed;
    const vectors = buildVectors();
    for (const tree of vectors.trees) {
      const { chainId, vault, epoch } = tree;
      for (const [index, leaf] of tree.leaves.entries()) {
        expect(
          await harness.vaultLeaf(chainId, vault, epoch, leaf.lane, leaf.wallet, leaf.cumulative, leaf.lastSeq),
        ).to.equal(leaf.hash);
        expect(await harness.climb(leaf.hash, index, tree.leafCount, leaf.proof)).to.deep.equal([true, tree.treeRoot]);
      }
      expect(await harness.vaultRoot(epoch, tree.leafCount, tree.treeRoot)).to.equal(tree.root);
    }
  });

  it('keeps those vectors as they were published', () => {
    expectCommitted('test/vectors/vault-v1.json', buildVectors());
  });

  it('hashes a node as keccak256(0x01 ‖ left ‖ right)', async () => {
    const harness = await deployed;
    const [left, right] = [ethers.id('left'), ethers.id('right')];
    expect(await harness.keccakNode(left, right)).to.equal(keccakNode(left, right));
  });

  it('puts every field of a leaf under its hash', async () => {
    const payee = { lane: 1, wallet: `0x${'22'.repeat(20)}`, cumulative: 5n, lastSeq: 9n };
    const hashes = [
      leafHash(place, payee),
      leafHash({ ...place, chainId: 1n }, payee),
      leafHash({ ...place, vault: payee.wallet }, payee),
      leafHash({ ...place, epoch: 4n }, payee),
      leafHash(place, { ...payee, lane: 2 }),
      leafHash(place, { ...payee, wallet: place.vault }),
      leafHash(place, { ...payee, cumulative: 6n }),
      leafHash(place, { ...payee, lastSeq: 10n }),
    ];
    expect(new Set(hashes).size).to.equal(hashes.length);
  });

  it(`climbs to the root from every leaf of every tree of up to ${LARGEST} leaves, and from no other place`, async () => {
    const harness = await deployed;
    for (let count = 1; count <= LARGEST; count += 1) {
      const tree = new PayoutTree(place, payees(count));
      const climbs = await Promise.all(
        tree.leaves.map(async (leaf, index) => {
          const [whole, root] = await harness.climb(leaf, index, count, tree.proof(index));
          const [elsewhereWhole, elsewhere] = await harness.climb(
            leaf,
            (index + 1) % (count + 1),
            count,
            tree.proof(index),
          );
          return whole && root === tree.treeRoot && !(elsewhereWhole && elsewhere === tree.treeRoot);
        }),
      );
      expect(climbs, `${count} leaves`).to.not.include(false);
    }
  });

  it('ends at once on a proof of thousands of elements', async () => {
    const harness = await deployed;
    const long = Array.from({ length: 5_000 }, () => ethers.ZeroHash);
    const [whole] = await harness.climb(ethers.ZeroHash, 0n, 2n ** 64n - 1n, long, { gasLimit: 16_000_000n });
    expect(whole).to.equal(false);
  });

  it('pays nothing for a damaged proof, whatever the damage (PayoutVaultProofInvalid)', async () => {
    const { vault, as, relayer, tree } = await loadFixture(postedTree);
    for (const index of [0, 7, 12]) {
      for (const { what, proof } of damages(tree.proof(index))) {
        const claim = tree.claim(index);
        claim[7] = proof;
        await expect(as(relayer).claim.staticCall(...claim), `leaf ${index}: ${what}`)
          .to.be.revertedWithCustomError(vault, 'PayoutVaultProofInvalid')
          .withArgs(1n, index, index);
      }
    }
  });

  it('pays nothing when any other argument of the claim was changed', async () => {
    const { vault, as, relayer, tree, ben } = await loadFixture(postedTree);
    const changes: ((claim: ClaimArguments) => void)[] = [
      (claim) => (claim[1] += 1n),
      (claim) => (claim[1] = 13n),
      (claim) => (claim[1] = 2n ** 64n - 1n),
      (claim) => (claim[2] += 1n),
      (claim) => (claim[2] -= 1n),
      (claim) => (claim[2] = 0n),
      (claim) => (claim[3] += 1),
      (claim) => (claim[4] = ben.address),
      (claim) => (claim[5] += 1n),
      (claim) => (claim[5] -= 1n),
      (claim) => (claim[6] += 1n),
    ];
    for (const [at, change] of changes.entries()) {
      const claim = tree.claim(5);
      change(claim);
      await expect(as(relayer).claim.staticCall(...claim), `change ${at}`).to.be.revertedWithCustomError(
        vault,
        'PayoutVaultProofInvalid',
      );
    }
    await as(relayer).claim.staticCall(...tree.claim(5));
  });

  it('takes neither an inner node nor the tree root for a leaf', async () => {
    const harness = await deployed;
    const tree = new PayoutTree(place, payees(4));
    const inner = keccakNode(tree.leaves[0]!, tree.leaves[1]!);
    const [whole] = await harness.climb(inner, 0, 4, [tree.proof(0)[1]!]);
    expect(whole).to.equal(false);
    // The shorter climb fits a tree of two leaves, but the count is under the stored root.
    const [asTwo, root] = await harness.climb(inner, 0, 2, [tree.proof(0)[1]!]);
    expect([asTwo, root]).to.deep.equal([true, tree.treeRoot]);
    expect(await harness.vaultRoot(3n, 2, root)).to.not.equal(tree.root);
  });
});

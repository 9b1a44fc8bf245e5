import { expect } from 'chai';
import { CHAIN_ID, deployVault, ethers, funded, loadFixture, payees, posted } from './support/fixtures.ts';
import { PayoutTree } from './support/vault-tree.ts';

const MAX = 2n ** 64n - 1n;

describe('PayoutVault claim', () => {
  it('pays the wallet in the leaf, whoever sends it', async () => {
    const { vault, token, as, relayer, ana, tree } = await loadFixture(posted);
    await expect(as(relayer).claim(...tree.claim(0)))
      .to.emit(vault, 'Claimed')
      .withArgs(1n, 0n, ana.address, ana.address, 1_000n, 1_000n);
    expect(await token.balanceOf(ana.address)).to.equal(1_000n);
    expect(await token.balanceOf(relayer.address)).to.equal(0n);
    expect(await vault.claimed(0)).to.equal(1_000n);
    expect(await vault.paid()).to.equal(1_000n);
  });

  it('pays nothing a second time (PayoutVaultNothingToClaim)', async () => {
    const { vault, token, as, relayer, ana, tree } = await loadFixture(posted);
    await as(relayer).claim(...tree.claim(0));
    await expect(as(relayer).claim(...tree.claim(0)))
      .to.be.revertedWithCustomError(vault, 'PayoutVaultNothingToClaim')
      .withArgs(0n, 1_000n, 1_000n);
    expect(await token.balanceOf(ana.address)).to.equal(1_000n);
  });

  it('pays the difference at the next root', async () => {
    const { token, as, relayer, ana, tree, treeOf, post } = await loadFixture(posted);
    await as(relayer).claim(...tree.claim(0));
    const next = treeOf(2n, payees(5, [ana], 1_500n));
    await post(next);
    await as(relayer).claim(...next.claim(0));
    expect(await token.balanceOf(ana.address)).to.equal(1_500n);
  });

  it('under way survives the next roots, and pays no more after them', async () => {
    const { vault, token, as, relayer, ana, tree, treeOf, post } = await loadFixture(posted);
    const next = treeOf(2n, payees(5, [ana], 1_500n));
    await post(next);
    await as(relayer).claim(...tree.claim(0));
    await as(relayer).claim(...next.claim(0));
    await expect(as(relayer).claim(...tree.claim(0)))
      .to.be.revertedWithCustomError(vault, 'PayoutVaultNothingToClaim')
      .withArgs(0n, 1_000n, 1_500n);
    expect(await token.balanceOf(ana.address)).to.equal(1_500n);
  });

  it('reaches back eight epochs and no further (PayoutVaultEpochUnknown)', async () => {
    const { vault, as, relayer, treeOf, post } = await loadFixture(funded);
    const trees = Array.from({ length: 9 }, (_, at) => treeOf(BigInt(at + 1), payees(5)));
    for (const tree of trees) await post(tree);
    await expect(as(relayer).claim(...trees[0]!.claim(0)))
      .to.be.revertedWithCustomError(vault, 'PayoutVaultEpochUnknown')
      .withArgs(1n, 9n);
    expect(await vault.rootOf(1n)).to.deep.equal([ethers.ZeroHash, 0n, false]);
    await as(relayer).claim(...trees[1]!.claim(0));
  });

  it('names an epoch that was posted (PayoutVaultEpochUnknown)', async () => {
    const { vault, as, relayer, treeOf } = await loadFixture(posted);
    for (const epoch of [0n, 2n, 9n, MAX]) {
      await expect(as(relayer).claim(...treeOf(epoch, payees(5)).claim(0)))
        .to.be.revertedWithCustomError(vault, 'PayoutVaultEpochUnknown')
        .withArgs(epoch, 1n);
    }
  });

  it('does not pass off a leaf of one epoch in another, even with the same payees', async () => {
    const { vault, as, relayer, tree, treeOf, post } = await loadFixture(posted);
    await post(treeOf(2n, tree.payees));
    const claim = tree.claim(0);
    claim[0] = 2n;
    await expect(as(relayer).claim(...claim))
      .to.be.revertedWithCustomError(vault, 'PayoutVaultProofInvalid')
      .withArgs(2n, 0n, 0n);
  });

  it('does not pass off a leaf of another vault', async () => {
    const { token, anchor, authority, vault, as, relayer, poster } = await loadFixture(funded);
    const other = await ethers.deployContract('PayoutVault', [
      await authority.getAddress(),
      await token.getAddress(),
      1n,
      0,
      await anchor.getAddress(),
    ]);
    const foreign = new PayoutTree({ chainId: CHAIN_ID, vault: await other.getAddress(), epoch: 1n }, payees(2));
    const ours = new PayoutTree({ chainId: CHAIN_ID, vault: await vault.getAddress(), epoch: 1n }, payees(2));
    await as(poster).postRoot(1n, ours.treeRoot, 2n, ours.total, 0n);
    await expect(as(relayer).claim(...foreign.claim(0))).to.be.revertedWithCustomError(
      vault,
      'PayoutVaultProofInvalid',
    );
  });

  it('counts each lane by itself, four to a slot', async () => {
    const { vault, as, relayer, treeOf, post } = await loadFixture(funded);
    const first = treeOf(1n, payees(9));
    const second = treeOf(2n, payees(9, [], 2_000n));
    await post(first);
    await post(second);
    const paid = Array.from({ length: 9 }, () => 0n);
    for (const [tree, index] of [
      [first, 5],
      [first, 4],
      [second, 5],
      [second, 7],
      [first, 6],
      [second, 8],
      [first, 0],
      [second, 4],
    ] as const) {
      await as(relayer).claim(...tree.claim(index));
      paid[index] = tree.payees[index]!.cumulative;
      expect(await Promise.all(paid.map((_, lane) => vault.claimed(lane)))).to.deep.equal(paid);
    }
    expect(await vault.paid()).to.equal(paid.reduce((sum, amount) => sum + amount, 0n));
  });

  it('carries the largest lane and amount', async () => {
    const { vault, token, fund, treeOf, post, as, relayer, ana } = await deployVault({ unitScale: 1_000n });
    await fund(MAX * 1_000n);
    const largest = { lane: 2 ** 32 - 1, wallet: ana.address, cumulative: MAX, lastSeq: MAX };
    const tree = treeOf(1n, [largest]);
    await post(tree);
    await as(relayer).claim(...tree.claim(0));
    expect(await token.balanceOf(ana.address)).to.equal(MAX * 1_000n);
    expect(await vault.claimed(largest.lane)).to.equal(MAX);
    expect(await vault.claimed(largest.lane - 1)).to.equal(0n);
  });

  it('pays the scaled amount', async () => {
    const { token, fund, treeOf, post, as, relayer, ana } = await deployVault({ unitScale: 10_000n });
    await fund(50_000_000n);
    const tree = treeOf(1n, payees(3, [ana]));
    await post(tree);
    await as(relayer).claim(...tree.claim(0));
    expect(await token.balanceOf(ana.address)).to.equal(10_000_000n);
  });

  it('lets all payments together never pass the total, whatever the leaves say (PayoutVaultTotalExceeded)', async () => {
    const { vault, as, relayer, treeOf, post } = await loadFixture(funded);
    const tree = treeOf(1n, payees(3));
    await post(tree, tree.total - 1n);
    await as(relayer).claim(...tree.claim(2));
    await as(relayer).claim(...tree.claim(0));
    await expect(as(relayer).claim(...tree.claim(1)))
      .to.be.revertedWithCustomError(vault, 'PayoutVaultTotalExceeded')
      .withArgs(1n, tree.total, tree.total - 1n);
  });

  it('pays neither the zero address nor the vault (PayoutVaultRecipientInvalid)', async () => {
    const { vault, address, as, relayer, treeOf, post } = await loadFixture(funded);
    const tree = treeOf(1n, payees(2, [{ address: ethers.ZeroAddress }, { address }]));
    await post(tree);
    await expect(as(relayer).claim(...tree.claim(0)))
      .to.be.revertedWithCustomError(vault, 'PayoutVaultRecipientInvalid')
      .withArgs(ethers.ZeroAddress);
    await expect(as(relayer).claim(...tree.claim(1)))
      .to.be.revertedWithCustomError(vault, 'PayoutVaultRecipientInvalid')
      .withArgs(address);
  });

  it('follows a payee to a new wallet', async () => {
    const { token, as, relayer, ana, ben, tree, treeOf, post } = await loadFixture(posted);
    await as(relayer).claim(...tree.claim(0));
    const moved = treeOf(2n, payees(5, [ben, ana], 1_500n));
    await post(moved);
    await as(relayer).claim(...moved.claim(0));
    expect(await token.balanceOf(ana.address)).to.equal(1_000n);
    expect(await token.balanceOf(ben.address)).to.equal(500n);
  });
});

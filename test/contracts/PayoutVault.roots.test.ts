import { expect } from 'chai';
import {
  deployVault,
  ethers,
  funded,
  ledgerLog,
  loadFixture,
  networkHelpers,
  payees,
  posted,
} from './support/fixtures.ts';

const { time } = networkHelpers;
const DAY = 86_400;
const MAX = 2n ** 64n - 1n;

async function fundedWithDelay() {
  const base = await deployVault({ delaySeconds: DAY });
  await base.fund(1_000_000n);
  return base;
}

describe('PayoutVault roots', () => {
  describe('a root', () => {
    it('is posted with all that a reader needs', async () => {
      const { vault, treeOf, post } = await loadFixture(funded);
      const tree = treeOf(1n, payees(5));
      const sent = await post(tree);
      const { timestamp } = (await sent.getBlock())!;
      await expect(sent).to.emit(vault, 'RootPosted').withArgs(1n, tree.root, tree.total, 100n, 5n, timestamp);
      expect(await vault.latest()).to.deep.equal([1n, BigInt(timestamp), tree.total]);
      expect(await vault.rootOf(1n)).to.deep.equal([tree.root, tree.total, true]);
    });

    it('comes one epoch after the other (PayoutVaultEpochOutOfOrder)', async () => {
      const { vault, treeOf, post } = await loadFixture(posted);
      for (const epoch of [0n, 1n, 3n, MAX]) {
        await expect(post(treeOf(epoch, payees(5))))
          .to.be.revertedWithCustomError(vault, 'PayoutVaultEpochOutOfOrder')
          .withArgs(epoch, 2n);
      }
    });

    it('has at least one leaf (PayoutVaultEmptyTree)', async () => {
      const { vault, as, poster } = await loadFixture(funded);
      await expect(as(poster).postRoot(1n, ethers.id('x'), 0n, 0n, 0n))
        .to.be.revertedWithCustomError(vault, 'PayoutVaultEmptyTree')
        .withArgs(1n);
    });

    it('never promises less than the one before (PayoutVaultTotalDecreased)', async () => {
      const { vault, treeOf, post, tree } = await loadFixture(posted);
      const next = treeOf(2n, payees(5));
      await expect(post(next, tree.total - 1n))
        .to.be.revertedWithCustomError(vault, 'PayoutVaultTotalDecreased')
        .withArgs(2n, tree.total - 1n, tree.total);
      await post(next);
    });

    it('never promises more than was deposited, to the unit (PayoutVaultUnfunded)', async () => {
      const { vault, treeOf, post, fund } = await deployVault({ unitScale: 100n });
      await fund(100_099n);
      const tree = treeOf(1n, payees(1));
      await expect(post(tree, 1_001n))
        .to.be.revertedWithCustomError(vault, 'PayoutVaultUnfunded')
        .withArgs(1n, 100_100n, 100_099n);
      await post(tree, 1_000n);
    });

    it('does not overflow at the largest total and scale', async () => {
      const { vault, treeOf, post, fund } = await deployVault({ unitScale: 2n ** 128n - 1n });
      await fund(5n);
      await expect(post(treeOf(1n, payees(1)), MAX))
        .to.be.revertedWithCustomError(vault, 'PayoutVaultUnfunded')
        .withArgs(1n, MAX * (2n ** 128n - 1n), 5n);
    });

    it('is built from anchored entries only (PayoutVaultLedgerNotAnchored)', async () => {
      const { vault, as, poster, anchor, treeOf } = await loadFixture(funded);
      const tree = treeOf(1n, payees(5));
      const post = () => as(poster).postRoot(1n, tree.treeRoot, 5n, tree.total, 101n);
      await expect(post()).to.be.revertedWithCustomError(vault, 'PayoutVaultLedgerNotAnchored').withArgs(101n, 100n);
      await anchor.connect(poster).anchor(101, ledgerLog.root(101), ledgerLog.consistencyProof(100, 101));
      await post();
    });

    it('waits for its delay, to the second, before it pays (PayoutVaultRootPending)', async () => {
      const { vault, treeOf, post, as, relayer, ana } = await loadFixture(fundedWithDelay);
      const tree = treeOf(1n, payees(5, [ana]));
      const { timestamp } = (await (await post(tree)).getBlock())!;
      const activeAt = timestamp + DAY;
      expect(await vault.rootOf(1n)).to.deep.equal([tree.root, tree.total, false]);
      await time.setNextBlockTimestamp(activeAt - 1);
      await expect(as(relayer).claim(...tree.claim(0)))
        .to.be.revertedWithCustomError(vault, 'PayoutVaultRootPending')
        .withArgs(1n, activeAt);
      await time.setNextBlockTimestamp(activeAt);
      await as(relayer).claim(...tree.claim(0));
      expect(await vault.rootOf(1n)).to.deep.equal([tree.root, tree.total, true]);
    });

    it('lets none follow it while it waits, unless it is voided', async () => {
      const { vault, treeOf, post, as, guardian } = await loadFixture(fundedWithDelay);
      await post(treeOf(1n, payees(5)));
      await expect(post(treeOf(2n, payees(5)))).to.be.revertedWithCustomError(vault, 'PayoutVaultRootPending');
      await as(guardian).voidRoot(1n);
      await post(treeOf(2n, payees(4)));
      expect((await vault.latest()).epoch).to.equal(2n);
    });

    it('lets the last one pay on while the next one waits', async () => {
      const { treeOf, post, as, relayer, token, ana } = await loadFixture(fundedWithDelay);
      const first = treeOf(1n, payees(5, [ana]));
      await post(first);
      await time.increase(DAY);
      await post(treeOf(2n, payees(5, [ana], 2_000n)));
      await as(relayer).claim(...first.claim(0));
      expect(await token.balanceOf(ana.address)).to.equal(1_000n);
    });
  });

  describe('a voided root', () => {
    it('pays nothing, at once (PayoutVaultRootVoided)', async () => {
      const { vault, as, guardian, relayer, tree } = await loadFixture(posted);
      await expect(as(guardian).voidRoot(1n)).to.emit(vault, 'RootVoided').withArgs(1n, tree.root);
      await expect(as(relayer).claim(...tree.claim(0)))
        .to.be.revertedWithCustomError(vault, 'PayoutVaultRootVoided')
        .withArgs(1n);
      expect(await vault.rootOf(1n)).to.deep.equal([ethers.ZeroHash, 0n, false]);
    });

    it('is voided once, and must be in the ring', async () => {
      const { vault, as, guardian } = await loadFixture(posted);
      await as(guardian).voidRoot(1n);
      await expect(as(guardian).voidRoot(1n))
        .to.be.revertedWithCustomError(vault, 'PayoutVaultRootVoided')
        .withArgs(1n);
      await expect(as(guardian).voidRoot(2n))
        .to.be.revertedWithCustomError(vault, 'PayoutVaultEpochUnknown')
        .withArgs(2n, 1n);
    });

    it('leaves its number used, its total forgotten, and the other roots as they were', async () => {
      const { vault, as, guardian, relayer, tree, treeOf, post, token, ana } = await loadFixture(posted);
      const wrong = treeOf(2n, payees(5, [ana], 90_000n));
      await post(wrong);
      await as(guardian).voidRoot(2n);
      expect(await vault.latest()).to.deep.include(tree.total);
      await as(relayer).claim(...tree.claim(0));
      expect(await token.balanceOf(ana.address)).to.equal(1_000n);
      await expect(post(treeOf(2n, payees(5)))).to.be.revertedWithCustomError(vault, 'PayoutVaultEpochOutOfOrder');
      const corrected = treeOf(3n, payees(5, [ana], 1_200n));
      await post(corrected);
      await as(relayer).claim(...corrected.claim(0));
      expect(await token.balanceOf(ana.address)).to.equal(1_200n);
    });

    it('keeps what it paid as the floor of the next total (PayoutVaultTotalDecreased)', async () => {
      const { vault, as, guardian, relayer, treeOf, post } = await loadFixture(funded);
      const wrong = treeOf(1n, payees(1, [], 90_000n));
      await post(wrong);
      await as(relayer).claim(...wrong.claim(0));
      await as(guardian).voidRoot(1n);
      expect((await vault.latest()).total).to.equal(0n);
      await expect(post(treeOf(2n, payees(1))))
        .to.be.revertedWithCustomError(vault, 'PayoutVaultTotalDecreased')
        .withArgs(2n, 1_000n, 90_000n);
    });

    it('in the middle of the ring does not lower the newest total', async () => {
      const { vault, as, guardian, tree, treeOf, post } = await loadFixture(posted);
      const next = treeOf(2n, payees(5, [], 1_500n));
      await post(next);
      await as(guardian).voidRoot(tree.epoch);
      expect((await vault.latest()).total).to.equal(next.total);
    });
  });
});

import { expect } from 'chai';
import { deployAnchor, ethers, ledgerLog, loadFixture } from './support/fixtures.ts';
import { damages } from './support/tamper.ts';
import { ReferenceTree, logLeaf, sha256Node } from './support/trees.ts';

const root = (size: number) => ledgerLog.root(size);

async function anchoredAt50() {
  const base = await deployAnchor();
  await base.anchor.connect(base.poster).anchor(50, root(50), []);
  return { ...base, asPoster: base.anchor.connect(base.poster) };
}

describe('LedgerAnchor', () => {
  describe('the first head', () => {
    it('is zero before', async () => {
      const { anchor } = await loadFixture(deployAnchor);
      expect(await anchor.head()).to.deep.equal([0n, ethers.ZeroHash]);
      expect(await anchor.anchoredSize()).to.equal(0n);
    });

    it('is taken on trust, of any size', async () => {
      const { anchor, poster } = await loadFixture(deployAnchor);
      await expect(anchor.connect(poster).anchor(1_234, root(1_234), []))
        .to.emit(anchor, 'Anchored')
        .withArgs(1_234n, root(1_234), 0n);
      expect(await anchor.head()).to.deep.equal([1_234n, root(1_234)]);
      expect(await anchor.anchoredSize()).to.equal(1_234n);
    });

    it('needs leaves, a root, and no proof', async () => {
      const { anchor, poster } = await loadFixture(deployAnchor);
      const asPoster = anchor.connect(poster);
      await expect(asPoster.anchor(0, root(1), []))
        .to.be.revertedWithCustomError(anchor, 'LedgerAnchorNotGrowing')
        .withArgs(0n, 0n);
      await expect(asPoster.anchor(7, ethers.ZeroHash, []))
        .to.be.revertedWithCustomError(anchor, 'LedgerAnchorEmptyRoot')
        .withArgs(7n);
      await expect(asPoster.anchor(7, root(7), [root(1)]))
        .to.be.revertedWithCustomError(anchor, 'LedgerAnchorProofNotEmpty')
        .withArgs(1n);
      expect(await anchor.anchoredSize()).to.equal(0n);
    });
  });

  describe('each next head', () => {
    it('extends the one before, one leaf at a time and in leaps', async () => {
      const { anchor, poster } = await loadFixture(deployAnchor);
      const sizes = [1, 2, 3, 4, 5, 6, 7, 8, 9, 31, 32, 33, 100, 1_000, 1_024, 1_025, 4_096];
      await anchor.connect(poster).anchor(1, root(1), []);
      for (const [at, size] of sizes.slice(1).entries()) {
        const before = sizes[at]!;
        await expect(anchor.connect(poster).anchor(size, root(size), ledgerLog.consistencyProof(before, size)))
          .to.emit(anchor, 'Anchored')
          .withArgs(size, root(size), before);
      }
      expect(await anchor.head()).to.deep.equal([4_096n, root(4_096)]);
    });

    it('is refused at the same or a smaller size (LedgerAnchorNotGrowing)', async () => {
      const { anchor, asPoster } = await loadFixture(anchoredAt50);
      for (const size of [50, 49, 1, 0]) {
        await expect(asPoster.anchor(size, root(50), []))
          .to.be.revertedWithCustomError(anchor, 'LedgerAnchorNotGrowing')
          .withArgs(50n, size);
      }
    });

    it('is refused without a proof, or with one for another root', async () => {
      const { anchor, asPoster } = await loadFixture(anchoredAt50);
      await expect(asPoster.anchor(60, root(60), []))
        .to.be.revertedWithCustomError(anchor, 'LedgerAnchorInconsistent')
        .withArgs(50n, root(50), 60n, root(60));
      await expect(asPoster.anchor(60, root(61), ledgerLog.consistencyProof(50, 60))).to.be.revertedWithCustomError(
        anchor,
        'LedgerAnchorInconsistent',
      );
      await expect(asPoster.anchor(60, root(60), ledgerLog.consistencyProof(49, 60))).to.be.revertedWithCustomError(
        anchor,
        'LedgerAnchorInconsistent',
      );
    });

    it('is refused when any anchored leaf was changed, though its own proof is whole', async () => {
      const { anchor, asPoster } = await loadFixture(anchoredAt50);
      for (let changed = 0; changed < 50; changed += 1) {
        const rewritten = new ReferenceTree(
          sha256Node,
          Array.from({ length: 60 }, (_, index) => logLeaf(index === changed ? 9_999 : index)),
        );
        await expect(
          asPoster.anchor.staticCall(60, rewritten.root(), rewritten.consistencyProof(50)),
          `leaf ${changed}`,
        ).to.be.revertedWithCustomError(anchor, 'LedgerAnchorInconsistent');
      }
    });

    it('is refused when anchored leaves were swapped or dropped', async () => {
      const { anchor, asPoster } = await loadFixture(anchoredAt50);
      const order = Array.from({ length: 61 }, (_, index) => index);
      for (const other of [order.with(3, 4).with(4, 3), order.toSpliced(49, 1), order.toSpliced(0, 1)]) {
        const rewritten = new ReferenceTree(sha256Node, other.slice(0, 60).map(logLeaf));
        await expect(
          asPoster.anchor.staticCall(60, rewritten.root(), rewritten.consistencyProof(50)),
        ).to.be.revertedWithCustomError(anchor, 'LedgerAnchorInconsistent');
      }
    });

    it('is refused with any damaged proof, and taken with the whole one afterwards', async () => {
      const { anchor, asPoster } = await loadFixture(anchoredAt50);
      const whole = ledgerLog.consistencyProof(50, 1_000);
      for (const { what, proof } of damages(whole)) {
        await expect(asPoster.anchor.staticCall(1_000, root(1_000), proof), what).to.be.revertedWithCustomError(
          anchor,
          'LedgerAnchorInconsistent',
        );
      }
      await asPoster.anchor(1_000, root(1_000), whole);
      expect(await anchor.anchoredSize()).to.equal(1_000n);
    });
  });

  describe('who may', () => {
    it('anchors only by the anchorer (LedgerAnchorUnauthorized)', async () => {
      const { anchor, admin, guardian, stranger } = await loadFixture(deployAnchor);
      for (const who of [admin, guardian, stranger]) {
        await expect(anchor.connect(who).anchor(1, root(1), []))
          .to.be.revertedWithCustomError(anchor, 'LedgerAnchorUnauthorized')
          .withArgs(who.address);
      }
    });

    it('replaces the anchorer only by the admin, and at once', async () => {
      const { anchor, admin, poster, guardian, stranger } = await loadFixture(deployAnchor);
      for (const who of [poster, guardian, stranger]) {
        await expect(anchor.connect(who).setAnchorer(who.address))
          .to.be.revertedWithCustomError(anchor, 'AccessManagedUnauthorized')
          .withArgs(who.address);
      }
      await expect(anchor.connect(admin).setAnchorer(stranger.address))
        .to.emit(anchor, 'AnchorerChanged')
        .withArgs(poster.address, stranger.address);
      expect(await anchor.anchorer()).to.equal(stranger.address);
      await expect(anchor.connect(poster).anchor(1, root(1), [])).to.be.revertedWithCustomError(
        anchor,
        'LedgerAnchorUnauthorized',
      );
      await anchor.connect(stranger).anchor(1, root(1), []);
    });

    it('keeps the head when the anchorer changes', async () => {
      const { anchor, admin } = await loadFixture(anchoredAt50);
      await anchor.connect(admin).setAnchorer(ethers.ZeroAddress);
      expect(await anchor.head()).to.deep.equal([50n, root(50)]);
    });

    it('cannot be deployed without an authority (LedgerAnchorZeroArgument)', async () => {
      const { anchor, poster } = await loadFixture(deployAnchor);
      await expect(
        ethers.deployContract('LedgerAnchor', [ethers.ZeroAddress, poster.address]),
      ).to.be.revertedWithCustomError(anchor, 'LedgerAnchorZeroArgument');
    });
  });
});

import { expect } from 'chai';
import { ORG, deployVault, ethers, loadFixture, payees } from './support/fixtures.ts';

const REVERT = 1n;
const RETURN_FALSE = 2n;

async function withNoReturnToken() {
  const odd = await ethers.deployContract('NoReturnToken');
  const base = await deployVault({ token: await odd.getAddress() });
  await base.fund(100_000n);
  return base;
}

async function withRefusingToken() {
  const refusing = await ethers.deployContract('RefusingToken');
  const base = await deployVault({ token: await refusing.getAddress() });
  await base.fund(100_000n);
  const tree = base.treeOf(1n, payees(3, [base.ana, base.ben]));
  await base.post(tree);
  return { ...base, refusing, tree };
}

async function withFeeToken() {
  return deployVault({ token: await (await ethers.deployContract('FeeToken')).getAddress() });
}

async function withReenteringToken() {
  const reentering = await ethers.deployContract('ReenteringToken');
  const base = await deployVault({ token: await reentering.getAddress() });
  await base.fund(100_000n);
  const tree = base.treeOf(1n, payees(3, [base.ana, base.ben]));
  await base.post(tree);
  return { ...base, reentering, tree };
}

describe('PayoutVault on an awkward token', () => {
  it('that returns nothing: deposits and pays', async () => {
    const { token, treeOf, post, as, relayer, ana, address } = await loadFixture(withNoReturnToken);
    const tree = treeOf(1n, payees(2, [ana]));
    await post(tree);
    await as(relayer).claim(...tree.claim(0));
    expect(await token.balanceOf(ana.address)).to.equal(1_000n);
    expect(await token.balanceOf(address)).to.equal(99_000n);
  });

  for (const [name, manner] of [
    ['reverts', REVERT],
    ['returns false', RETURN_FALSE],
  ] as const) {
    it(`that ${name} for a blacklisted payee: pays the others, and that one later`, async () => {
      const { vault, token, refusing, as, relayer, ana, ben, tree } = await loadFixture(withRefusingToken);
      await refusing.refuse(ana.address, manner);
      const refused = expect(as(relayer).claim(...tree.claim(0))).to.be;
      await (manner === REVERT
        ? refused.revertedWithCustomError(refusing, 'RefusingTokenBlacklisted')
        : refused.revertedWithCustomError(vault, 'SafeERC20FailedOperation'));
      expect(await vault.claimed(0)).to.equal(0n);
      await as(relayer).claim(...tree.claim(1));
      expect(await token.balanceOf(ben.address)).to.equal(1_001n);
      await refusing.refuse(ana.address, 0n);
      await as(relayer).claim(...tree.claim(0));
      expect(await token.balanceOf(ana.address)).to.equal(1_000n);
    });
  }

  it('that keeps a fee: credits what arrived, not what was said', async () => {
    const { vault, token, address, merchant, as, treeOf, post } = await loadFixture(withFeeToken);
    await token.mint(merchant.address, 10_000n);
    await token.connect(merchant).approve(address, 10_000n);
    await expect(as(merchant).deposit(ORG, 10_000n))
      .to.emit(vault, 'Deposited')
      .withArgs(ORG, merchant.address, 9_900n);
    expect(await vault.funded()).to.equal(await token.balanceOf(address));
    const tree = treeOf(1n, payees(1, [], 9_901n));
    await expect(post(tree)).to.be.revertedWithCustomError(vault, 'PayoutVaultUnfunded').withArgs(1n, 9_901n, 9_900n);
  });

  describe('that calls back in the middle of a transfer', () => {
    it('pays a claim once, though the same claim is sent from inside it', async () => {
      const { vault, token, reentering, as, relayer, ana, tree, address } = await loadFixture(withReenteringToken);
      await reentering.arm(address, vault.interface.encodeFunctionData('claim', tree.claim(0)));
      await as(relayer).claim(...tree.claim(0));
      expect(await reentering.succeeded()).to.equal(false);
      expect(vault.interface.parseError(await reentering.returned())?.name).to.equal('ReentrancyGuardReentrantCall');
      expect(await token.balanceOf(ana.address)).to.equal(1_000n);
      expect(await vault.paid()).to.equal(1_000n);
    });

    it("lets no other payee's claim in either", async () => {
      const { vault, reentering, as, relayer, tree, address } = await loadFixture(withReenteringToken);
      await reentering.arm(address, vault.interface.encodeFunctionData('claim', tree.claim(1)));
      await as(relayer).claim(...tree.claim(0));
      expect(await reentering.succeeded()).to.equal(false);
      expect(await vault.claimed(1)).to.equal(0n);
    });

    it('credits a deposit once, though another is made inside it', async () => {
      const { vault, token, reentering, as, merchant, address } = await loadFixture(withReenteringToken);
      await token.mint(merchant.address, 500n);
      await token.connect(merchant).approve(address, 500n);
      await token.mint(await reentering.getAddress(), 500n);
      await reentering.arm(address, vault.interface.encodeFunctionData('deposit', [ORG, 500n]));
      await as(merchant).deposit(ORG, 500n);
      expect(await reentering.succeeded()).to.equal(false);
      expect(vault.interface.parseError(await reentering.returned())?.name).to.equal('ReentrancyGuardReentrantCall');
      expect(await vault.funded()).to.equal(100_500n);
      expect(await token.balanceOf(address)).to.equal(100_500n);
    });
  });
});

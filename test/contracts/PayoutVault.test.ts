import { expect } from 'chai';
import { ORG, deployVault, ethers, funded, loadFixture, payees, plainVault, posted } from './support/fixtures.ts';

describe('PayoutVault', () => {
  describe('at deployment', () => {
    it('says what it was built with', async () => {
      const { vault, token, anchor, authority } = await deployVault({ unitScale: 10_000n, delaySeconds: 90 });
      expect(await vault.token()).to.equal(await token.getAddress());
      expect(await vault.ledgerAnchor()).to.equal(await anchor.getAddress());
      expect(await vault.authority()).to.equal(await authority.getAddress());
      expect(await vault.unitScale()).to.equal(10_000n);
      expect(await vault.delaySeconds()).to.equal(90n);
      expect(await vault.latest()).to.deep.equal([0n, 0n, 0n]);
      expect(await vault.paused()).to.equal(false);
    });

    it('refuses a zero authority, token, anchor or scale (PayoutVaultZeroArgument)', async () => {
      const { vault, authority, token, anchor } = await loadFixture(plainVault);
      const good = [await authority.getAddress(), await token.getAddress(), 1n, 0, await anchor.getAddress()];
      for (const at of [0, 1, 2, 4]) {
        const args = good.with(at, at === 2 ? 0n : ethers.ZeroAddress);
        await expect(ethers.deployContract('PayoutVault', args)).to.be.revertedWithCustomError(
          vault,
          'PayoutVaultZeroArgument',
        );
      }
    });
  });

  describe('deposits', () => {
    it('are credited to the organisation that they name', async () => {
      const { vault, token, merchant, address, as } = await loadFixture(plainVault);
      await token.mint(merchant.address, 700n);
      await token.connect(merchant).approve(address, 700n);
      await expect(as(merchant).deposit(ORG, 500n)).to.emit(vault, 'Deposited').withArgs(ORG, merchant.address, 500n);
      await as(merchant).deposit(ethers.ZeroHash, 200n);
      expect(await vault.funded()).to.equal(700n);
      expect(await token.balanceOf(address)).to.equal(700n);
    });

    it('of nothing are refused (PayoutVaultNothingDeposited)', async () => {
      const { vault, as, merchant } = await loadFixture(plainVault);
      await expect(as(merchant).deposit(ORG, 0n))
        .to.be.revertedWithCustomError(vault, 'PayoutVaultNothingDeposited')
        .withArgs(0n);
    });

    it('need an allowance', async () => {
      const { vault, token, as, merchant } = await loadFixture(plainVault);
      await token.mint(merchant.address, 5n);
      await expect(as(merchant).deposit(ORG, 5n)).to.be.revertedWithCustomError(token, 'ERC20InsufficientAllowance');
      expect(await vault.funded()).to.equal(0n);
    });

    it('are not what somebody sends without depositing', async () => {
      const { vault, token, address, treeOf, post } = await loadFixture(plainVault);
      await token.mint(address, 10_000n);
      expect(await vault.funded()).to.equal(0n);
      const tree = treeOf(1n, payees(1));
      await expect(post(tree)).to.be.revertedWithCustomError(vault, 'PayoutVaultUnfunded').withArgs(1n, tree.total, 0n);
    });
  });

  describe('a pause', () => {
    it('stops deposits, roots and claims (PayoutVaultPaused), until the admin lifts it', async () => {
      const { vault, as, admin, guardian, merchant, relayer, tree, treeOf, post } = await loadFixture(posted);
      await expect(as(guardian).pause()).to.emit(vault, 'Paused').withArgs(guardian.address);
      expect(await vault.paused()).to.equal(true);
      expect((await vault.rootOf(1n)).claimable).to.equal(false);
      await expect(as(merchant).deposit(ORG, 1n)).to.be.revertedWithCustomError(vault, 'PayoutVaultPaused');
      await expect(post(treeOf(2n, payees(5)))).to.be.revertedWithCustomError(vault, 'PayoutVaultPaused');
      await expect(as(relayer).claim(...tree.claim(0))).to.be.revertedWithCustomError(vault, 'PayoutVaultPaused');
      await expect(as(guardian).pause()).to.be.revertedWithCustomError(vault, 'PayoutVaultPaused');
      await expect(as(admin).unpause()).to.emit(vault, 'Unpaused').withArgs(admin.address);
      await as(relayer).claim(...tree.claim(0));
      await expect(as(admin).unpause()).to.be.revertedWithCustomError(vault, 'PayoutVaultNotPaused');
    });

    it('does not keep the guardian from voiding', async () => {
      const { vault, as, guardian } = await loadFixture(posted);
      await as(guardian).pause();
      await as(guardian).voidRoot(1n);
      expect(await vault.paused()).to.equal(true);
    });
  });

  describe('who may', () => {
    it('call each restricted function, and nobody else (AccessManagedUnauthorized)', async () => {
      const base = await loadFixture(posted);
      const { vault, admin, poster, guardian, merchant, stranger, treeOf } = base;
      const next = treeOf(2n, payees(5));
      const calls = {
        postRoot: { data: [2n, next.treeRoot, 5n, next.total, 100n], allowed: poster },
        voidRoot: { data: [1n], allowed: guardian },
        pause: { data: [], allowed: guardian },
        unpause: { data: [], allowed: admin },
        setAuthority: { data: [stranger.address], allowed: undefined },
      } as const;
      for (const [name, { data, allowed }] of Object.entries(calls)) {
        for (const who of [admin, poster, guardian, merchant, stranger]) {
          if (who.address === allowed?.address) continue;
          const [method, args] = [name as 'pause', data as never];
          const call = { to: base.address, data: vault.interface.encodeFunctionData(method, args) };
          await expect(who.call(call), `${name} by ${who.address}`)
            .to.be.revertedWithCustomError(vault, 'AccessManagedUnauthorized')
            .withArgs(who.address);
        }
      }
    });

    it('leaves every other function open or reading only', async () => {
      const { vault } = await loadFixture(funded);
      const writing = vault.interface.fragments
        .filter((fragment) => fragment.type === 'function')
        .filter(
          (fragment) =>
            !['view', 'pure'].includes((fragment as unknown as { stateMutability: string }).stateMutability),
        )
        .map((fragment) => (fragment as unknown as { name: string }).name);
      expect(writing.toSorted()).to.deep.equal([
        'claim',
        'claimTo',
        'deposit',
        'pause',
        'postRoot',
        'setAuthority',
        'unpause',
        'voidRoot',
      ]);
    });

    it('gives no allowance to anybody, in any call', async () => {
      const { token, as, guardian, relayer, tree, address } = await loadFixture(posted);
      await as(relayer).claim(...tree.claim(0));
      await as(guardian).voidRoot(1n);
      const approvals = await token.queryFilter(token.filters.Approval(address));
      expect(approvals).to.have.length(0);
    });
  });
});

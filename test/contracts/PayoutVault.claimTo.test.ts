import { expect } from 'chai';
import { Signature, type Wallet } from 'ethers';
import { CHAIN_ID, deployVault, ethers, loadFixture, networkHelpers, payees } from './support/fixtures.ts';
import { claimToDomain, claimToTypes, type PayoutTree } from './support/vault-tree.ts';

const { time } = networkHelpers;

type Signer = Pick<Wallet, 'signTypedData'>;

/** Epoch 1: lane 0 is ana, lane 1 a contract wallet that ben signs for, lane 2 a stranger. */
async function posted() {
  const base = await deployVault();
  await base.fund(1_000_000n);
  const safe = await (await ethers.deployContract('ContractWallet', [base.ben.address])).getAddress();
  const wallets = [base.ana, { address: safe }, base.stranger];
  const tree = base.treeOf(1n, payees(3, wallets));
  await base.post(tree);
  const deadline = BigInt(await time.latest()) + 3_600n;
  /** What `signer` signs for the leaf at `index`: payment to `to`. */
  const sign = (signer: Signer, index: number, to: string, from: PayoutTree = tree, until = deadline) => {
    const { lane, wallet, cumulative } = from.payees[index]!;
    return signer.signTypedData(claimToDomain({ chainId: CHAIN_ID, vault: base.address }), claimToTypes, {
      epoch: from.epoch,
      lane,
      wallet,
      cumulative,
      to,
      deadline: until,
    });
  };
  return { ...base, safe, wallets, tree, deadline, sign };
}

describe('PayoutVault claimTo', () => {
  it('pays whom the wallet names, and the relayer only carries it', async () => {
    const { vault, token, as, relayer, ana, merchant, tree, sign, deadline } = await loadFixture(posted);
    const signature = await sign(ana, 0, merchant.address);
    await expect(as(relayer).claimTo(...tree.claim(0), merchant.address, signature, deadline))
      .to.emit(vault, 'Claimed')
      .withArgs(1n, 0n, ana.address, merchant.address, 1_000n, 1_000n);
    expect(await token.balanceOf(merchant.address)).to.equal(1_000n);
    expect(await token.balanceOf(ana.address)).to.equal(0n);
  });

  it('pays nothing a second time, though no nonce was signed (PayoutVaultNothingToClaim)', async () => {
    const { vault, as, relayer, ana, merchant, tree, sign, deadline } = await loadFixture(posted);
    const signature = await sign(ana, 0, merchant.address);
    await as(relayer).claimTo(...tree.claim(0), merchant.address, signature, deadline);
    await expect(
      as(relayer).claimTo(...tree.claim(0), merchant.address, signature, deadline),
    ).to.be.revertedWithCustomError(vault, 'PayoutVaultNothingToClaim');
  });

  it('pays nothing when a claim to the wallet came first', async () => {
    const { vault, token, as, relayer, ana, merchant, tree, sign, deadline } = await loadFixture(posted);
    const signature = await sign(ana, 0, merchant.address);
    await as(relayer).claim(...tree.claim(0));
    await expect(
      as(relayer).claimTo(...tree.claim(0), merchant.address, signature, deadline),
    ).to.be.revertedWithCustomError(vault, 'PayoutVaultNothingToClaim');
    expect(await token.balanceOf(ana.address)).to.equal(1_000n);
  });

  it('ends after the second of its deadline (PayoutVaultSignatureExpired)', async () => {
    const { vault, as, relayer, ana, stranger, merchant, tree, sign, deadline } = await loadFixture(posted);
    const inTime = await sign(ana, 0, merchant.address);
    const late = await sign(stranger, 2, merchant.address);
    await time.setNextBlockTimestamp(deadline);
    await as(relayer).claimTo(...tree.claim(0), merchant.address, inTime, deadline);
    await time.setNextBlockTimestamp(deadline + 1n);
    await expect(as(relayer).claimTo(...tree.claim(2), merchant.address, late, deadline))
      .to.be.revertedWithCustomError(vault, 'PayoutVaultSignatureExpired')
      .withArgs(deadline);
  });

  it('is signed for one recipient, amount, epoch and deadline, by the wallet itself (PayoutVaultSignatureInvalid)', async () => {
    const { vault, as, relayer, ana, ben, merchant, tree, treeOf, post, wallets, sign, deadline } =
      await loadFixture(posted);
    const next = treeOf(2n, payees(3, wallets, 2_000n));
    await post(next);
    const signature = await sign(ana, 0, merchant.address);
    const refused = (sent: Promise<unknown>, wallet: string) =>
      expect(sent).to.be.revertedWithCustomError(vault, 'PayoutVaultSignatureInvalid').withArgs(wallet);
    const claimTo = as(relayer).claimTo;
    await refused(claimTo(...tree.claim(0), relayer.address, signature, deadline), ana.address);
    await refused(claimTo(...next.claim(0), merchant.address, signature, deadline), ana.address);
    await refused(claimTo(...tree.claim(0), merchant.address, signature, deadline + 1n), ana.address);
    await refused(
      claimTo(...tree.claim(0), merchant.address, await sign(ben, 0, merchant.address), deadline),
      ana.address,
    );
    await refused(claimTo(...tree.claim(0), merchant.address, '0x', deadline), ana.address);
    await refused(claimTo(...tree.claim(0), merchant.address, `0x${'00'.repeat(65)}`, deadline), ana.address);
  });

  it('takes no second form of the same signature', async () => {
    const { vault, as, relayer, ana, merchant, tree, sign, deadline } = await loadFixture(posted);
    const whole = Signature.from(await sign(ana, 0, merchant.address));
    const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
    const mirrored = ethers.concat([
      whole.r,
      ethers.toBeHex(order - BigInt(whole.s), 32),
      whole.v === 27 ? '0x1c' : '0x1b',
    ]);
    await expect(
      as(relayer).claimTo(...tree.claim(0), merchant.address, mirrored, deadline),
    ).to.be.revertedWithCustomError(vault, 'PayoutVaultSignatureInvalid');
  });

  it('still needs a leaf and a proof', async () => {
    const { vault, as, relayer, ana, merchant, tree, sign, deadline } = await loadFixture(posted);
    const claim = tree.claim(0);
    claim[7] = tree.proof(1);
    await expect(
      as(relayer).claimTo(...claim, merchant.address, await sign(ana, 0, merchant.address), deadline),
    ).to.be.revertedWithCustomError(vault, 'PayoutVaultProofInvalid');
  });

  it('pays nothing while paused, or to nowhere', async () => {
    const { vault, as, relayer, guardian, ana, address, tree, sign, deadline } = await loadFixture(posted);
    await expect(as(relayer).claimTo(...tree.claim(0), address, await sign(ana, 0, address), deadline))
      .to.be.revertedWithCustomError(vault, 'PayoutVaultRecipientInvalid')
      .withArgs(address);
    await as(guardian).pause();
    await expect(
      as(relayer).claimTo(...tree.claim(0), ana.address, await sign(ana, 0, ana.address), deadline),
    ).to.be.revertedWithCustomError(vault, 'PayoutVaultPaused');
  });

  it('asks a contract wallet by ERC-1271', async () => {
    const { vault, token, as, relayer, ana, ben, merchant, safe, tree, sign, deadline } = await loadFixture(posted);
    await expect(
      as(relayer).claimTo(...tree.claim(1), merchant.address, await sign(ana, 1, merchant.address), deadline),
    )
      .to.be.revertedWithCustomError(vault, 'PayoutVaultSignatureInvalid')
      .withArgs(safe);
    await as(relayer).claimTo(...tree.claim(1), merchant.address, await sign(ben, 1, merchant.address), deadline);
    expect(await token.balanceOf(merchant.address)).to.equal(1_001n);
  });

  it('takes the key of an account that carries code of its own (EIP-7702)', async () => {
    const { vault, token, as, relayer, stranger, ben, merchant, tree, sign, deadline } = await loadFixture(posted);
    // Code that answers no ERC-1271 question: that of the token.
    await networkHelpers.setCode(stranger.address, await ethers.provider.getCode(await token.getAddress()));
    await expect(
      as(relayer).claimTo(...tree.claim(2), merchant.address, await sign(ben, 2, merchant.address), deadline),
    ).to.be.revertedWithCustomError(vault, 'PayoutVaultSignatureInvalid');
    await as(relayer).claimTo(...tree.claim(2), merchant.address, await sign(stranger, 2, merchant.address), deadline);
    expect(await token.balanceOf(merchant.address)).to.equal(1_002n);
  });

  it('is bound to this vault and chain', async () => {
    const { vault, as, relayer, ana, merchant, tree, deadline, token } = await loadFixture(posted);
    const { lane, wallet, cumulative } = tree.payees[0]!;
    const message = { epoch: 1n, lane, wallet, cumulative, to: merchant.address, deadline };
    for (const domain of [
      claimToDomain({ chainId: 1n, vault: await vault.getAddress() }),
      claimToDomain({ chainId: CHAIN_ID, vault: await token.getAddress() }),
    ]) {
      const signature = await ana.signTypedData(domain, claimToTypes, message);
      await expect(
        as(relayer).claimTo(...tree.claim(0), merchant.address, signature, deadline),
      ).to.be.revertedWithCustomError(vault, 'PayoutVaultSignatureInvalid');
    }
  });
});

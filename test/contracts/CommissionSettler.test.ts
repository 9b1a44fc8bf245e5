import { expect } from 'chai';
import { ORG, ethers, loadFixture, networkHelpers } from './support/fixtures.ts';
import {
  PROGRAM,
  RULES,
  type Sale,
  TABLE,
  conversion,
  escrowed,
  saleDomain,
  saleTypes,
  settlerOn,
} from './support/settler.ts';

const { time } = networkHelpers;
const OTHER_ORG = `0x${'b6'.repeat(32)}`;

/** Sums of what must always be equal (I11). */
async function books(settler: Awaited<ReturnType<typeof escrowed>>['settler'], merchants: string[], payees: string[]) {
  const sum = async (of: Promise<bigint>[]) => (await Promise.all(of)).reduce((total, part) => total + part, 0n);
  const escrow = await sum(merchants.map((merchant) => settler.escrowOf(merchant)));
  const credited = await sum(payees.map((payee) => settler.claimable(payee)));
  expect(escrow + credited).to.equal((await settler.deposited()) - (await settler.withdrawn()));
}

describe('CommissionSettler', () => {
  it('refuses to be made of nothing (CommissionSettlerZeroArgument)', async () => {
    const { settler, token, authority, schedule } = await loadFixture(escrowed);
    const parts = [await authority.getAddress(), await token.getAddress(), 1n, await schedule.getAddress()] as const;
    const factory = await ethers.getContractFactory('CommissionSettler');
    for (const [at, nothing] of [ethers.ZeroAddress, ethers.ZeroAddress, 0n, ethers.ZeroAddress].entries()) {
      const args = parts.map((part, index) => (index === at ? nothing : part)) as unknown as typeof parts;
      await expect(factory.deploy(...args)).to.be.revertedWithCustomError(settler, 'CommissionSettlerZeroArgument');
    }
    expect(await settler.token()).to.equal(parts[1]);
    expect(await settler.schedule()).to.equal(parts[3]);
    expect(await settler.unitScale()).to.equal(1n);
  });

  describe('escrow', () => {
    it('is credited with what arrives, in whole book units', async () => {
      const { settler, token, merchant, fund, address } = await loadFixture(scaled);
      await expect(fund(1_000_123n))
        .to.emit(settler, 'EscrowDeposited')
        .withArgs(merchant.address, ORG, merchant.address, 1_000n);
      expect(await settler.escrowOf(merchant.address)).to.equal(1_000n);
      expect(await token.balanceOf(address)).to.equal(1_000_123n);
      await expect(fund(999n))
        .to.be.revertedWithCustomError(settler, 'CommissionSettlerNothingDeposited')
        .withArgs(999n);
    });

    it('is only for those who were admitted, each for one organisation', async () => {
      const { settler, as, poster, merchant, stranger } = await loadFixture(escrowed);
      await expect(as(merchant).deposit(stranger.address, 1n))
        .to.be.revertedWithCustomError(settler, 'CommissionSettlerMerchantUnknown')
        .withArgs(stranger.address);
      await expect(as(poster).admit(merchant.address, OTHER_ORG))
        .to.be.revertedWithCustomError(settler, 'CommissionSettlerMerchantTaken')
        .withArgs(merchant.address, ORG);
      for (const [who, org] of [
        [ethers.ZeroAddress, ORG],
        [stranger.address, ethers.ZeroHash],
      ] as const) {
        await expect(as(poster).admit(who, org)).to.be.revertedWithCustomError(
          settler,
          'CommissionSettlerZeroArgument',
        );
      }
      await expect(as(stranger).admit(stranger.address, ORG)).to.be.revertedWithCustomError(
        settler,
        'AccessManagedUnauthorized',
      );
    });

    it('goes back to its merchant, and to nobody else', async () => {
      const { settler, token, as, merchant, stranger, address } = await loadFixture(escrowed);
      await expect(as(merchant).reclaim(4_000n, stranger.address))
        .to.emit(settler, 'EscrowReclaimed')
        .withArgs(merchant.address, ORG, stranger.address, 4_000n);
      expect(await token.balanceOf(stranger.address)).to.equal(4_000n);
      for (const amount of [0n, 6_001n]) {
        await expect(as(merchant).reclaim(amount, stranger.address))
          .to.be.revertedWithCustomError(settler, 'CommissionSettlerEscrowTooLow')
          .withArgs(merchant.address, 6_000n, amount);
      }
      for (const to of [ethers.ZeroAddress, address]) {
        await expect(as(merchant).reclaim(1n, to))
          .to.be.revertedWithCustomError(settler, 'CommissionSettlerRecipientInvalid')
          .withArgs(to);
      }
      await expect(as(stranger).reclaim(1n, stranger.address)).to.be.revertedWithCustomError(
        settler,
        'CommissionSettlerMerchantUnknown',
      );
      await books(settler, [merchant.address], []);
    });
  });

  describe('a sale', () => {
    it('settles for the price of the schedule, and the payee takes it', async () => {
      const { settler, token, as, relayer, merchant, ana, sold, sign } = await loadFixture(escrowed);
      expect(await settler.preview(sold)).to.deep.equal([900n, 900n]);
      await expect(as(relayer).settle(sold, await sign(sold)))
        .to.emit(settler, 'SaleSettled')
        .withArgs(sold.conversionId, merchant.address, ana.address, ORG, PROGRAM, 1n, 900n, 10_000n, 900n, sold.soldAt);
      expect(await settler.escrowOf(merchant.address)).to.equal(9_100n);
      expect(await settler.isSettled(ORG, sold.conversionId)).to.equal(true);
      await books(settler, [merchant.address], [ana.address]);
      await expect(as(relayer).withdraw(ana.address))
        .to.emit(settler, 'CommissionWithdrawn')
        .withArgs(ana.address, 900n);
      expect(await token.balanceOf(ana.address)).to.equal(900n);
      await expect(as(ana).withdraw(ana.address))
        .to.be.revertedWithCustomError(settler, 'CommissionSettlerNothingToWithdraw')
        .withArgs(ana.address);
      await books(settler, [merchant.address], [ana.address]);
    });

    it('settles once, though it is signed anew (CommissionSettlerAlreadySettled)', async () => {
      const { settler, as, relayer, ben, sold, sign } = await loadFixture(escrowed);
      await as(relayer).settle(sold, await sign(sold));
      for (const again of [sold, { ...sold, amount: 1n }, { ...sold, payee: ben.address }]) {
        await expect(as(relayer).settle(again, await sign(again)))
          .to.be.revertedWithCustomError(settler, 'CommissionSettlerAlreadySettled')
          .withArgs(sold.conversionId);
      }
    });

    it('of another organisation with the same number is another conversion', async () => {
      const { settler, as, by, poster, relayer, stranger, merchant, sold, sign, token, address, now } =
        await loadFixture(escrowed);
      await by.publish(RULES, 1n, OTHER_ORG, 0n, now - 200n, RULES, [...TABLE], []);
      await as(poster).admit(stranger.address, OTHER_ORG);
      await token.mint(relayer.address, 500n);
      await token.connect(relayer).approve(address, 500n);
      await as(relayer).deposit(stranger.address, 500n);
      const theirs = { ...sold, merchant: stranger.address, program: RULES, amount: 100n };
      await as(relayer).settle(theirs, await sign(theirs, stranger));
      await as(relayer).settle(sold, await sign(sold));
      expect(await settler.escrowOf(stranger.address)).to.equal(491n);
      expect(await settler.escrowOf(merchant.address)).to.equal(9_100n);
    });

    it('is signed by its merchant, whole (CommissionSettlerSignatureInvalid)', async () => {
      const { settler, as, relayer, stranger, ben, sold, sign, token } = await loadFixture(escrowed);
      const signature = await sign(sold);
      const changed: Partial<Sale>[] = [
        { conversionId: conversion(2) },
        { payee: ben.address },
        { category: 'home/lighting' },
        { tier: 'bronze' },
        { amount: 10_001n },
        { soldAt: sold.soldAt - 1n },
        { deadline: sold.deadline + 1n },
      ];
      const attempts: [Sale, string][] = [
        ...changed.map((part): [Sale, string] => [{ ...sold, ...part }, signature]),
        [sold, await sign(sold, stranger)],
        [sold, '0x'],
        [sold, `0x${'00'.repeat(65)}`],
        [sold, await stranger.signTypedData(saleDomain(await token.getAddress()), saleTypes, sold)],
      ];
      for (const [sale, given] of attempts) {
        await expect(as(relayer).settle(sale, given))
          .to.be.revertedWithCustomError(settler, 'CommissionSettlerSignatureInvalid')
          .withArgs(sold.merchant);
      }
    });

    it('may be signed by a contract wallet (ERC-1271), and by an account that carries code (EIP-7702)', async () => {
      const { settler, as, poster, relayer, ben, merchant, sold, sign, token, address } = await loadFixture(escrowed);
      const safe = await (await ethers.deployContract('ContractWallet', [ben.address])).getAddress();
      await as(poster).admit(safe, ORG);
      await token.mint(relayer.address, 900n);
      await token.connect(relayer).approve(address, 900n);
      await as(relayer).deposit(safe, 900n);
      const theirs = { ...sold, merchant: safe };
      await expect(as(relayer).settle(theirs, await sign(theirs))).to.be.revertedWithCustomError(
        settler,
        'CommissionSettlerSignatureInvalid',
      );
      await as(relayer).settle(theirs, await sign(theirs, ben));
      expect(await settler.escrowOf(safe)).to.equal(0n);
      // One organisation, two wallets: the conversion still counts once.
      await expect(as(relayer).settle(sold, await sign(sold))).to.be.revertedWithCustomError(
        settler,
        'CommissionSettlerAlreadySettled',
      );
      await networkHelpers.setCode(merchant.address, await ethers.provider.getCode(await token.getAddress()));
      const next = { ...sold, conversionId: conversion(3) };
      await as(relayer).settle(next, await sign(next));
    });

    it('ends with its deadline, is of the past, and not older than 30 days', async () => {
      const { settler, as, relayer, sold, sign, now } = await loadFixture(escrowed);
      const old = { ...sold, conversionId: conversion(4), soldAt: now - 90n, deadline: now + 10n ** 9n };
      await time.setNextBlockTimestamp(sold.deadline);
      const first = { ...sold, conversionId: conversion(5) };
      await as(relayer).settle(first, await sign(first));
      await expect(as(relayer).settle(sold, await sign(sold)))
        .to.be.revertedWithCustomError(settler, 'CommissionSettlerSignatureExpired')
        .withArgs(sold.deadline);
      const future = { ...old, soldAt: now + 10n ** 6n };
      await expect(as(relayer).settle(future, await sign(future)))
        .to.be.revertedWithCustomError(settler, 'CommissionSettlerSaleTimeInvalid')
        .withArgs(future.soldAt);
      await time.setNextBlockTimestamp(old.soldAt + 30n * 86_400n + 1n);
      await expect(as(relayer).settle(old, await sign(old)))
        .to.be.revertedWithCustomError(settler, 'CommissionSettlerSaleTimeInvalid')
        .withArgs(old.soldAt);
    });

    it('is priced by the version in force when it was sold, which the merchant signed', async () => {
      const { settler, as, relayer, publish, sold, sign, now } = await loadFixture(escrowed);
      const raised = TABLE.map((row) => ({ ...row, bps: row.bps + 100n }));
      await publish(2n, raised, now + 500n, TABLE);
      await time.increaseTo(now + 600n);
      const late = { ...sold, soldAt: now + 550n };
      await expect(as(relayer).settle(late, await sign(late)))
        .to.be.revertedWithCustomError(settler, 'CommissionSettlerVersionNotInForce')
        .withArgs(1n, 2n);
      const early = { ...sold, soldAt: now - 2_000n };
      await expect(as(relayer).settle(early, await sign(early)))
        .to.be.revertedWithCustomError(settler, 'CommissionSettlerVersionNotInForce')
        .withArgs(1n, 0n);
      await as(relayer).settle(sold, await sign(sold));
      const next = { ...late, version: 2n, conversionId: conversion(6) };
      await as(relayer).settle(next, await sign(next));
      expect(await settler.claimable(sold.payee)).to.equal(900n + 1_000n);
    });

    it('needs its own program, a payee, an earning, and escrow of its own merchant', async () => {
      const { settler, as, by, relayer, stranger, sold, sign, now, address } = await loadFixture(escrowed);
      await by.publish(RULES, 1n, OTHER_ORG, 0n, now - 200n, RULES, [...TABLE], []);
      const refused = async (part: Partial<Sale>, error: string, ...args: unknown[]) => {
        const sale = { ...sold, ...part };
        await expect(as(relayer).settle(sale, await sign(sale)))
          .to.be.revertedWithCustomError(settler, error)
          .withArgs(...args);
        await expect(settler.preview(sale)).to.be.revertedWithCustomError(settler, error);
      };
      await refused({ program: RULES }, 'CommissionSettlerProgramForeign', RULES, OTHER_ORG);
      await refused({ payee: ethers.ZeroAddress }, 'CommissionSettlerPayeeInvalid', ethers.ZeroAddress);
      await refused({ payee: address }, 'CommissionSettlerPayeeInvalid', address);
      await refused({ amount: 11n }, 'CommissionSettlerNothingEarned', sold.conversionId);
      await refused({ amount: 111_123n }, 'CommissionSettlerEscrowTooLow', sold.merchant, 10_000n, 10_001n);
      await refused({ merchant: stranger.address }, 'CommissionSettlerMerchantUnknown', stranger.address);
      await expect(as(relayer).settle({ ...sold, program: ORG }, await sign({ ...sold, program: ORG })))
        .to.be.revertedWithCustomError(settler, 'CommissionSettlerProgramForeign')
        .withArgs(ORG, ethers.ZeroHash);
    });
  });

  it('stops everything while paused, by the guardian, until the admin lifts it', async () => {
    const { settler, as, guardian, admin, merchant, ana, relayer, sold, sign } = await loadFixture(escrowed);
    const other = { ...sold, conversionId: conversion(9) };
    await as(relayer).settle(other, await sign(other));
    const signature = await sign(sold);
    await expect(as(admin).unpause()).to.be.revertedWithCustomError(settler, 'CommissionSettlerNotPaused');
    await expect(as(relayer).pause()).to.be.revertedWithCustomError(settler, 'AccessManagedUnauthorized');
    await expect(as(guardian).pause()).to.emit(settler, 'Paused').withArgs(guardian.address);
    for (const call of [
      () => as(guardian).pause(),
      () => as(merchant).deposit(merchant.address, 1n),
      () => as(relayer).settle(sold, signature),
      () => as(ana).withdraw(ana.address),
      () => as(merchant).reclaim(1n, merchant.address),
    ]) {
      await expect(call()).to.be.revertedWithCustomError(settler, 'CommissionSettlerPaused');
    }
    await expect(as(guardian).unpause()).to.be.revertedWithCustomError(settler, 'AccessManagedUnauthorized');
    await expect(as(admin).unpause()).to.emit(settler, 'Unpaused').withArgs(admin.address);
    await as(relayer).settle(sold, signature);
    await as(relayer).withdraw(ana.address);
    await books(settler, [merchant.address], [ana.address]);
  });

  describe('on an awkward token', () => {
    it('that returns nothing: escrows and pays', async () => {
      const { token, fund, as, relayer, ana, sold, sign } = await loadFixture(onNoReturnToken);
      await fund(10_000n);
      await as(relayer).settle(sold, await sign(sold));
      await as(relayer).withdraw(ana.address);
      expect(await token.balanceOf(ana.address)).to.equal(900n);
    });

    it('that keeps a fee: credits what arrived, and promises no more than it holds', async () => {
      const { settler, token, fund, address, merchant, as, relayer, ana, sold, sign } = await loadFixture(onFeeToken);
      await fund(10_000n);
      expect(await settler.escrowOf(merchant.address)).to.equal(9_900n);
      await as(relayer).settle(sold, await sign(sold));
      await as(relayer).withdraw(ana.address);
      await books(settler, [merchant.address], [ana.address]);
      expect(await token.balanceOf(address)).to.equal(9_000n);
    });

    it('that refuses one payee: the others are paid, and that one later', async () => {
      const { settler, token, refusing, fund, as, relayer, ana, ben, sold, sign } = await loadFixture(onRefusingToken);
      await fund(10_000n);
      await as(relayer).settle(sold, await sign(sold));
      const second = { ...sold, conversionId: conversion(2), payee: ben.address };
      await as(relayer).settle(second, await sign(second));
      for (const manner of [1n, 2n]) {
        await refusing.refuse(ana.address, manner);
        await expect(as(relayer).withdraw(ana.address)).to.revert(ethers);
        expect(await settler.claimable(ana.address)).to.equal(900n);
      }
      await as(relayer).withdraw(ben.address);
      await refusing.refuse(ana.address, 0n);
      await as(relayer).withdraw(ana.address);
      expect(await token.balanceOf(ana.address)).to.equal(900n);
      expect(await token.balanceOf(ben.address)).to.equal(900n);
    });

    it('that calls back in the middle: withdraws, reclaims and deposits once', async () => {
      const { settler, token, reentering, as, relayer, merchant, ana, sold, sign, address } =
        await loadFixture(onReenteringToken);
      const caught = async () => {
        expect(await reentering.succeeded()).to.equal(false);
        expect(settler.interface.parseError(await reentering.returned())?.name).to.equal(
          'ReentrancyGuardReentrantCall',
        );
      };
      await token.mint(await reentering.getAddress(), 500n);
      await token.mint(merchant.address, 10_000n);
      await token.connect(merchant).approve(address, 10_000n);
      await reentering.arm(address, settler.interface.encodeFunctionData('deposit', [merchant.address, 500n]));
      await as(merchant).deposit(merchant.address, 10_000n);
      await caught();
      expect(await settler.escrowOf(merchant.address)).to.equal(10_000n);
      await as(relayer).settle(sold, await sign(sold));
      await reentering.arm(address, settler.interface.encodeFunctionData('withdraw', [ana.address]));
      await as(relayer).withdraw(ana.address);
      await caught();
      expect(await token.balanceOf(ana.address)).to.equal(900n);
      const next = { ...sold, conversionId: conversion(2) };
      await reentering.arm(address, settler.interface.encodeFunctionData('settle', [next, await sign(next)]));
      await as(merchant).reclaim(100n, merchant.address);
      await caught();
      await books(settler, [merchant.address], [ana.address]);
    });
  });
});

const scaled = () => settlerOn(undefined, 1_000n);

async function onToken(name: string) {
  const known = name as 'RefusingToken'; // The others have its shape, as far as it is used here.
  const odd = await ethers.deployContract(known);
  return { odd, base: await settlerOn(await odd.getAddress()) };
}

async function onNoReturnToken() {
  return (await onToken('NoReturnToken')).base;
}

async function onFeeToken() {
  return (await onToken('FeeToken')).base;
}

async function onRefusingToken() {
  const { odd, base } = await onToken('RefusingToken');
  return { ...base, refusing: odd };
}

async function onReenteringToken() {
  const odd = await ethers.deployContract('ReenteringToken');
  return { ...(await settlerOn(await odd.getAddress())), reentering: odd };
}

import { type BytesLike, encodeBytes32String } from 'ethers';
import { CHAIN_ID, ORG, deployAnchor, ethers, networkHelpers } from './fixtures.ts';
import type { Row } from './schedule.ts';

const { time } = networkHelpers;

const GUARDIAN_ROLE = 2n;
const REGISTRAR_ROLE = 3n;

/** A program of the merchant. */
export const PROGRAM = encodeBytes32String('program');
/** What it promises before a cut. */
export const NOTICE = 14n * 86_400n;
/** A hash of rules; the contract only keeps it. */
export const RULES = `0x${'7e'.repeat(32)}`;
/** 5 % on everything, 8 % for gold, 9 % on lighting. */
export const TABLE: readonly Row[] = [
  { category: '*', tier: '*', bps: 500n },
  { category: '*', tier: 'gold', bps: 800n },
  { category: 'home/lighting', tier: '*', bps: 900n },
];

/** EIP-712 type of a sale, written out a second time. */
export const saleTypes = {
  Sale: [
    ...(['conversionId', 'program'] as const).map((name) => ({ name, type: 'bytes32' })),
    { name: 'version', type: 'uint64' },
    { name: 'merchant', type: 'address' },
    { name: 'payee', type: 'address' },
    { name: 'category', type: 'string' },
    { name: 'tier', type: 'string' },
    ...(['amount', 'soldAt', 'deadline'] as const).map((name) => ({ name, type: 'uint64' })),
  ],
};

/** EIP-712 domain of a settler. */
export const saleDomain = (verifyingContract: string, chainId = CHAIN_ID) => ({
  name: 'CommissionSettler',
  version: '1',
  chainId,
  verifyingContract,
});

/** A sale, as the contract takes it. */
export type Sale = {
  readonly conversionId: BytesLike;
  readonly program: string;
  readonly version: bigint;
  readonly merchant: string;
  readonly payee: string;
  readonly category: string;
  readonly tier: string;
  readonly amount: bigint;
  readonly soldAt: bigint;
  readonly deadline: bigint;
};

/** A conversion's id. */
export const conversion = (number: number): string => ethers.toBeHex(number, 32);

/** A schedule that `poster` publishes to. */
export async function scheduled() {
  const base = await deployAnchor();
  const { authority, poster } = base;
  const schedule = await ethers.deployContract('CommissionSchedule', [await authority.getAddress()]);
  const publishes = schedule.interface.getFunction('publish').selector;
  await authority.setTargetFunctionRole(await schedule.getAddress(), [publishes], REGISTRAR_ROLE);
  await authority.grantRole(REGISTRAR_ROLE, poster.address, 0);
  const by = schedule.connect(poster);
  /** Publishes a version of PROGRAM for ORG; `before` empty says that it is a cut. */
  const publish = (version: bigint, rows: readonly Row[], from: bigint, before: readonly Row[] = []) =>
    by.publish(PROGRAM, version, ORG, NOTICE, from, RULES, [...rows], [...before]);
  return { ...base, schedule, by, publish };
}

/** A settler on that schedule with the merchant admitted, for a token of the caller's choice. */
export async function settlerOn(tokenAddress?: string, unitScale = 1n) {
  const base = await scheduled();
  const { authority, schedule, poster, guardian, merchant, ana } = base;
  const pound = tokenAddress ?? (await (await ethers.deployContract('TestToken', ['Pound', 'GBPT', 2])).getAddress());
  const settler = await ethers.deployContract('CommissionSettler', [
    await authority.getAddress(),
    pound,
    unitScale,
    await schedule.getAddress(),
  ]);
  const address = await settler.getAddress();
  const selector = (name: 'admit' | 'pause') => settler.interface.getFunction(name).selector;
  await authority.setTargetFunctionRole(address, [selector('admit')], REGISTRAR_ROLE);
  await authority.setTargetFunctionRole(address, [selector('pause')], GUARDIAN_ROLE);
  await authority.grantRole(GUARDIAN_ROLE, guardian.address, 0);
  const token = await ethers.getContractAt('TestToken', pound);
  const now = BigInt(await time.latest());
  await base.publish(1n, TABLE, now - 1_000n);
  await settler.connect(poster).admit(merchant.address, ORG);
  const as = (signer: typeof merchant) => settler.connect(signer);
  const sold: Sale = {
    conversionId: conversion(1),
    program: PROGRAM,
    version: 1n,
    merchant: merchant.address,
    payee: ana.address,
    category: 'home/lighting/lamps',
    tier: 'gold',
    amount: 10_000n,
    soldAt: now - 100n,
    deadline: now + 3_600n,
  };
  return {
    ...base,
    settler,
    address,
    token,
    as,
    now,
    sold,
    /** Mints to the merchant, who deposits for itself. */
    fund: async (amount: bigint) => {
      await token.mint(merchant.address, amount);
      await token.connect(merchant).approve(address, amount);
      return as(merchant).deposit(merchant.address, amount);
    },
    /** What `signer`, the merchant unless given, signs for `sale`. */
    sign: (sale: Sale, signer: Pick<typeof merchant, 'signTypedData'> = merchant) =>
      signer.signTypedData(saleDomain(address), saleTypes, sale),
  };
}

/** A settler with 10,000 units of escrow. */
export async function escrowed() {
  const base = await settlerOn();
  await base.fund(10_000n);
  return base;
}

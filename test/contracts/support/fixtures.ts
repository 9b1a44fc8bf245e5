import type { HardhatEthersSigner } from '@nomicfoundation/hardhat-ethers/types';
import { network } from 'hardhat';
import { ReferenceTree, logLeaf, sha256Node } from './trees.ts';
import { PayoutTree, type Payee } from './vault-tree.ts';

/** The simulated chain that all contract tests share; each test starts from a snapshot of its fixture. */
export const chain = await network.create();
export const { ethers, networkHelpers } = chain;

/** The chain id of every test, as leaves name it. */
export const CHAIN_ID = 31337n;

export const POSTER_ROLE = 1n;
export const GUARDIAN_ROLE = 2n;

/** A log of 4,096 different leaves, of which tests anchor prefixes. */
export const ledgerLog = new ReferenceTree(
  sha256Node,
  Array.from({ length: 4_096 }, (_, index) => logLeaf(index)),
);

/** Accounts by the part they play. */
export async function people() {
  const [admin, poster, guardian, merchant, ana, ben, relayer, stranger] = await ethers.getSigners();
  return {
    admin: admin!,
    poster: poster!,
    guardian: guardian!,
    merchant: merchant!,
    ana: ana!,
    ben: ben!,
    relayer: relayer!,
    stranger: stranger!,
  };
}

export async function deployAuthority() {
  const { admin } = await people();
  return ethers.deployContract('AccessManager', [admin.address]);
}

export async function deployAnchor() {
  const who = await people();
  const authority = await deployAuthority();
  const anchor = await ethers.deployContract('LedgerAnchor', [await authority.getAddress(), who.poster.address]);
  return { ...who, authority, anchor };
}

export type VaultOptions = {
  /** Address of the token; a fresh TestToken with 2 decimals by default. */
  readonly token?: string;
  readonly unitScale?: bigint;
  readonly delaySeconds?: number;
};

/** A vault with its roles granted and a ledger of 100 entries anchored. */
export async function deployVault({ token, unitScale = 1n, delaySeconds = 0 }: VaultOptions = {}) {
  const base = await deployAnchor();
  const tokenAddress = token ?? (await (await ethers.deployContract('TestToken', ['Test pound', 'GBPT', 2])).getAddress());
  const vault = await ethers.deployContract('PayoutVault', [
    await base.authority.getAddress(),
    tokenAddress,
    unitScale,
    delaySeconds,
    await base.anchor.getAddress(),
  ]);
  const address = await vault.getAddress();
  const selectors = (...names: ('postRoot' | 'pause' | 'voidRoot')[]) =>
    names.map((name) => vault.interface.getFunction(name).selector);
  await base.authority.setTargetFunctionRole(address, selectors('postRoot'), POSTER_ROLE);
  await base.authority.setTargetFunctionRole(address, selectors('pause', 'voidRoot'), GUARDIAN_ROLE);
  await base.authority.grantRole(POSTER_ROLE, base.poster.address, 0);
  await base.authority.grantRole(GUARDIAN_ROLE, base.guardian.address, 0);
  await base.anchor.connect(base.poster).anchor(100n, ledgerLog.root(100), []);
  const erc20 = await ethers.getContractAt('TestToken', tokenAddress);
  const as = (signer: HardhatEthersSigner) => vault.connect(signer);
  const treeOf = (epoch: bigint, payees: readonly Payee[]) =>
    new PayoutTree({ chainId: CHAIN_ID, vault: address, epoch }, payees);
  return {
    ...base,
    vault,
    address,
    token: erc20,
    as,
    treeOf,
    /** Mints to the merchant, who deposits. */
    async fund(amount: bigint) {
      await erc20.mint(base.merchant.address, amount);
      await erc20.connect(base.merchant).approve(address, amount);
      await as(base.merchant).deposit(ORG, amount);
    },
    /** Posts `tree` as the poster, built from the first 100 log entries. */
    post: (tree: PayoutTree, total = tree.total) =>
      as(base.poster).postRoot(tree.epoch, tree.treeRoot, tree.leafCount, total, 100n),
  };
}

/** An organisation's reference in the book. */
export const ORG = `0x${'a5'.repeat(32)}`;

export type Vault = Awaited<ReturnType<typeof deployVault>>;

/** `count` payees with amounts of their own, in lanes 0, 1, …; the first wallets are the given ones. */
export function payees(count: number, wallets: readonly { address: string }[] = [], base = 1_000n): Payee[] {
  return Array.from({ length: count }, (_, lane) => ({
    lane,
    wallet: wallets[lane]?.address ?? ethers.getAddress(ethers.toBeHex(0x1000n + BigInt(lane), 20)),
    cumulative: base + BigInt(lane),
    lastSeq: BigInt(lane),
  }));
}

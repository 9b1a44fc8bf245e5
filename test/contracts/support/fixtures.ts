import type { HardhatEthersSigner } from '@nomicfoundation/hardhat-ethers/types';
import { getAddress, toBeHex } from 'ethers';
import { network } from 'hardhat';
import { ReferenceTree, logLeaf, sha256Node } from './trees.ts';
import { PayoutTree, type Payee } from './vault-tree.ts';

/** The chain id of every test, as leaves name it. */
export const CHAIN_ID = 31_337n;

const POSTER_ROLE = 1n;
const GUARDIAN_ROLE = 2n;

/** An organisation's reference in the book. */
export const ORG = `0x${'a5'.repeat(32)}`;

/** A log of 4,096 different leaves, of which tests anchor prefixes. */
export const ledgerLog = new ReferenceTree(
  sha256Node,
  Array.from({ length: 4_096 }, (_, index) => logLeaf(index)),
);

export type VaultOptions = {
  /** Address of the token; a fresh TestToken with 2 decimals by default. */
  readonly token?: string;
  readonly unitScale?: bigint;
  readonly delaySeconds?: number;
};

/** A simulated chain of its own, with the ways to set our contracts up on it. */
export async function openChain() {
  const { ethers, networkHelpers } = await network.create();

  /** Accounts by the part they play. */
  async function people() {
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

  /** An anchor without a head, which `poster` may write. */
  async function deployAnchor() {
    const who = await people();
    const authority = await ethers.deployContract('AccessManager', [who.admin.address]);
    const anchor = await ethers.deployContract('LedgerAnchor', [await authority.getAddress(), who.poster.address]);
    return { ...who, authority, anchor };
  }

  /** A vault with its roles granted and a ledger of 100 entries anchored. */
  async function deployVault({ token, unitScale = 1n, delaySeconds = 0 }: VaultOptions = {}) {
    const base = await deployAnchor();
    const pound = token === undefined ? await ethers.deployContract('TestToken', ['Test pound', 'GBPT', 2]) : undefined;
    const tokenAddress = token ?? (await pound!.getAddress());
    const { authority, anchor, poster, guardian, merchant } = base;
    const vault = await ethers.deployContract('PayoutVault', [
      await authority.getAddress(),
      tokenAddress,
      unitScale,
      delaySeconds,
      await anchor.getAddress(),
    ]);
    const address = await vault.getAddress();
    const selector = (name: 'postRoot' | 'pause' | 'voidRoot') => vault.interface.getFunction(name).selector;
    await authority.setTargetFunctionRole(address, [selector('postRoot')], POSTER_ROLE);
    await authority.setTargetFunctionRole(address, [selector('pause'), selector('voidRoot')], GUARDIAN_ROLE);
    await authority.grantRole(POSTER_ROLE, poster.address, 0);
    await authority.grantRole(GUARDIAN_ROLE, guardian.address, 0);
    await anchor.connect(poster).anchor(100n, ledgerLog.root(100), []);
    const erc20 = await ethers.getContractAt('TestToken', tokenAddress);
    const as = (signer: HardhatEthersSigner) => vault.connect(signer);
    return {
      ...base,
      vault,
      address,
      token: erc20,
      as,
      treeOf: (epoch: bigint, rows: readonly Payee[]) =>
        new PayoutTree({ chainId: CHAIN_ID, vault: address, epoch }, rows),
      /** Mints to the merchant, who deposits. */
      fund: async (amount: bigint) => {
        await erc20.mint(merchant.address, amount);
        await erc20.connect(merchant).approve(address, amount);
        await as(merchant).deposit(ORG, amount);
      },
      /** Posts `tree` as the poster, built from the first 100 log entries. */
      post: (tree: PayoutTree, total = tree.total) =>
        as(poster).postRoot(tree.epoch, tree.treeRoot, tree.leafCount, total, 100n),
    };
  }

  /** `deployVault` in the form that `loadFixture` wants: one function, no options. */
  const plainVault = () => deployVault();

  return { ethers, networkHelpers, deployAnchor, deployVault, plainVault };
}

/** The chain that all tests share; each test starts from a snapshot of its fixture. */
export const { ethers, networkHelpers, deployAnchor, deployVault, plainVault } = await openChain();

/** What `fixture` returns, on the shared chain as it was right after the first run of `fixture`. */
export const loadFixture = <T>(fixture: () => Promise<T>): Promise<T> => networkHelpers.loadFixture(fixture);

/** `count` payees in lanes 0, 1, … with cumulative amounts `base`, `base` + 1, …; the first have the given wallets. */
export function payees(count: number, wallets: readonly { address: string }[] = [], base = 1_000n): Payee[] {
  return Array.from({ length: count }, (_, lane) => ({
    lane,
    wallet: wallets[lane]?.address ?? getAddress(toBeHex(0x1000n + BigInt(lane), 20)),
    cumulative: base + BigInt(lane),
    lastSeq: BigInt(lane),
  }));
}

/** A vault that holds a million token units. */
export async function funded() {
  const base = await deployVault();
  await base.fund(1_000_000n);
  return base;
}

/** And epoch 1 with ana in lane 0 (1,000 book units) and ben in lane 1 (1,001) among five payees. */
export async function posted() {
  const base = await funded();
  const tree = base.treeOf(1n, payees(5, [base.ana, base.ben]));
  await base.post(tree);
  return { ...base, tree };
}

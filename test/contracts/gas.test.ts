import { expect } from 'chai';
import type { ContractTransactionResponse } from 'ethers';
import {
  CHAIN_ID,
  loadFixture as sharedFixture,
  networkHelpers as sharedHelpers,
  openChain,
  payees,
} from './support/fixtures.ts';
import { type Sale, TABLE, conversion, escrowed } from './support/settler.ts';
import { expectCommitted } from './support/snapshot.ts';
import { ReferenceTree, logLeaf, sha256Node } from './support/trees.ts';
import { PayoutTree } from './support/vault-tree.ts';

// A chain of its own: the price of a claim depends on its vault's address, and so on what was deployed before.
const { ethers, networkHelpers, deployAnchor, deployVault, plainVault } = await openChain();
const PAYEES = 100_000;

/** What must hold whatever the snapshot says: shared design, "Gas bars". */
const AT_MOST: Partial<Record<string, number>> = {
  'anchor 100,000 → 101,000': 52_000,
  'anchor 133,333 → 199,999': 60_000,
};

async function gasOf(sent: Promise<ContractTransactionResponse>): Promise<number> {
  const receipt = await (await sent).wait();
  return Number(receipt!.gasUsed);
}

async function anchorGas(from: number, to: number): Promise<number> {
  const { anchor, poster } = await networkHelpers.loadFixture(deployAnchor);
  const log = new ReferenceTree(
    sha256Node,
    Array.from({ length: to }, (_, index) => logLeaf(index)),
  );
  await anchor.connect(poster).anchor(from, log.root(from), []);
  return gasOf(anchor.connect(poster).anchor(to, log.root(to), log.consistencyProof(from, to)));
}

async function vaultGas(): Promise<Record<string, number>> {
  const { token, merchant, address, as, post, fund, relayer, guardian, ana } = await deployVault();
  await fund(10_000_000_000n);
  await token.mint(merchant.address, 5_000n);
  await token.connect(merchant).approve(address, 5_000n);
  const deposit = await gasOf(as(merchant).deposit(ethers.ZeroHash, 5_000n));

  const trees: PayoutTree[] = [];
  const posts: number[] = [];
  for (let epoch = 1; epoch <= 9; epoch += 1) {
    // Two large trees are enough: the others only fill the ring.
    const rows = payees(8, [ana], 1_000n * BigInt(epoch));
    const fillers = epoch < 8 ? [] : Array.from({ length: PAYEES - rows.length }, (_, index) => logLeaf(index));
    const tree = new PayoutTree({ chainId: CHAIN_ID, vault: address, epoch: BigInt(epoch) }, rows, fillers);
    trees.push(tree);
    posts.push(await gasOf(post(tree)));
  }
  const eighth = trees[7]!;
  const ninth = trees[8]!;
  // Lanes 4 to 7 share a slot: lane 4 is the first in it, lane 5 a first claim beside it, lane 4 again a repeat.
  return {
    deposit,
    'post a root, first round of the ring': posts[1]!,
    'post a root': posts[8]!,
    'claim, first in its slot': await gasOf(as(relayer).claim(...eighth.claim(4))),
    'claim, first in its lane': await gasOf(as(relayer).claim(...eighth.claim(5))),
    'claim, repeat': await gasOf(as(relayer).claim(...ninth.claim(4))),
    'void a root': await gasOf(as(guardian).voidRoot(9n)),
  };
}

/** At a fixed time, which is in the calldata. */
async function escrowedThen() {
  await sharedHelpers.time.increaseTo(2_000_000_000n);
  return escrowed();
}

/** On the shared chain, from a snapshot. A zero byte of a signature, which is chance, is counted as any other: 12 gas. */
async function settlerGas(): Promise<Record<string, number>> {
  const { as, publish, merchant, relayer, ana, ben, sold, sign, fund, now } = await sharedFixture(escrowedThen);
  const settle = async (part: Partial<Sale>) => {
    const sale = { ...sold, ...part };
    const signature = await sign(sale);
    const zeros = ethers.getBytes(signature).filter((byte) => byte === 0).length;
    return (await gasOf(as(relayer).settle(sale, signature))) + 12 * zeros;
  };
  const raised = TABLE.map((row) => ({ ...row, bps: row.bps + 1n }));
  return {
    'publish a version, 3 rows, no cut': await gasOf(publish(2n, raised, now + 10n ** 6n, TABLE)),
    'escrow, repeated': await gasOf(fund(500n)),
    'settle, first of a payee': await settle({}),
    'settle, repeat': await settle({ conversionId: conversion(2) }),
    'settle, default clause': await settle({
      conversionId: conversion(3),
      payee: ben.address,
      category: 'toys',
      tier: 'x',
    }),
    'withdraw, first': await gasOf(as(relayer).withdraw(ana.address)),
    reclaim: await gasOf(as(merchant).reclaim(100n, merchant.address)),
  };
}

describe('Gas', () => {
  const measured: Record<string, number> = {};

  before(async () => {
    measured['anchor 100,000 → 101,000'] = await anchorGas(100_000, 101_000);
    measured['anchor 133,333 → 199,999'] = await anchorGas(133_333, 199_999);
    Object.assign(measured, await vaultGas());
    Object.assign(measured, await settlerGas());
  });

  it('stays within the bars of the design', () => {
    for (const [name, most] of Object.entries(AT_MOST)) expect(measured[name], name).to.be.at.most(most!);
  });

  it('is what gas.json says, to the unit', () => {
    expectCommitted('test/contracts/gas.json', measured);
  });

  it('keeps every contract within 24,576 bytes (EIP-170)', async () => {
    const { vault, anchor, authority } = await networkHelpers.loadFixture(plainVault);
    for (const contract of [vault, anchor, authority]) {
      const code = await ethers.provider.getCode(await contract.getAddress());
      expect((code.length - 2) / 2).to.be.at.most(24_576);
    }
    const { schedule, settler } = await sharedFixture(escrowed);
    for (const contract of [schedule, settler]) {
      const code = (await contract.getDeployedCode()) ?? '0x';
      expect((code.length - 2) / 2).to.be.within(1_000, 24_576);
    }
  });
});

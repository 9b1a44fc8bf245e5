import { concat, keccak256, toBeHex, type TypedDataDomain, type TypedDataField } from 'ethers';
import { ReferenceTree, keccakNode, type Hash } from './trees.ts';

/** Where a payout tree belongs: part of every leaf. */
export type TreePlace = { readonly chainId: bigint; readonly vault: string; readonly epoch: bigint };

/** What one leaf says; amounts in book units. */
export type Payee = {
  readonly lane: number;
  readonly wallet: string;
  readonly cumulative: bigint;
  readonly lastSeq: bigint;
};

/** keccak256 of the 77 bytes that contracts/README.md lays out. */
export function leafHash(place: TreePlace, payee: Payee): Hash {
  return keccak256(
    concat([
      '0x00',
      toBeHex(place.chainId, 8),
      place.vault,
      toBeHex(place.epoch, 8),
      toBeHex(payee.lane, 4),
      payee.wallet,
      toBeHex(payee.cumulative, 8),
      toBeHex(payee.lastSeq, 8),
    ]),
  );
}

/** keccak256(0x02 ‖ epoch ‖ leafCount ‖ treeRoot). */
function vaultRoot(epoch: bigint, leafCount: number, treeRoot: Hash): Hash {
  return keccak256(concat(['0x02', toBeHex(epoch, 8), toBeHex(leafCount, 8), treeRoot]));
}

/** One epoch's payout tree by the reference implementation. */
export class PayoutTree {
  readonly epoch: bigint;
  readonly leaves: readonly Hash[];
  private readonly tree: ReferenceTree;

  /** `fillers` are leaves of nobody after those of `payees`, which make a large tree cheap to build. */
  constructor(
    place: TreePlace,
    readonly payees: readonly Payee[],
    fillers: readonly Hash[] = [],
  ) {
    this.epoch = place.epoch;
    this.leaves = [...payees.map((payee) => leafHash(place, payee)), ...fillers];
    this.tree = new ReferenceTree(keccakNode, this.leaves);
  }

  get leafCount(): number {
    return this.leaves.length;
  }

  get treeRoot(): Hash {
    return this.tree.root();
  }

  /** What the vault stores. */
  get root(): Hash {
    return vaultRoot(this.epoch, this.leafCount, this.treeRoot);
  }

  /** Sum of all cumulative amounts. */
  get total(): bigint {
    return this.payees.reduce((sum, { cumulative }) => sum + cumulative, 0n);
  }

  proof(index: number): Hash[] {
    return this.tree.inclusionProof(index);
  }

  /** Arguments of `PayoutVault.claim` for the payee at `index`. */
  claim(index: number): ClaimArguments {
    const { lane, wallet, cumulative, lastSeq } = this.payees[index]!;
    return [this.epoch, BigInt(index), BigInt(this.leafCount), lane, wallet, cumulative, lastSeq, this.proof(index)];
  }
}

export type ClaimArguments = [
  epoch: bigint,
  index: bigint,
  leafCount: bigint,
  lane: number,
  wallet: string,
  cumulative: bigint,
  lastSeq: bigint,
  proof: Hash[],
];

/** EIP-712 domain of a vault. */
export function claimToDomain({ chainId, vault }: Omit<TreePlace, 'epoch'>): TypedDataDomain {
  return { name: 'PayoutVault', version: '1', chainId, verifyingContract: vault };
}

/** EIP-712 type that a wallet signs for `claimTo`. */
export const claimToTypes: Record<string, TypedDataField[]> = {
  ClaimTo: [
    { name: 'epoch', type: 'uint64' },
    { name: 'lane', type: 'uint32' },
    { name: 'wallet', type: 'address' },
    { name: 'cumulative', type: 'uint64' },
    { name: 'to', type: 'address' },
    { name: 'deadline', type: 'uint256' },
  ],
};

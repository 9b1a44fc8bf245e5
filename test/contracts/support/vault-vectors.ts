import { TypedDataEncoder, getAddress, toBeHex } from 'ethers';
import { PayoutTree, claimToDomain, claimToTypes, type Payee } from './vault-tree.ts';

const VAULT = getAddress(`0x${'c0ffee'.padEnd(40, '7')}`);
const CHAIN_ID = 31_337n;
const MAX = 2n ** 64n - 1n;

/** Amounts and positions from 0 to the largest, wallets that differ in every byte. */
function vectorPayees(count: number): Payee[] {
  return Array.from({ length: count }, (_, at) => ({
    lane: at === count - 1 && count > 1 ? 2 ** 32 - 1 : at,
    wallet: getAddress(toBeHex(BigInt(`0x${'0123456789abcdef'.repeat(2)}01234567`) + BigInt(at), 20)),
    cumulative: at === 0 ? 0n : at === 1 ? MAX : BigInt(at) * 1_000_003n,
    lastSeq: at === 2 ? MAX : BigInt(at) * 17n,
  }));
}

function describeTree(epoch: bigint, count: number) {
  const place = { chainId: CHAIN_ID, vault: VAULT, epoch };
  const tree = new PayoutTree(place, vectorPayees(count));
  return {
    chainId: `${CHAIN_ID}`,
    vault: VAULT,
    epoch: `${epoch}`,
    leafCount: count,
    treeRoot: tree.treeRoot,
    root: tree.root,
    leaves: tree.payees.map((payee, index) => ({
      lane: payee.lane,
      wallet: payee.wallet,
      cumulative: `${payee.cumulative}`,
      lastSeq: `${payee.lastSeq}`,
      hash: tree.leaves[index]!,
      proof: tree.proof(index),
    })),
  };
}

function describeClaimTo() {
  const message = {
    epoch: '9',
    lane: 7,
    wallet: getAddress(`0x${'a1'.repeat(20)}`),
    cumulative: '123456789',
    to: getAddress(`0x${'b2'.repeat(20)}`),
    deadline: '1893456000',
  };
  const domain = claimToDomain({ chainId: CHAIN_ID, vault: VAULT });
  return {
    domain: { ...domain, chainId: `${CHAIN_ID}` },
    message,
    digest: TypedDataEncoder.hash(domain, claimToTypes, message),
  };
}

/** Everything that test/vectors/vault-v1.json holds: integers as decimal text, hashes as hex. */
export function buildVectors() {
  return {
    about: 'Payout tree of PayoutVault, version 1; the layout is in contracts/README.md.',
    trees: [1, 2, 3, 4, 5, 7, 8, 13].map((count, at) => describeTree(BigInt(at + 1), count)),
    claimTo: describeClaimTo(),
  };
}

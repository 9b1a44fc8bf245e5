// A payout's place in the vault's tree: leaf → tree → what the contract stores (contracts/README.md, payout tree version 1).
import { BadInput } from './bad-input.ts';
import { concat, fromHex, integerBytes, toHex, utf8 } from './bytes.ts';
import { keccak256 } from './keccak.ts';
import { climb } from './merkle.ts';

/** What a payee is paid by one epoch of a vault. Numbers are decimal strings, `vault` and `wallet` 0x and 40 lower-case digits. */
export type VaultProof = {
  readonly chain_id: string;
  readonly vault: string;
  readonly epoch: string;
  readonly leaf_count: string;
  readonly index: string;
  readonly lane: string;
  readonly wallet: string;
  readonly cumulative: string;
  readonly last_seq: string;
  readonly proof: readonly string[];
};

const NO_ROOT = '0'.repeat(64);

/** Call data of `rootOf(uint64)` of PayoutVault: four bytes of keccak-256 of that, and the epoch in 32 bytes. */
export function rootOfCallData(epoch: bigint): string {
  const selector = keccak256(utf8('rootOf(uint64)')).subarray(0, 4);
  return `0x${toHex(concat(selector, integerBytes(epoch, 32)))}`;
}

/** The root in the answer to `rootOf`, or undefined where the vault holds none for that epoch (any more). */
export function decodeRootOf(answer: string): string | undefined {
  const words = answer.toLowerCase();
  if (!/^0x[0-9a-f]{192}$/.test(words)) return undefined;
  const root = words.slice(2, 66);
  return root === NO_ROOT ? undefined : root;
}

/** What the vault must store for the proof's epoch, hex. @throws {BadInput} when the proof has no place in such a tree. */
export function vaultRoot(of: VaultProof): string {
  const leaf = keccak256(
    concat(
      Uint8Array.of(0),
      number(of.chain_id, 8),
      fromHex(of.vault.slice(2)),
      number(of.epoch, 8),
      number(of.lane, 4),
      fromHex(of.wallet.slice(2)),
      number(of.cumulative, 8),
      number(of.last_seq, 8),
    ),
  );
  const node = (left: Uint8Array, right: Uint8Array): Uint8Array => keccak256(concat(Uint8Array.of(1), left, right));
  const path = of.proof.map((sibling) => fromHex(sibling));
  const treeRoot = climb(leaf, BigInt(of.index), BigInt(of.leaf_count), path, node);
  if (treeRoot === undefined) throw new BadInput('payout.proof', `is not a path in a tree of ${of.leaf_count} leaves`);
  return toHex(keccak256(concat(Uint8Array.of(2), number(of.epoch, 8), number(of.leaf_count, 8), treeRoot)));
}

function number(value: string, bytes: number): Uint8Array {
  return integerBytes(BigInt(value), bytes);
}

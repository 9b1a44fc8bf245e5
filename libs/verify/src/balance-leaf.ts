// What every account shows at one size of the log, in a Merkle-sum tree: its root is a note of the log, so that the last
// transfer of an account is known, and the sum of what is owed with it (libs/modules/ledger, "Balances").
import { BadInput } from './bad-input.ts';
import { concat, fromHex, integerBytes, toHex, utf8 } from './bytes.ts';
import { climb } from './merkle.ts';
import { sha256 } from './sha256.ts';

/** An account's totals at `size` leaves and its place in the tree. Numbers are decimal strings, hashes hex. */
export type BalanceProof = {
  readonly size: string;
  readonly account_count: string;
  readonly index: string;
  readonly account_seq: string;
  readonly last_seq: string;
  readonly debits: string;
  readonly credits: string;
  /** What the platform owes to the account's owner by it. */
  readonly owed: string;
  readonly proof: readonly { readonly hash: string; readonly owed: string }[];
};

type SumNode = { readonly hash: Uint8Array; readonly owed: bigint };

const LIMIT = 1n << 64n;

/** The note's hash that the proof leads to, hex. @throws {BadInput} when it has no place in the tree, or sums overflow. */
export function balancesNoteHash(of: BalanceProof, account: { readonly path: string; readonly asset: string }): string {
  const asset = concat(utf8(account.asset), new Uint8Array(16)).subarray(0, 16);
  const numbers = [of.account_seq, of.last_seq, of.debits, of.credits, of.owed].map(number);
  const leaf = {
    hash: sha256(concat(Uint8Array.of(0), asset, sha256(utf8(account.path)), ...numbers)),
    owed: BigInt(of.owed),
  };
  const path = of.proof.map(({ hash, owed }) => ({ hash: fromHex(hash), owed: BigInt(owed) }));
  const root = climb(leaf, BigInt(of.index), BigInt(of.account_count), path, join);
  if (root === undefined) {
    throw new BadInput('balances.proof', `is not a path in a tree of ${of.account_count} accounts`);
  }
  const [size, count, owed] = [number(of.size), number(of.account_count), integerBytes(root.owed, 8)];
  return toHex(sha256(concat(Uint8Array.of(2), asset, size, count, owed, root.hash)));
}

function join(left: SumNode, right: SumNode): SumNode {
  const owed = left.owed + right.owed;
  if (left.owed < 0n || right.owed < 0n || owed >= LIMIT) throw new BadInput('balances.proof', 'does not add up');
  const [l, r] = [integerBytes(left.owed, 8), integerBytes(right.owed, 8)];
  return { hash: sha256(concat(Uint8Array.of(1), l, left.hash, r, right.hash)), owed };
}

function number(value: string): Uint8Array {
  return integerBytes(BigInt(value), 8);
}

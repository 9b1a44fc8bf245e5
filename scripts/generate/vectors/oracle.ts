// The third implementation of the log: node:crypto and the recursive definitions of RFC 9162 section 2.1, written to be
// read beside them. Slow on purpose. It shares no line with the ledger's or with libs/verify's, so that agreement of the
// three means something. Numbers are decimal strings and bytes are hex, as in the published files.
import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';

export type SideVector = {
  path: string;
  account_seq: string;
  prev_seq: string;
  credits_after: string;
  debits_after: string;
};
export type TransferVector = {
  kind: 'transfer';
  seq: string;
  entry: string;
  transfer_kind: 'post' | 'hold' | 'capture' | 'void' | 'reversal';
  amount: string;
  asset: string;
  effective_at: string;
  recorded_at: string;
  refers_to: string;
  facts: string;
  content_hash: string;
  debit: SideVector;
  credit: SideVector;
};
type NoteVector = { kind: 'note'; seq: string; topic: string; hash: string; recorded_at: string };
export type LeafVector = TransferVector | NoteVector;
export type FactsVector = {
  conversion: string;
  line: number;
  payee: string;
  adjustment: number;
  base: string;
  bps: number;
  schedule_version: string;
  category: string;
  tier: string;
  split_numerator: number;
  split_denominator: number;
};

export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
export const unhex = (text: string): Buffer => Buffer.from(text, 'hex');
export const sha = (...parts: readonly (Uint8Array | string)[]): Buffer =>
  createHash('sha256')
    .update(Buffer.concat(parts.map((part) => Buffer.from(part as string))))
    .digest();

function integer(value: string | number, bytes: number): Buffer {
  const unsigned = BigInt.asUintN(8 * bytes, BigInt(value));
  return unhex(unsigned.toString(16).padStart(2 * bytes, '0'));
}
const uuid = (text: string): Buffer => unhex(text.replaceAll('-', ''));
const padded = (text: string, bytes: number): Buffer =>
  Buffer.concat([Buffer.from(text, 'ascii'), Buffer.alloc(bytes)]).subarray(0, bytes);

function sideBody(side: SideVector): Buffer {
  return Buffer.concat([
    sha(side.path),
    integer(side.account_seq, 8),
    integer(side.prev_seq, 8),
    integer(side.credits_after, 8),
    integer(side.debits_after, 8),
  ]);
}

/** What is hashed behind the 0x00: 267 bytes for a transfer, 82 for a note. */
export function leafBody(leaf: LeafVector): Buffer {
  if (leaf.kind === 'note') {
    return Buffer.concat([
      Buffer.from([1, 2]),
      integer(leaf.seq, 8),
      padded(leaf.topic, 32),
      unhex(leaf.hash),
      integer(leaf.recorded_at, 8),
    ]);
  }
  return Buffer.concat([
    Buffer.from([1, 1]),
    integer(leaf.seq, 8),
    uuid(leaf.entry),
    Buffer.from([['post', 'hold', 'capture', 'void', 'reversal'].indexOf(leaf.transfer_kind) + 1]),
    integer(leaf.amount, 8),
    padded(leaf.asset, 16),
    integer(leaf.effective_at, 8),
    integer(leaf.recorded_at, 8),
    integer(leaf.refers_to, 8),
    leaf.facts === '' ? Buffer.alloc(32) : unhex(leaf.facts),
    unhex(leaf.content_hash),
    sideBody(leaf.debit),
    sideBody(leaf.credit),
  ]);
}

export const leafHash = (leaf: LeafVector): Buffer => sha(Buffer.from([0]), leafBody(leaf));

/** The 132 bytes whose SHA-256 a commission's transfers carry. */
export function factsBody(facts: FactsVector): Buffer {
  return Buffer.concat([
    uuid(facts.conversion),
    integer(facts.line, 4),
    uuid(facts.payee),
    integer(facts.adjustment, 4),
    integer(facts.base, 8),
    integer(facts.bps, 4),
    integer(facts.schedule_version, 8),
    sha(facts.category),
    sha(facts.tier),
    integer(facts.split_numerator, 4),
    integer(facts.split_denominator, 4),
  ]);
}

/** RFC 8785 for values whose keys are ASCII and whose numbers are whole: all that these files need. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/** The largest power of two below `n`, the k of RFC 9162. */
const split = (n: number): number => 2 ** (Math.ceil(Math.log2(n)) - 1);
const node = (left: Buffer, right: Buffer): Buffer => sha(Buffer.from([1]), left, right);

/** MTH(D[n]), RFC 9162 section 2.1.1, over leaf hashes. */
export function mth(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 0) return sha('');
  if (leaves.length === 1) return leaves[0] as Buffer;
  const k = split(leaves.length);
  return node(mth(leaves.slice(0, k)), mth(leaves.slice(k)));
}

/** PATH(m, D[n]), section 2.1.3.1. */
export function path(m: number, leaves: readonly Buffer[]): Buffer[] {
  if (leaves.length === 1) return [];
  const k = split(leaves.length);
  if (m < k) return [...path(m, leaves.slice(0, k)), mth(leaves.slice(k))];
  return [...path(m - k, leaves.slice(k)), mth(leaves.slice(0, k))];
}

/** PROOF(m, D[n]), section 2.1.4.1, for 0 < m <= n. */
export function proof(m: number, leaves: readonly Buffer[]): Buffer[] {
  return subproof(m, leaves, true);
}

function subproof(m: number, leaves: readonly Buffer[], isWhole: boolean): Buffer[] {
  if (m === leaves.length) return isWhole ? [] : [mth(leaves)];
  const k = split(leaves.length);
  if (m <= k) return [...subproof(m, leaves.slice(0, k), isWhole), mth(leaves.slice(k))];
  return [...subproof(m - k, leaves.slice(k), false), mth(leaves.slice(0, k))];
}

/** A C2SP signed note over a tlog checkpoint, by the Ed25519 key of `seed` (32 bytes). */
export function signedCheckpoint(
  origin: string,
  seed: Uint8Array,
  size: number,
  root: Buffer,
): { note: string; vkey: string } {
  // PKCS #8 of an Ed25519 seed is this fixed prefix and the seed (RFC 8410 section 7).
  const key = createPrivateKey({
    key: Buffer.concat([unhex('302e020100300506032b657004220420'), seed]),
    format: 'der',
    type: 'pkcs8',
  });
  const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32);
  const typed = Buffer.concat([Buffer.from([1]), publicKey]);
  const keyId = sha(origin, '\n', typed).subarray(0, 4);
  const text = `${origin}\n${size}\n${root.toString('base64')}\n`;
  const signature = Buffer.concat([keyId, sign(null, Buffer.from(text), key)]).toString('base64');
  return { note: `${text}\n— ${origin} ${signature}\n`, vkey: `${origin}+${hex(keyId)}+${typed.toString('base64')}` };
}

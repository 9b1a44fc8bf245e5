import { concat, fromHex, integerBytes, utf8 } from './bytes.ts';
import { canonicalJson } from './canonical-json.ts';
import { hashLeaf } from './merkle.ts';
import { sha256 } from './sha256.ts';
import { type Read, type Shape, anyText, decimal, literal, object, oneOf, text, whole } from './shape.ts';

const MAX_U32 = 2 ** 32 - 1;

/** A decimal string of 64 unsigned bits. */
export const u64 = decimal(0n, (1n << 64n) - 1n);
/** A decimal string of 64 bits in two's complement: PostgreSQL's `int8`. */
export const i64 = decimal(-(1n << 63n), (1n << 63n) - 1n);
/** 32 bytes in lower-case hex. */
export const hash32 = text(/^[0-9a-f]{64}$/, '64 lower-case hex digits');
/** A uuid in lower case. */
export const uuid = text(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, 'a lower-case uuid');
/** Code and book decimals: `GBPT/2`. */
export const asset = text(/^[A-Z][A-Z0-9]{1,11}\/[0-8]$/, 'an asset such as GBPT/2');
/** Path of a ledger account: `payee:018f…:pending`. */
export const accountPath = text(/^[a-z]+(:[a-z0-9-]+)*$/, 'an account path');
/** Facts of a commission, or nothing. */
export const optionalHash32 = text(/^([0-9a-f]{64})?$/, '64 lower-case hex digits or empty');

const TRANSFER_KINDS = ['post', 'hold', 'capture', 'void', 'reversal'] as const;
/** Kind of a transfer; its place in the list, from one, is its byte in the leaf. */
export const transferKind = oneOf(...TRANSFER_KINDS);

/** One side of a transfer: the account and its running values after this row. */
export type LeafSide = {
  readonly path: string;
  readonly account_seq: string;
  readonly prev_seq: string;
  readonly credits_after: string;
  readonly debits_after: string;
};
/** Reads a side. */
export const leafSide: Shape<LeafSide> = object<LeafSide>({
  path: accountPath,
  account_seq: u64,
  prev_seq: u64,
  credits_after: u64,
  debits_after: u64,
});

const transferLeaf = object({
  kind: literal('transfer'),
  seq: u64,
  entry: uuid,
  transfer_kind: transferKind,
  amount: u64,
  asset,
  effective_at: i64,
  recorded_at: i64,
  refers_to: u64,
  facts: optionalHash32,
  content_hash: hash32,
  debit: leafSide,
  credit: leafSide,
});

const noteLeaf = object({
  kind: literal('note'),
  seq: u64,
  topic: text(/^[\x21-\x7e]{1,32}$/, '1 to 32 printable ASCII characters'),
  hash: hash32,
  recorded_at: i64,
});

/** A transfer as the log holds it. Integers are decimal strings, bytes lower-case hex; `facts` may be empty. */
export type TransferLeaf = Read<typeof transferLeaf>;
/** A hash in the log that moves no money. */
export type NoteLeaf = Read<typeof noteLeaf>;
/** Anything that has a seq. */
export type Leaf = TransferLeaf | NoteLeaf;

const padded = (value: string, length: number): Uint8Array =>
  concat(utf8(value), new Uint8Array(length)).subarray(0, length);
const uuidBytes = (value: string): Uint8Array => fromHex(value.replace(/-/g, ''));
const number64 = (value: string): Uint8Array => integerBytes(BigInt(value), 8);

function sideBody(side: LeafSide): Uint8Array {
  return concat(
    sha256(utf8(side.path)),
    number64(side.account_seq),
    number64(side.prev_seq),
    number64(side.credits_after),
    number64(side.debits_after),
  );
}

function transferBody(leaf: TransferLeaf): Uint8Array {
  return concat(
    Uint8Array.of(1, 1), // version, leaf kind
    number64(leaf.seq),
    uuidBytes(leaf.entry),
    Uint8Array.of(TRANSFER_KINDS.indexOf(leaf.transfer_kind) + 1),
    number64(leaf.amount),
    padded(leaf.asset, 16),
    number64(leaf.effective_at),
    number64(leaf.recorded_at),
    number64(leaf.refers_to),
    leaf.facts === '' ? new Uint8Array(32) : fromHex(leaf.facts),
    fromHex(leaf.content_hash),
    sideBody(leaf.debit),
    sideBody(leaf.credit),
  );
}

function noteBody(leaf: NoteLeaf): Uint8Array {
  return concat(
    Uint8Array.of(1, 2), // version, leaf kind
    number64(leaf.seq),
    padded(leaf.topic, 32),
    fromHex(leaf.hash),
    number64(leaf.recorded_at),
  );
}

/** The canonical bytes of a leaf, format v1: 267 for a transfer, 82 for a note. @throws {BadInput} naming the field. */
export function leafBody(leaf: Leaf): Uint8Array {
  return leaf.kind === 'note' ? noteBody(noteLeaf(leaf, 'leaf')) : transferBody(transferLeaf(leaf, 'leaf'));
}

/** Hash of a leaf in the tree: SHA-256(0x00 ‖ body). 32 bytes. @throws {BadInput} naming the field. */
export function leafHash(leaf: Leaf): Uint8Array {
  return hashLeaf(leafBody(leaf));
}

/** Content hash of an entry: SHA-256 of its RFC 8785 JSON. 32 bytes. @throws {BadInput} for what is not JSON. */
export function contentHash(entry: unknown): Uint8Array {
  return sha256(utf8(canonicalJson(entry, 'entry')));
}

const factsShape = object({
  conversion: uuid,
  line: whole(0, MAX_U32),
  payee: uuid,
  adjustment: whole(0, MAX_U32),
  base: u64,
  bps: whole(0, MAX_U32),
  schedule_version: u64,
  category: anyText,
  tier: anyText,
  split_numerator: whole(0, MAX_U32),
  split_denominator: whole(0, MAX_U32),
});

/** What a contract needs to price a sale again. `category` is the line's whole path, `tier` the partner's own tier. */
export type Facts = Read<typeof factsShape>;

/** The 132 bytes behind `factsHash`. @throws {BadInput} naming the field. */
export function factsBody(facts: Facts): Uint8Array {
  const of = factsShape(facts, 'facts');
  return concat(
    uuidBytes(of.conversion),
    integerBytes(of.line, 4),
    uuidBytes(of.payee),
    integerBytes(of.adjustment, 4),
    number64(of.base),
    integerBytes(of.bps, 4),
    number64(of.schedule_version),
    sha256(utf8(of.category)),
    sha256(utf8(of.tier)),
    integerBytes(of.split_numerator, 4),
    integerBytes(of.split_denominator, 4),
  );
}

/** SHA-256 of the facts: what a commission's transfers carry. 32 bytes. @throws {BadInput} naming the field. */
export function factsHash(facts: Facts): Uint8Array {
  return sha256(factsBody(facts));
}

import { Bug, type EpochMs, assert, sha256, uuidBytes } from '#kernel';

/** The part of a transfer's leaf that is about one of its two accounts. Amounts are minor units. */
export type LeafSide = {
  /** SHA-256 of the account's path. */
  readonly pathHash: Uint8Array;
  /** Number of this transfer in the account: 1, 2, 3 … */
  readonly accountSeq: bigint;
  /** Log position of the account's transfer before this one, 0 for none. */
  readonly prevSeq: bigint;
  readonly creditsAfter: bigint;
  readonly debitsAfter: bigint;
};

/** Everything that a transfer's leaf holds. */
export type TransferLeaf = {
  readonly seq: bigint;
  /** The uuid, as text or as its 16 bytes. */
  readonly entryId: string | Uint8Array;
  /** `KIND_CODES` of its kind. */
  readonly kind: number;
  readonly amount: bigint;
  readonly asset: string;
  /** A bigint only for milliseconds beyond what a Date holds. */
  readonly effectiveAt: EpochMs | bigint;
  readonly recordedAt: EpochMs | bigint;
  /** 0 for none. */
  readonly refersTo: bigint;
  /** 32 bytes, or undefined for zeros. */
  readonly facts: Uint8Array | undefined;
  /** 32 bytes. */
  readonly contentHash: Uint8Array;
  readonly debit: LeafSide;
  readonly credit: LeafSide;
};

/** Everything that a note's leaf holds. */
export type NoteLeaf = {
  readonly seq: bigint;
  /** ASCII, at most 32 characters. */
  readonly topic: string;
  /** 32 bytes. */
  readonly hash: Uint8Array;
  readonly recordedAt: EpochMs | bigint;
};

const VERSION = 1;
const TRANSFER = 1;
const NOTE = 2;
const TRANSFER_BODY_BYTES = 1 + 1 + 8 + 16 + 1 + 8 + 16 + 8 + 8 + 8 + 32 + 32 + 2 * 64;
const NOTE_BODY_BYTES = 1 + 1 + 8 + 32 + 32 + 8;

/** The bytes under a transfer's leaf hash (docs/decisions/0010-leaf-format.md), without the 0x00 in front. */
export function transferBody(leaf: TransferLeaf): Buffer {
  return Buffer.from(writeTransfer(leaf).subarray(1));
}

/** Leaf hash of a transfer: SHA-256 of 0x00 and the body (RFC 9162 section 2.1.1). */
export function transferLeafHash(leaf: TransferLeaf): Buffer {
  return sha256(writeTransfer(leaf));
}

/** The same of a row whose hashes stand apart from it, as the audit has them: nothing is copied together for it. */
export function storedLeafHash(row: LeafRow, contentHash: Uint8Array, debit: Uint8Array, credit: Uint8Array): Buffer {
  return sha256(writeRow(row, contentHash, debit, credit));
}

/** The bytes under a note's leaf hash, without the 0x00 in front. */
export function noteBody(leaf: NoteLeaf): Buffer {
  return writeNote(leaf).subarray(1);
}

/** Leaf hash of a note. */
export function noteLeafHash(leaf: NoteLeaf): Buffer {
  return sha256(writeNote(leaf));
}

// Every transfer is written into these same bytes and hashed at once: this runs once per transfer on the posting path,
// and a DataView writes a bigint without making others of it. A number that does not fit its field is refused.
const scratch = Buffer.alloc(1 + TRANSFER_BODY_BYTES);
const fields = new DataView(scratch.buffer, scratch.byteOffset, scratch.length);
const NO_FACTS = new Uint8Array(32);
const MOST_ASSETS = 1_000;
const assets = new Map<string, Buffer>();
const LARGEST_U64 = 2n ** 64n - 1n;
const LARGEST_I64 = 2n ** 63n - 1n;

/** A transfer's leaf without its hashes. */
export type LeafRow = Omit<TransferLeaf, 'contentHash' | 'debit' | 'credit'> & {
  readonly debit: Omit<LeafSide, 'pathHash'>;
  readonly credit: Omit<LeafSide, 'pathHash'>;
};

function writeTransfer(leaf: TransferLeaf): Buffer {
  return writeRow(leaf, leaf.contentHash, leaf.debit.pathHash, leaf.credit.pathHash);
}

function writeRow(leaf: LeafRow, contentHash: Uint8Array, debit: Uint8Array, credit: Uint8Array): Buffer {
  scratch[1] = VERSION;
  scratch[2] = TRANSFER;
  let at = putU64(leaf.seq, 3);
  at = put(scratch, typeof leaf.entryId === 'string' ? uuidBytes(leaf.entryId) : leaf.entryId, at, 16);
  at = scratch.writeUInt8(leaf.kind, at);
  at = putU64(leaf.amount, at);
  at = put(scratch, assetBytes(leaf.asset), at, 16);
  at = putI64(BigInt(leaf.effectiveAt), at);
  at = putI64(BigInt(leaf.recordedAt), at);
  at = putU64(leaf.refersTo, at);
  at = put(scratch, leaf.facts ?? NO_FACTS, at, 32);
  at = put(scratch, contentHash, at, 32);
  at = putSide(leaf.debit, debit, at);
  at = putSide(leaf.credit, credit, at);
  assert(at === scratch.length, 'a transfer leaf has a fixed length');
  return scratch;
}

function putSide(side: LeafRow['debit'], pathHash: Uint8Array, from: number): number {
  let at = put(scratch, pathHash, from, 32);
  at = putU64(side.accountSeq, at);
  at = putU64(side.prevSeq, at);
  at = putU64(side.creditsAfter, at);
  return putU64(side.debitsAfter, at);
}

function putU64(value: bigint, at: number): number {
  if (value < 0n || value > LARGEST_U64) throw new RangeError(`${value} is not an unsigned 64-bit number`);
  fields.setBigUint64(at, value);
  return at + 8;
}

function putI64(value: bigint, at: number): number {
  if (value < -LARGEST_I64 - 1n || value > LARGEST_I64) throw new RangeError(`${value} is not a 64-bit number`);
  fields.setBigInt64(at, value);
  return at + 8;
}

function writeNote(leaf: NoteLeaf): Buffer {
  const out = Buffer.alloc(1 + NOTE_BODY_BYTES);
  out[1] = VERSION;
  out[2] = NOTE;
  let at = out.writeBigUInt64BE(leaf.seq, 3);
  at = putAscii(out, leaf.topic, at, 32);
  at = put(out, leaf.hash, at, 32);
  at = out.writeBigInt64BE(BigInt(leaf.recordedAt), at);
  assert(at === out.length, 'a note leaf has a fixed length');
  return out;
}

function put(out: Buffer, bytes: Uint8Array, at: number, length: number): number {
  // Not assert(): its message would be made for every field of every transfer.
  if (bytes.length !== length) throw new Bug(`expected ${length} bytes, got ${bytes.length}`);
  out.set(bytes, at);
  return at + length;
}

/** The bytes of an asset's code in a leaf. There are few, and each is in every transfer of its log. */
function assetBytes(asset: string): Buffer {
  const known = assets.get(asset);
  if (known !== undefined) return known;
  const bytes = Buffer.alloc(16);
  putAscii(bytes, asset, 0, 16);
  if (assets.size < MOST_ASSETS) assets.set(asset, bytes);
  return bytes;
}

function putAscii(out: Buffer, text: string, at: number, length: number): number {
  const isFitting = text.length <= length && /^[\x21-\x7e]*$/.test(text);
  if (!isFitting) throw new Bug(`${text} is not ${length} ASCII characters at most`);
  out.write(text, at, 'ascii');
  return at + length;
}

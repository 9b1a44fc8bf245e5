import { createHash, hash } from 'node:crypto';
import { assert } from './assert.ts';

/** SHA-256 of `parts` one after the other; text as UTF-8. 32 bytes. */
export function sha256(...parts: readonly (Uint8Array | string)[]): Buffer {
  const [only] = parts;
  // Leaves are hashed by the hundred thousand. One call costs half of what a hash object does, and half of that again when the
  // digest comes as text (a character a byte), because the bytes of a 'buffer' are allocated outside of the heap each time.
  if (only !== undefined && parts.length === 1) return Buffer.from(hash('sha256', only, 'binary'), 'latin1');
  const digest = createHash('sha256');
  for (const part of parts) digest.update(part);
  return digest.digest();
}

/** The same of one text, as lower-case hex: nothing is allocated outside of the heap for it. */
export function sha256Hex(text: string): string {
  return hash('sha256', text, 'hex');
}

/** Room for a transfer's leaf without growing. */
const FIRST_CAPACITY = 320;

/**
 * Builds canonical bytes: fixed-width big-endian numbers, and length-prefixed (4 bytes, big-endian) text and bytes,
 * so that two different lists of values written by the same calls never give the same bytes.
 * Every method copies what it is given. @throws {Bug} for a value that does not fit; nothing is written then.
 */
export class ByteWriter {
  private buffer = Buffer.allocUnsafe(FIRST_CAPACITY);
  private length = 0;

  u8(value: number): this {
    assert(Number.isInteger(value) && value >= 0 && value <= 0xff, `${value} does not fit 1 byte`);
    this.buffer[this.reserve(1)] = value;
    return this;
  }
  u32(value: number | bigint): this {
    const number = Number(value);
    assert(Number.isInteger(number) && number >= 0 && number <= 0xffffffff, `${value} does not fit 4 bytes`);
    const at = this.reserve(4);
    this.buffer.writeUInt32BE(number, at);
    return this;
  }
  u64(value: bigint): this {
    assert(value >= 0n && value < 1n << 64n, `${value} does not fit 8 bytes`);
    const at = this.reserve(8);
    this.buffer.writeBigUInt64BE(value, at);
    return this;
  }
  /** Two's complement, like PostgreSQL's `int8send`. */
  i64(value: bigint): this {
    assert(value >= -(1n << 63n) && value < 1n << 63n, `${value} does not fit int8`);
    const at = this.reserve(8);
    this.buffer.writeBigInt64BE(value, at);
    return this;
  }
  /** Exactly `length` bytes, as they are. */
  raw(value: Uint8Array, length: number): this {
    assert(value.length === length, `expected ${length} bytes, got ${value.length}`);
    const at = this.reserve(length);
    this.buffer.set(value, at);
    return this;
  }
  /** Printable ASCII without spaces, padded with zero bytes to `length`. */
  padded(value: string, length: number): this {
    assert(
      /^[\x21-\x7e]*$/.test(value) && value.length <= length,
      `${value} is not ${length} ASCII characters at most`,
    );
    const at = this.reserve(length);
    this.buffer.fill(0, at, at + length).write(value, at, 'ascii');
    return this;
  }
  bytes(value: Uint8Array): this {
    return this.u32(value.length).raw(value, value.length);
  }
  /** UTF-8. A lone surrogate is refused: it would become the same bytes as any other. */
  text(value: string): this {
    assert(value.isWellFormed(), 'a lone surrogate has no UTF-8 form');
    return this.bytes(Buffer.from(value, 'utf8'));
  }
  /** What was written so far, as bytes of its own. */
  finish(): Buffer {
    return Buffer.from(this.buffer.subarray(0, this.length));
  }

  /** Makes room for `count` more bytes and says where they start. */
  private reserve(count: number): number {
    const at = this.length;
    this.length += count;
    if (this.length > this.buffer.length) {
      const larger = Buffer.allocUnsafe(Math.max(this.length, 2 * this.buffer.length));
      this.buffer.copy(larger, 0, 0, at);
      this.buffer = larger;
    }
    return at;
  }
}

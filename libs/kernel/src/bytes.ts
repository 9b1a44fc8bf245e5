import { createHash } from 'node:crypto';
import { assert } from './assert.ts';

/** SHA-256 of `parts` one after the other. 32 bytes. */
export function sha256(...parts: readonly (Uint8Array | string)[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/**
 * Builds canonical bytes: fixed-width big-endian numbers, and length-prefixed (4 bytes, big-endian) text and bytes,
 * so that two different lists of values never give the same bytes.
 */
export class ByteWriter {
  private readonly parts: Uint8Array[] = [];

  u8(value: number): this {
    return this.fixed(BigInt(value), 1);
  }
  u32(value: number | bigint): this {
    return this.fixed(BigInt(value), 4);
  }
  u64(value: bigint): this {
    return this.fixed(value, 8);
  }
  /** Two's complement, like PostgreSQL's `int8send`. */
  i64(value: bigint): this {
    assert(value >= -(1n << 63n) && value < 1n << 63n, `${value} does not fit int8`);
    return this.fixed(BigInt.asUintN(64, value), 8);
  }
  /** Exactly `length` bytes, as they are. */
  raw(value: Uint8Array, length: number): this {
    assert(value.length === length, `expected ${length} bytes, got ${value.length}`);
    this.parts.push(value);
    return this;
  }
  /** ASCII text padded with zero bytes to `length`. */
  padded(value: string, length: number): this {
    const bytes = Buffer.alloc(length);
    assert(/^[\x21-\x7e]*$/.test(value) && value.length <= length, `${value} is not ${length} ASCII characters at most`);
    bytes.write(value, 'ascii');
    return this.raw(bytes, length);
  }
  bytes(value: Uint8Array): this {
    this.u32(value.length);
    this.parts.push(value);
    return this;
  }
  text(value: string): this {
    return this.bytes(Buffer.from(value, 'utf8'));
  }
  finish(): Buffer {
    return Buffer.concat(this.parts);
  }

  private fixed(value: bigint, length: number): this {
    assert(value >= 0n && value < 1n << BigInt(8 * length), `${value} does not fit ${length} bytes`);
    const bytes = Buffer.alloc(length);
    for (let at = length - 1, rest = value; at >= 0; at -= 1, rest >>= 8n) bytes[at] = Number(rest & 255n);
    this.parts.push(bytes);
    return this;
  }
}

import { createHash, randomFillSync } from 'node:crypto';
import { assert } from './assert.ts';
import type { Brand } from './brand.ts';
import { InvalidInput } from './errors.ts';
import { Clock, type EpochMs } from './time.ts';

/** UUIDv7 text, stored as `uuid`. Sorts by creation time to the millisecond, no finer. */
export type Id<Kind extends string> = Brand<string, `Id:${Kind}`>;

/** Where a use-case gets its ids, so that tests and replays are repeatable. */
export abstract class IdSource {
  abstract next<Kind extends string>(): Id<Kind>;
}

/** UUIDv7 of the injected clock and the machine's random numbers. */
export class RandomIdSource extends IdSource {
  constructor(private readonly clock: Clock) {
    super();
  }
  override next<Kind extends string>(): Id<Kind> {
    return newId(this.clock.now());
  }
}

/**
 * Makes an id for `now` (RFC 9562 section 5.7). `random` is 16 bytes, of which the first six and six bits are replaced.
 * @throws {Bug} for an instant before 1970, which 48 unsigned bits cannot hold, or fewer bytes.
 */
export function newId<Kind extends string>(now: EpochMs, random: Uint8Array = someRandomBytes()): Id<Kind> {
  assert(now >= 0 && now < 2 ** 48 && random.length === 16, `no UUIDv7 of ${now} and ${random.length} bytes`);
  const bytes = Buffer.from(random);
  bytes.writeUIntBE(now, 0, 6);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6); // version 7
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8); // RFC 9562 variant
  return uuidOf(bytes) as Id<Kind>;
}

// Asking the operating system costs more than all else of an id, so it is asked for many at once. Each byte is used once.
const pool = new Uint8Array(16 * 256);
let used = pool.length;

function someRandomBytes(): Uint8Array {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += 16;
  return pool.subarray(used - 16, used);
}

/**
 * The id that always belongs to `parts`: what a retry or a second importer must hit again.
 * Time part = `at`, the rest from SHA-256 of the parts (length-prefixed, so no two lists meet).
 */
export function derivedId<Kind extends string>(at: EpochMs, ...parts: readonly string[]): Id<Kind> {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:${part}`);
  return newId(at, hash.digest().subarray(0, 16));
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Marks lower-case uuid text as an id. @throws {InvalidInput} for anything else. */
export function id<Kind extends string>(text: string): Id<Kind> {
  if (!UUID.test(text)) throw new InvalidInput('id', `${text} is not a lower-case uuid`);
  return text as Id<Kind>;
}

/** 16 bytes of a uuid. @throws {Bug} when it is none. */
export function uuidBytes(of: string): Buffer {
  const bytes = Buffer.allocUnsafe(16);
  writeUuid(of, bytes, 0);
  return bytes;
}

/** Writes the 16 bytes of a uuid at `at`; answers where they end. @throws {Bug} when it is none. */
export function writeUuid(of: string, bytes: Uint8Array, at: number): number {
  assert(UUID.test(of), `${of} is not a lower-case uuid`);
  let end = at;
  for (let digit = 0; digit < 36; digit += 2) {
    if (digit === 8 || digit === 13 || digit === 18 || digit === 23) digit += 1; // a hyphen
    bytes[end] = (hexValue(of.charCodeAt(digit)) << 4) | hexValue(of.charCodeAt(digit + 1));
    end += 1;
  }
  return end;
}

/** Of an ASCII code of 0 … 9 or a … f: letters have bit 6 set, and their low bits count from 1. */
function hexValue(code: number): number {
  return (code & 0x0f) + (code >> 6) * 9;
}

// The text of the uuid that is being made: made in one piece, it is one string and not a tree of its parts.
const HYPHEN = 0x2d;
const HEX_CODES = Uint8Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0));
const text = Buffer.alloc(36, HYPHEN);

/** The uuid text of 16 bytes. @throws {Bug} for another length. */
export function uuidOf(bytes: Uint8Array): string {
  assert(bytes.length === 16, `a uuid has 16 bytes, not ${bytes.length}`);
  let at = 0;
  for (let index = 0; index < 16; index += 1) {
    const byte = bytes[index] as number;
    text[at] = HEX_CODES[byte >> 4] as number;
    text[at + 1] = HEX_CODES[byte & 0x0f] as number;
    at += index === 3 || index === 5 || index === 7 || index === 9 ? 3 : 2;
  }
  return text.toString('latin1');
}

// Crockford's alphabet in lower case: no i, l, o, u.
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** `or_01h…`: how an id is shown outside. 26 base32 digits behind the prefix. @throws {Bug} when `of` is no uuid. */
export function publicId(prefix: string, of: string): string {
  let rest = BigInt(`0x${uuidBytes(of).toString('hex')}`);
  let digits = '';
  for (let at = 0; at < 26; at += 1) {
    digits = ALPHABET.charAt(Number(rest & 31n)) + digits;
    rest >>= 5n;
  }
  return `${prefix}_${digits}`;
}

/** The id behind a shown one. @throws {InvalidInput} when the prefix or a digit is wrong. */
export function parsePublicId<Kind extends string>(prefix: string, text: string): Id<Kind> {
  const digits = text.startsWith(`${prefix}_`) ? text.slice(prefix.length + 1) : '';
  let value = 0n;
  let isValid = digits.length === 26;
  for (const digit of digits) {
    const at = ALPHABET.indexOf(digit);
    isValid &&= at >= 0;
    value = (value << 5n) | BigInt(Math.max(at, 0));
  }
  if (!isValid || value >> 128n !== 0n) throw new InvalidInput('id', `${text} is not an id like ${prefix}_…`);
  return uuidOf(Buffer.from(value.toString(16).padStart(32, '0'), 'hex')) as Id<Kind>;
}

import { BadInput } from './bad-input.ts';

const encoder = new TextEncoder();

/** UTF-8 of `text`. */
export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/** `parts` one after the other. */
export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Whether two byte strings are the same. Nothing here is secret, so it may stop early. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}

/** `value` in `length` bytes, big-endian; negative values in two's complement. The caller has checked the range. */
export function integerBytes(value: bigint | number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let rest = BigInt.asUintN(8 * length, BigInt(value));
  for (let at = length - 1; at >= 0; at -= 1, rest >>= 8n) bytes[at] = Number(rest & 255n);
  return bytes;
}

/** Lower-case hex. */
export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Bytes of lower-case hex. One text per value: upper case is refused. @throws {BadInput} */
export function fromHex(text: string, field = 'hex'): Uint8Array {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/.test(text)) throw new BadInput(field, 'is not lower-case hex');
  return Uint8Array.from({ length: text.length / 2 }, (_none, at) =>
    Number.parseInt(text.slice(2 * at, 2 * at + 2), 16),
  );
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** RFC 4648 section 4, with padding. */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    const digits = [18, 12, 6, 0].map((shift) => BASE64.charAt((group >> shift) & 63)).join('');
    const missing = Math.max(0, at + 3 - bytes.length);
    text += digits.slice(0, 4 - missing) + '='.repeat(missing);
  }
  return text;
}

/** Bytes of RFC 4648 base64. Missing padding and stray bits in the last digit are refused: one text per value. @throws {BadInput} */
export function fromBase64(text: string, field = 'base64'): Uint8Array {
  const digits = text.replaceAll('=', ''); // where they must stand, writing it again will tell
  const bytes: number[] = [];
  let [group, bits] = [0, 0];
  for (const digit of digits) {
    group = ((group << 6) | BASE64.indexOf(digit)) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((group >> bits) & 255);
  }
  const decoded = Uint8Array.from(bytes);
  if (toBase64(decoded) !== text) throw new BadInput(field, 'is not canonical base64');
  return decoded;
}

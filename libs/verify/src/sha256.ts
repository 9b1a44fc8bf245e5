// SHA-256, FIPS 180-4 section 6.2, synchronous and in plain TypeScript: WebCrypto's is asynchronous, and a proof of
// thousands of small hashes would wait for thousands of promises.

/** First 32 bits of the fractional parts of the cube roots of the first 64 primes (section 4.2.2). */
const K = rootFractions(64, 3n);
/** The same of the square roots of the first eight (section 5.3.3). */
const START = rootFractions(8, 2n);

function rootFractions(count: number, power: bigint): Int32Array {
  const words = new Int32Array(count);
  for (let candidate = 2, found = 0; found < count; candidate += 1) {
    let isPrime = true;
    for (let divisor = 2; divisor * divisor <= candidate; divisor += 1) isPrime &&= candidate % divisor !== 0;
    if (isPrime) words[found++] = rootFraction(BigInt(candidate), power);
  }
  return words;
}

/** The root is below 8, so 35 bits hold it with 32 of its fraction; in integers, because Math.cbrt may differ by engine. */
function rootFraction(prime: bigint, power: bigint): number {
  let root = 0n;
  for (let bit = 34n; bit >= 0n; bit -= 1n) {
    const higher = root | (1n << bit);
    if (higher ** power <= prime << (32n * power)) root = higher;
  }
  return Number(BigInt.asUintN(32, root));
}

/** The 32-byte digest of `parts`, one after the other. */
export function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  const state = START.slice();
  const message = padded(parts);
  for (let offset = 0; offset < message.byteLength; offset += 64) compress(state, message, offset);
  const digest = new Uint8Array(32);
  const view = new DataView(digest.buffer);
  for (let at = 0; at < 8; at += 1) view.setInt32(4 * at, state[at] as number);
  return digest;
}

/** The parts, a one bit, zeros, and the length in bits as 64-bit integer: a multiple of 64 bytes (section 5.1.1). */
function padded(parts: readonly Uint8Array[]): DataView {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const bytes = new Uint8Array(Math.ceil((length + 9) / 64) * 64);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  bytes[length] = 0x80;
  const view = new DataView(bytes.buffer);
  view.setBigUint64(bytes.length - 8, BigInt(length) * 8n);
  return view;
}

const rotated = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

/** The message schedule of the block in hand. One is enough: nothing here waits. */
const w = new Int32Array(64);

function compress(state: Int32Array, message: DataView, offset: number): void {
  for (let t = 0; t < 16; t += 1) w[t] = message.getInt32(offset + 4 * t);
  for (let t = 16; t < 64; t += 1) {
    const w15 = w[t - 15] as number;
    const w2 = w[t - 2] as number;
    const s0 = rotated(w15, 7) ^ rotated(w15, 18) ^ (w15 >>> 3);
    const s1 = rotated(w2, 17) ^ rotated(w2, 19) ^ (w2 >>> 10);
    w[t] = (w[t - 16] as number) + s0 + (w[t - 7] as number) + s1;
  }
  let a = state[0] as number;
  let b = state[1] as number;
  let c = state[2] as number;
  let d = state[3] as number;
  let e = state[4] as number;
  let f = state[5] as number;
  let g = state[6] as number;
  let h = state[7] as number;
  for (let t = 0; t < 64; t += 1) {
    const s1 = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25);
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + (K[t] as number) + (w[t] as number)) | 0;
    const s0 = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22);
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  state[0] = (state[0] as number) + a;
  state[1] = (state[1] as number) + b;
  state[2] = (state[2] as number) + c;
  state[3] = (state[3] as number) + d;
  state[4] = (state[4] as number) + e;
  state[5] = (state[5] as number) + f;
  state[6] = (state[6] as number) + g;
  state[7] = (state[7] as number) + h;
}

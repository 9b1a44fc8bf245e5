// Keccak-256 as Ethereum uses it (the Keccak team's reference, version 3.0, section 1; padding 0x01, not SHA-3's 0x06).
// Plain and slow: a payout's proof needs a score of hashes.

const RATE = 136;
const MASK = (1n << 64n) - 1n;

/** Round constants: bits of an LFSR over x^8 + x^6 + x^5 + x^4 + 1 (section 1.2, "round constants"). */
const ROUND_CONSTANTS = roundConstants();
/** Rotation of each lane (section 1.2, "rotation offsets"), made by walking (x, y) → (y, 2x + 3y). */
const ROTATIONS = rotations();

function roundConstants(): readonly bigint[] {
  const constants: bigint[] = [];
  let register = 1;
  for (let round = 0; round < 24; round += 1) {
    let constant = 0n;
    for (let bit = 0; bit < 7; bit += 1) {
      if ((register & 1) === 1) constant |= 1n << BigInt(2 ** bit - 1);
      register = (register << 1) ^ ((register >> 7) * 0x171);
    }
    constants.push(constant);
  }
  return constants;
}

function rotations(): readonly bigint[] {
  const offsets = Array.from({ length: 25 }, () => 0n);
  let [x, y] = [1, 0];
  for (let step = 0; step < 24; step += 1) {
    offsets[x + 5 * y] = BigInt((((step + 1) * (step + 2)) / 2) % 64);
    [x, y] = [y, (2 * x + 3 * y) % 5];
  }
  return offsets;
}

/** The 32-byte digest of `message`. */
export function keccak256(message: Uint8Array): Uint8Array {
  const padded = new Uint8Array(Math.ceil((message.length + 1) / RATE) * RATE);
  padded.set(message);
  padded[message.length] = 0x01;
  padded[padded.length - 1] = (padded[padded.length - 1] as number) | 0x80;
  const view = new DataView(padded.buffer);
  const state = new BigUint64Array(25);
  for (let block = 0; block < padded.length; block += RATE) {
    for (let lane = 0; lane < RATE / 8; lane += 1) {
      state[lane] = at(state, lane) ^ view.getBigUint64(block + 8 * lane, true);
    }
    permute(state);
  }
  const digest = new Uint8Array(32);
  const out = new DataView(digest.buffer);
  for (let lane = 0; lane < 4; lane += 1) out.setBigUint64(8 * lane, at(state, lane), true);
  return digest;
}

function permute(state: BigUint64Array): void {
  const moved = new BigUint64Array(25);
  for (const constant of ROUND_CONSTANTS) {
    // θ: each lane takes the parity of two columns.
    const parity = [0, 1, 2, 3, 4].map(
      (x) => at(state, x) ^ at(state, x + 5) ^ at(state, x + 10) ^ at(state, x + 15) ^ at(state, x + 20),
    );
    for (let lane = 0; lane < 25; lane += 1) {
      const x = lane % 5;
      state[lane] = at(state, lane) ^ (parity[(x + 4) % 5] as bigint) ^ rotated(parity[(x + 1) % 5] as bigint, 1n);
    }
    // ρ and π: rotate each lane and put it elsewhere.
    for (let x = 0; x < 5; x += 1) {
      for (let y = 0; y < 5; y += 1) {
        moved[y + 5 * ((2 * x + 3 * y) % 5)] = rotated(at(state, x + 5 * y), ROTATIONS[x + 5 * y] as bigint);
      }
    }
    // χ: the only step that is not linear. ι: the round's constant.
    for (let lane = 0; lane < 25; lane += 1) {
      const row = lane - (lane % 5);
      const [next, after] = [at(moved, row + ((lane + 1) % 5)), at(moved, row + ((lane + 2) % 5))];
      state[lane] = at(moved, lane) ^ (~next & MASK & after);
    }
    state[0] = at(state, 0) ^ constant;
  }
}

function at(lanes: BigUint64Array, index: number): bigint {
  return lanes[index] as bigint;
}

function rotated(lane: bigint, by: bigint): bigint {
  return ((lane << by) | (lane >> (64n - by))) & MASK;
}

import { getBytes, hexlify } from 'ethers';
import type { Hash } from './trees.ts';

/** One damaged proof and what was done to it. */
export type Damage = { readonly what: string; readonly proof: Hash[] };

/**
 * Every single damage to `proof` that a verifier must notice: one bit in each byte, one element dropped, doubled or
 * swapped with its neighbour, one more at either end. Damage that leaves the proof as it was (a swap of equals) is left out.
 */
export function damages(proof: readonly Hash[]): Damage[] {
  const all = [
    ...proof.flatMap((element, at) =>
      flips(element).map((flipped, byte) => damaged(`byte ${byte} of element ${at}`, proof.with(at, flipped))),
    ),
    ...proof.map((_, at) => damaged(`element ${at} dropped`, proof.toSpliced(at, 1))),
    ...proof.map((element, at) => damaged(`element ${at} doubled`, proof.toSpliced(at, 0, element))),
    ...proof
      .slice(1)
      .map((element, at) =>
        damaged(`elements ${at} and ${at + 1} swapped`, proof.toSpliced(at, 2, element, proof[at]!)),
      ),
    damaged('a zero element at the end', [...proof, `0x${'00'.repeat(32)}`]),
    damaged('a zero element at the start', [`0x${'00'.repeat(32)}`, ...proof]),
    damaged('70 elements more', [...proof, ...Array.from({ length: 70 }, () => `0x${'01'.repeat(32)}`)]),
  ];
  return all.filter((damage) => damage.proof.join() !== proof.join());
}

function damaged(what: string, proof: Hash[]): Damage {
  return { what, proof };
}

/** The element with one bit changed, once for each of its 32 bytes. */
function flips(element: Hash): Hash[] {
  return Array.from({ length: 32 }, (_, byte) => {
    const bytes = getBytes(element);
    bytes[byte]! ^= 1 << (byte % 8);
    return hexlify(bytes);
  });
}

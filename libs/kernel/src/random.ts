import { assert, present } from './assert.ts';

/**
 * Repeatable random numbers for generators, simulations and property models; never for secrets.
 * The same seed gives the same numbers on every machine (SplitMix32-style mixing on 32-bit integers).
 */
export class SeededRandom {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  /** A generator of its own, that `name` always gets from this seed, however much was drawn before. */
  fork(name: string): SeededRandom {
    let seed = 0x811c9dc5 ^ this.#state;
    for (let at = 0; at < name.length; at += 1) seed = Math.imul(seed ^ name.charCodeAt(at), 0x01000193);
    return new SeededRandom(seed);
  }

  /** Uniform over 0 … 2³²−1. */
  uint32(): number {
    this.#state = (this.#state + 0x9e3779b9) | 0;
    let mixed = this.#state ^ (this.#state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  }

  /** A number in [0, 1). */
  fraction(): number {
    return this.uint32() / 0x1_0000_0000;
  }

  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number {
    assert(Number.isInteger(least) && Number.isInteger(most) && least <= most, 'between takes least <= most');
    return least + Math.floor(this.fraction() * (most - least + 1));
  }

  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  pick<T>(from: readonly T[]): T {
    return present(from[this.between(0, from.length - 1)], 'something to pick from');
  }

  /** Index of one of `weights`, drawn in proportion to them. */
  weighted(weights: readonly number[]): number {
    let left = this.fraction() * weights.reduce((sum, weight) => sum + weight, 0);
    const at = weights.findIndex((weight) => (left -= weight) < 0);
    return at === -1 ? weights.length - 1 : at;
  }
}

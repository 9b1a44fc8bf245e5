import { randomBytes } from 'node:crypto';

/** Where secrets and nonces get their randomness, so that tests are repeatable. */
export abstract class RandomBytes {
  abstract take(count: number): Uint8Array;
}

/** The machine's cryptographic random numbers. */
export class SystemRandomBytes extends RandomBytes {
  override take(count: number): Uint8Array {
    return randomBytes(count);
  }
}

import { randomBytes } from 'node:crypto';

/** Where keys, tokens and nonces get their randomness, so that tests are repeatable. */
export abstract class SecretSource {
  abstract bytes(count: number): Uint8Array;
}

/** The machine's cryptographic random numbers. */
export class SystemSecretSource extends SecretSource {
  override bytes(count: number): Uint8Array {
    return randomBytes(count);
  }
}

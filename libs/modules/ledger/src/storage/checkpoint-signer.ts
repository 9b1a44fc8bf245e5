import type { KeyObject } from 'node:crypto';

/** Who signs tree heads. The key never leaves it. */
export abstract class CheckpointSigner {
  /** Ed25519 public key, 32 bytes. */
  abstract publicKey(): Promise<Uint8Array>;
  /** Ed25519 signature of `text`, 64 bytes. */
  abstract sign(text: string): Promise<Uint8Array>;
}

/** The 32 bytes of an Ed25519 public key. */
export function rawPublicKey(key: KeyObject): Buffer {
  return Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url');
}

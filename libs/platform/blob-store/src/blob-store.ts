import type { EpochMs } from '#kernel';

/** What is stored under a key. */
export type StoredBlob = {
  readonly bytes: Buffer;
  /** Media type, e.g. `image/webp`. */
  readonly type: string;
};

/** What is known of a blob without its bytes. */
export type BlobFacts = { readonly type: string; readonly size: number };

/**
 * Bytes under keys.
 *
 * Every adapter keeps these promises (test/conformance/blob-store.ts): a put that resolved survives a crash; a reader sees
 * a blob whole or not at all; `putNew` of a taken key changes nothing, also when two do it at once; a signed address
 * answers for its key alone, until it expires.
 */
export abstract class BlobStore {
  /**
   * Stores `bytes`, in place of what was there. `cache` is the `Cache-Control` for whoever reads the blob past us, where
   * the store serves it itself (S3, a CDN on the bucket). @throws {BlobKeyInvalid} nothing was stored.
   */
  abstract put(key: string, bytes: Uint8Array, type: string, cache?: string): Promise<void>;
  /** Stores `bytes` where nothing is yet. @returns false, and nothing was changed, when the key is taken. */
  abstract putNew(key: string, bytes: Uint8Array, type: string, cache?: string): Promise<boolean>;
  /** The blob, or undefined when there is none. */
  abstract get(key: string): Promise<StoredBlob | undefined>;
  /** Bytes `from` up to, but not with, `to`; shorter at the end of the blob. */
  abstract range(key: string, from: number, to: number): Promise<Buffer | undefined>;
  /** Type and size, or undefined when there is none. */
  abstract head(key: string): Promise<BlobFacts | undefined>;
  /** Removes the blob; a missing one is fine. */
  abstract delete(key: string): Promise<void>;
  /** An address, relative to the server or absolute, that gives the blob out until `expiresAt`. */
  abstract sign(key: string, expiresAt: EpochMs): Promise<string>;
  abstract close(): Promise<void>;
}

import { setTimeout as pause } from 'node:timers/promises';
import type { S3Client } from '@aws-sdk/client-s3';
import { assert, type EpochMs } from '#kernel';
import { checkKey } from '../blob-key.ts';
import { type BlobFacts, BlobStore, type StoredBlob } from '../blob-store.ts';
import { BlobDamaged, BlobStoreUnavailable } from '../blob-store.errors.ts';
import { type S3Place, placeOf } from './s3-place.ts';

type Sdk = typeof import('@aws-sdk/client-s3');

const CONNECT_TIMEOUT_MS = 3000;
const REQUEST_TIMEOUT_MS = 30_000;
const TRIES = 3;
/** Looks at an object whose bytes are not those that its checksum is of, and the pause after the first; it doubles. */
const LOOKS = 8;
const LOOK_PAUSE_MS = 10;
/** Longest life of a signed address (Signature Version 4). */
const LONGEST_SIGNED_SECONDS = 7 * 24 * 3600;

/** Blobs as objects of one bucket. */
export class S3BlobStore extends BlobStore {
  private constructor(
    private readonly sdk: Sdk,
    private readonly client: S3Client,
    private readonly bucket: string,
  ) {
    super();
  }

  /**
   * Opens the store at `url` (`https://key:secret@host/bucket?region=…`) and makes the bucket where it is missing.
   * @throws {BlobStoreUnavailable}
   */
  static async open(url: string): Promise<S3BlobStore> {
    const sdk = await import('@aws-sdk/client-s3');
    const place = placeOf(url);
    const store = new S3BlobStore(sdk, clientFor(sdk, place), place.bucket);
    try {
      await store.prepare();
      return store;
    } catch (error) {
      await store.close();
      throw error;
    }
  }

  /** Resolves when the server answers to our keys, tried once. @throws {BlobStoreUnavailable} */
  static async ask(url: string): Promise<void> {
    const sdk = await import('@aws-sdk/client-s3');
    const place = placeOf(url);
    const store = new S3BlobStore(sdk, clientFor(sdk, place, 1), place.bucket);
    try {
      await store.hasBucket();
    } finally {
      await store.close();
    }
  }

  private async prepare(): Promise<void> {
    if (await this.hasBucket()) return;
    const { CreateBucketCommand } = this.sdk;
    // Somebody else may have made it in between: 409 says so.
    await this.ask(() => this.client.send(new CreateBucketCommand({ Bucket: this.bucket })), [409]);
  }

  private async hasBucket(): Promise<boolean> {
    const command = new this.sdk.HeadBucketCommand({ Bucket: this.bucket });
    return (await this.ask(() => this.client.send(command), MISSING)) !== undefined;
  }

  override async put(key: string, bytes: Uint8Array, type: string, cache?: string): Promise<void> {
    const object = { ...this.named(key), Body: bytes, ContentType: type, ...cachedAs(cache) };
    await this.ask(() => this.client.send(new this.sdk.PutObjectCommand(object)));
  }

  override async putNew(key: string, bytes: Uint8Array, type: string, cache?: string): Promise<boolean> {
    const object = { ...this.named(key), Body: bytes, ContentType: type, IfNoneMatch: '*', ...cachedAs(cache) };
    for (let tries = 1; ; tries += 1) {
      try {
        const stored = await this.ask(() => this.client.send(new this.sdk.PutObjectCommand(object)), [TAKEN]);
        return stored !== undefined;
      } catch (error) {
        if (tries === TRIES || statusOf(causeOf(error)) !== BUSY) throw error;
      }
    }
  }

  override async get(key: string): Promise<StoredBlob | undefined> {
    const object = await this.read(key, undefined);
    if (object === undefined) return undefined;
    return { bytes: object.bytes, type: object.type ?? 'application/octet-stream' };
  }

  override async range(key: string, from: number, to: number): Promise<Buffer | undefined> {
    const [start, end] = [Math.max(0, from), Math.max(0, to)];
    const isEmpty = end <= start;
    const object = isEmpty ? undefined : await this.read(key, `bytes=${start}-${end - 1}`);
    if (object !== undefined) return object.bytes;
    return (await this.head(key)) === undefined ? undefined : Buffer.alloc(0); // Empty, or behind the end.
  }

  override async head(key: string): Promise<BlobFacts | undefined> {
    const named = this.named(key);
    const found = await this.ask(() => this.client.send(new this.sdk.HeadObjectCommand(named)), MISSING);
    if (found === undefined) return undefined;
    return { type: found.ContentType ?? 'application/octet-stream', size: found.ContentLength ?? 0 };
  }

  override async delete(key: string): Promise<void> {
    const named = this.named(key);
    await this.ask(() => this.client.send(new this.sdk.DeleteObjectCommand(named)), MISSING);
  }

  override async sign(key: string, expiresAt: EpochMs): Promise<string> {
    const { getSignedUrl } = await import('@aws-sdk/s3-request-presigner');
    const now = Date.now(); // The server compares with its own clock, so no other one will do.
    const expiresIn = Math.max(1, Math.min(Math.floor((expiresAt - now) / 1000), LONGEST_SIGNED_SECONDS));
    const command = new this.sdk.GetObjectCommand(this.named(key));
    return getSignedUrl(this.client, command, { expiresIn, signingDate: new Date(now) });
  }

  override async close(): Promise<void> {
    this.client.destroy();
  }

  private named(key: string): { Bucket: string; Key: string } {
    return { Bucket: this.bucket, Key: checkKey(key) };
  }

  /**
   * The object, or undefined when there is none or nothing of it in `range`. Servers that keep the facts of an object
   * beside its bytes may show those of two puts together while it is replaced: then the checksum says so, and we look
   * again. @throws {BlobDamaged} it goes on saying so.
   */
  private async read(key: string, range: string | undefined): Promise<ReadObject | undefined> {
    const wanted = { ...this.named(key), ...(range === undefined ? {} : { Range: range }) };
    for (let look = 1; ; look += 1) {
      try {
        return await this.ask(() => this.readOnce(wanted), [...MISSING, 416]);
      } catch (error) {
        if (!isMismatch(error)) throw error;
        if (look === LOOKS) throw new BlobDamaged();
        await pause(LOOK_PAUSE_MS * 2 ** (look - 1));
      }
    }
  }

  private async readOnce(wanted: { Bucket: string; Key: string; Range?: string }): Promise<ReadObject> {
    const object = await this.client.send(new this.sdk.GetObjectCommand(wanted));
    assert(object.Body !== undefined, 'an object has a body');
    return { type: object.ContentType, bytes: Buffer.from(await object.Body.transformToByteArray()) };
  }

  /** The answer; undefined for a status in `expected`. @throws {BlobStoreUnavailable} for everything else. */
  private async ask<T>(send: () => Promise<T>, expected: readonly number[] = []): Promise<T | undefined> {
    try {
      return await send();
    } catch (error) {
      if (expected.includes(statusOf(error) ?? 0)) return undefined;
      throw new BlobStoreUnavailable({ cause: error });
    }
  }
}

function cachedAs(cache: string | undefined): { CacheControl?: string } {
  return cache === undefined ? {} : { CacheControl: cache };
}

type ReadObject = { readonly type: string | undefined; readonly bytes: Buffer };

/** `If-None-Match: *` does not hold. */
const TAKEN = 412;
/** Somebody else writes this key now, and nobody knows yet how that ends: S3 wants us to ask again. */
const BUSY = 409;
/** No such object, or no such bucket. */
const MISSING = [404];

function clientFor(
  { S3Client: Client }: Sdk,
  { endpoint, region, credentials }: S3Place,
  maxAttempts: number = TRIES,
): S3Client {
  return new Client({
    endpoint,
    region,
    forcePathStyle: true,
    maxAttempts,
    requestHandler: { connectionTimeout: CONNECT_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS },
    ...(credentials === undefined ? {} : { credentials }),
  });
}

function statusOf(error: unknown): number | undefined {
  const metadata = typeof error === 'object' && error !== null && '$metadata' in error ? error.$metadata : undefined;
  return (metadata as { readonly httpStatusCode?: number } | undefined)?.httpStatusCode;
}

/** The SDK compares what it read with the object's checksum. */
function isMismatch(error: unknown): boolean {
  const cause = causeOf(error);
  return cause instanceof Error && /checksum mismatch/i.test(cause.message);
}

function causeOf(error: unknown): unknown {
  return error instanceof BlobStoreUnavailable ? error.cause : undefined;
}

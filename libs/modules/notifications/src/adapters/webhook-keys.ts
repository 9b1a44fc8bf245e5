import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomUUID,
  sign,
} from 'node:crypto';
import { chmod, link, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { assert, InvalidInput } from '#kernel';
import type { RandomBytes } from './random-bytes.ts';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const SPKI_HEAD_BYTES = 12;

/** Seals the endpoints' secrets at rest, and signs messages so that everybody can check them. */
export abstract class WebhookKeys {
  /** `whpk_` and base64 of the Ed25519 public key (Standard Webhooks, asymmetric signatures). */
  abstract readonly publicKey: string;
  /** An Ed25519 signature, 64 bytes. */
  abstract sign(content: string): Uint8Array;
  /** `secret` for the table; only the endpoint it was sealed for opens it. */
  abstract seal(secret: Uint8Array, endpointId: string): Buffer;
  abstract open(sealed: Uint8Array, endpointId: string): Buffer;
}

/** One Ed25519 key in a file, mode 0600; the key that seals is derived from it (HKDF-SHA256, RFC 5869). */
export class FileWebhookKeys extends WebhookKeys {
  readonly publicKey: string;
  private readonly sealing: Buffer;

  private constructor(
    private readonly privateKey: KeyObject,
    private readonly random: RandomBytes,
  ) {
    super();
    const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
    this.publicKey = `whpk_${spki.subarray(SPKI_HEAD_BYTES).toString('base64')}`;
    const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'der' });
    this.sealing = Buffer.from(hkdfSync('sha256', pkcs8, '', 'provisio webhook secrets', 32));
  }

  /** Reads the key of `folder`, and makes it where there is none. @throws {InvalidInput} others can read the file. */
  static async open(folder: string, random: RandomBytes): Promise<FileWebhookKeys> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const file = join(folder, '0001.pem');
    await makeKeyOnce(folder, file);
    const { mode } = await stat(file);
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      throw new InvalidInput('data_dir', `${file} can be read by others; make it mode 0600`);
    }
    const key = createPrivateKey(await readFile(file));
    assert(key.asymmetricKeyType === 'ed25519', `${file} is an Ed25519 key`);
    return new FileWebhookKeys(key, random);
  }

  override sign(content: string): Uint8Array {
    return sign(null, Buffer.from(content), this.privateKey);
  }

  override seal(secret: Uint8Array, endpointId: string): Buffer {
    const nonce = this.random.take(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.sealing, nonce).setAAD(Buffer.from(endpointId));
    return Buffer.concat([nonce, cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
  }

  override open(sealed: Uint8Array, endpointId: string): Buffer {
    const bytes = Buffer.from(sealed);
    const decipher = createDecipheriv('aes-256-gcm', this.sealing, bytes.subarray(0, NONCE_BYTES))
      .setAAD(Buffer.from(endpointId))
      .setAuthTag(bytes.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
  }
}

/** Linked into place whole, so that two processes at their first start end with one key. */
async function makeKeyOnce(folder: string, file: string): Promise<void> {
  const isThere = await stat(file).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false;
      throw error;
    },
  );
  if (isThere) return;
  const { privateKey } = generateKeyPairSync('ed25519');
  const draft = join(folder, `.draft-${randomUUID()}`);
  await writeFile(draft, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flush: true });
  await chmod(draft, 0o600);
  try {
    await link(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft);
  }
}

import { type KeyObject, createPrivateKey, createPublicKey, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CheckpointSigner, rawPublicKey } from './checkpoint-signer.ts';

/**
 * Signs with an Ed25519 key in a file of the data directory (PKCS #8, PEM, mode 0600), made at first use.
 * Two processes that start at once end up with the same key.
 */
export class FileCheckpointSigner extends CheckpointSigner {
  private key: Promise<KeyObject> | undefined;

  constructor(private readonly file: string) {
    super();
  }

  override async publicKey(): Promise<Uint8Array> {
    return rawPublicKey(createPublicKey(await this.privateKey()));
  }

  override async sign(text: string): Promise<Uint8Array> {
    return sign(null, Buffer.from(text), await this.privateKey());
  }

  private privateKey(): Promise<KeyObject> {
    this.key ??= this.readOrMake();
    return this.key;
  }

  private async readOrMake(): Promise<KeyObject> {
    return createPrivateKey((await this.read()) ?? (await this.make()));
  }

  private async read(): Promise<Buffer | undefined> {
    try {
      return await readFile(this.file);
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw error;
    }
  }

  /** Writes the whole key beside its place, then links it there: nobody ever reads half a key, and the first one wins. */
  private async make(): Promise<Buffer> {
    const { privateKey } = generateKeyPairSync('ed25519');
    const draft = `${this.file}.${randomUUID()}`;
    await mkdir(path.dirname(this.file), { recursive: true, mode: 0o700 });
    await writeFile(draft, privateKey.export({ type: 'pkcs8', format: 'pem' }), {
      mode: 0o600,
      flag: 'wx',
      flush: true,
    });
    try {
      await link(draft, this.file);
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    } finally {
      await rm(draft);
    }
    return readFile(this.file);
  }
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}

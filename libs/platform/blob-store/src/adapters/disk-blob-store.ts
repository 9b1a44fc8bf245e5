import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { type FileHandle, link, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Clock, epochMs, type EpochMs } from '#kernel';
import { checkKey } from '../blob-key.ts';
import { type BlobFacts, BlobStore, type StoredBlob } from '../blob-store.ts';
import { BlobDamaged, SignatureRefused } from '../blob-store.errors.ts';

/** Room for `{"type":…,"size":…}` and its line end; the bytes begin behind it. */
const HEADER_BYTES = 256;

/** Where a disk store keeps its files, and the key that its addresses are signed with (32 bytes, kept by the caller). */
export type DiskBlobStoreOptions = { readonly folder: string; readonly signingKey: Uint8Array; readonly clock: Clock };

/** Blobs as files of one folder. */
export class DiskBlobStore extends BlobStore {
  constructor(private readonly options: DiskBlobStoreOptions) {
    super();
  }

  /** Opens the store under `folder`; its signing key is made at the first start and kept there, mode 0600. */
  static async open(folder: string, clock: Clock): Promise<DiskBlobStore> {
    await mkdir(folder, { recursive: true });
    const file = path.join(folder, '.signing-key');
    const draft = `${file}.${randomBytes(6).toString('hex')}`;
    await writeWhole(draft, [randomBytes(32)]);
    try {
      await link(draft, file);
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    } finally {
      await rm(draft, { force: true });
    }
    return new DiskBlobStore({ folder, signingKey: await readFile(file), clock });
  }

  override async put(key: string, bytes: Uint8Array, type: string): Promise<void> {
    const { target, draft } = await this.write(key, bytes, type);
    await rename(draft, target);
    await syncFolder(path.dirname(target));
  }

  override async putNew(key: string, bytes: Uint8Array, type: string): Promise<boolean> {
    if ((await this.head(key)) !== undefined) return false;
    const { target, draft } = await this.write(key, bytes, type);
    try {
      await link(draft, target);
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
      return false;
    } finally {
      await rm(draft, { force: true });
    }
    await syncFolder(path.dirname(target));
    return true;
  }

  override async get(key: string): Promise<StoredBlob | undefined> {
    const file = await this.openBlob(key);
    if (file === undefined) return undefined;
    try {
      const { type, size } = await readHeader(file);
      return { type, bytes: await readAt(file, HEADER_BYTES, size) };
    } finally {
      await file.close();
    }
  }

  override async range(key: string, from: number, to: number): Promise<Buffer | undefined> {
    const file = await this.openBlob(key);
    if (file === undefined) return undefined;
    try {
      const { size } = await readHeader(file);
      const [start, end] = [Math.max(0, Math.min(from, size)), Math.max(0, Math.min(to, size))];
      return await readAt(file, HEADER_BYTES + start, Math.max(0, end - start));
    } finally {
      await file.close();
    }
  }

  override async head(key: string): Promise<BlobFacts | undefined> {
    const file = await this.openBlob(key);
    if (file === undefined) return undefined;
    try {
      return await readHeader(file);
    } finally {
      await file.close();
    }
  }

  override async delete(key: string): Promise<void> {
    await rm(this.fileOf(key), { force: true });
  }

  override sign(key: string, expiresAt: EpochMs): Promise<string> {
    const signature = this.signatureOf(checkKey(key), expiresAt).toString('base64url');
    return Promise.resolve(`/blobs/${key}?expires=${expiresAt}&signature=${signature}`);
  }

  /** The blob behind an address that `sign` made. @throws {SignatureRefused} nothing was given out. */
  async open(address: string): Promise<StoredBlob | undefined> {
    const url = new URL(address, 'http://store.invalid');
    const key = url.pathname.replace(/^\/blobs\//, '');
    const [expires, signature] = [url.searchParams.get('expires') ?? '', url.searchParams.get('signature') ?? ''];
    const given = Buffer.from(signature, 'base64url');
    const wanted = /^[0-9]{1,15}$/.test(expires)
      ? this.signatureOf(key, epochMs(Number.parseInt(expires, 10)))
      : undefined;
    const isOurs = wanted !== undefined && given.length === wanted.length && timingSafeEqual(given, wanted);
    if (!isOurs || Number.parseInt(expires, 10) <= this.options.clock.now()) throw new SignatureRefused();
    return this.get(key);
  }

  override close(): Promise<void> {
    return Promise.resolve();
  }

  private signatureOf(key: string, expiresAt: EpochMs): Buffer {
    return createHmac('sha256', this.options.signingKey).update(`${key}\n${expiresAt}`).digest();
  }

  private fileOf(key: string): string {
    return path.join(this.options.folder, ...checkKey(key).split('/'));
  }

  private async write(key: string, bytes: Uint8Array, type: string): Promise<{ target: string; draft: string }> {
    const target = this.fileOf(key);
    await mkdir(path.dirname(target), { recursive: true });
    const draft = path.join(path.dirname(target), `.${path.basename(target)}.${randomBytes(6).toString('hex')}`);
    const header = JSON.stringify({ type, size: bytes.length })
      .padEnd(HEADER_BYTES - 1)
      .concat('\n');
    if (Buffer.byteLength(header) !== HEADER_BYTES) throw new TypeError('a media type is at most 200 bytes');
    await writeWhole(draft, [Buffer.from(header), bytes]);
    return { target, draft };
  }

  private async openBlob(key: string): Promise<FileHandle | undefined> {
    let file: FileHandle;
    try {
      file = await open(this.fileOf(key), 'r');
    } catch (error) {
      if (['ENOENT', 'ENOTDIR'].includes(codeOf(error) ?? '')) return undefined;
      throw error;
    }
    if ((await file.stat()).isFile()) return file;
    await file.close(); // A folder opens, too.
    return undefined;
  }
}

async function readHeader(file: FileHandle): Promise<BlobFacts> {
  const header = (await readAt(file, 0, HEADER_BYTES)).toString('utf8');
  const { size } = await file.stat();
  const isHeader = header.startsWith('{"type":') && header.endsWith('\n') && header.length <= HEADER_BYTES;
  const facts = isHeader ? (JSON.parse(header) as BlobFacts) : undefined;
  if (facts === undefined || facts.size + HEADER_BYTES !== size) throw new BlobDamaged();
  return facts;
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, position);
  return bytes.subarray(0, bytesRead);
}

async function writeWhole(file: string, parts: readonly Uint8Array[]): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    for (const part of parts) await handle.writeFile(part);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A name is on disk only when its folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}

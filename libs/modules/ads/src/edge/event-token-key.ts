import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** The secret with which event tokens are signed; every edge of a deployment has the same one. */
export abstract class EventTokenKey {
  abstract read(): Promise<Uint8Array>;
}

/** A key in a file of the data directory (32 random bytes, mode 0600), made at first use. Two processes end up with one. */
export class FileEventTokenKey extends EventTokenKey {
  private key: Promise<Uint8Array> | undefined;

  constructor(private readonly file: string) {
    super();
  }

  override read(): Promise<Uint8Array> {
    if (this.key === undefined) {
      this.key = this.readOrMake();
      this.key.catch(() => (this.key = undefined)); // The next caller tries again.
    }
    return this.key;
  }

  private async readOrMake(): Promise<Uint8Array> {
    try {
      return await readFile(this.file);
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error;
    }
    const draft = `${this.file}.${process.pid}`;
    await mkdir(path.dirname(this.file), { recursive: true, mode: 0o700 });
    await writeFile(draft, randomBytes(32), { mode: 0o600, flush: true });
    try {
      await link(draft, this.file); // Whole or not there; the first one wins.
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

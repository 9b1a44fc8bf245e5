import { createPublicKey, verify } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FileCheckpointSigner } from './file-checkpoint-signer.ts';

describe('FileCheckpointSigner', () => {
  let dir: string;
  let file: string;
  beforeEach(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'provisio-signer-'));
    file = path.join(dir, 'keys', 'ledger-log.pem');
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  it('makes a key that only its owner can read, and signs with it ever after', async () => {
    const text = 'some text\n';
    const signature = await new FileCheckpointSigner(file).sign(text);
    const again = new FileCheckpointSigner(file);
    const x = Buffer.from(await again.publicKey()).toString('base64url');
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    expect(verify(null, Buffer.from(text), key, signature)).toBe(true);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('agrees on one key with others that start at the same time, and leaves nothing else behind', async () => {
    const keys = await Promise.all(Array.from({ length: 8 }, () => new FileCheckpointSigner(file).publicKey()));
    expect(new Set(keys.map((key) => Buffer.from(key).toString('hex'))).size).toBe(1);
    expect(readdirSync(path.dirname(file))).toEqual(['ledger-log.pem']);
  });

  it('makes no new key in place of one that it cannot read', async () => {
    await new FileCheckpointSigner(file).publicKey();
    writeFileSync(file, 'no key');
    await expect(new FileCheckpointSigner(file).publicKey()).rejects.toThrow('DECODER');
  });
});

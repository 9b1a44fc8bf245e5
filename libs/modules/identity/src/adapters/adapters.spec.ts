import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chmodSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EpochMs, FixedClock, epochMs, id } from '#kernel';
import { Ed25519AccessTokens } from './access-tokens.ts';
import { Argon2Passwords } from './passwords.ts';
import { EthersWalletSignatures } from './wallet-signatures.ts';

const USER = id<'User'>('018f0000-0000-7000-8000-000000000001');
const ORG = id<'Organisation'>('018f0000-0000-7000-8000-000000000002');
const LIFE_MS = 60_000;

describe('access tokens', () => {
  let folder: string;
  let clock: FixedClock;
  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), 'provisio-tokens-')), 'jwt');
    clock = new FixedClock(epochMs(1_770_000_000_000));
  });
  afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));
  const open = () => Ed25519AccessTokens.open(folder, clock, LIFE_MS);

  it('are signed by a key that only we can read, made once even by two first starts at once', async () => {
    const [one, two] = await Promise.all([open(), open()]);
    expect(readdirSync(folder)).toEqual(['0001.pem']);
    expect(statSync(join(folder, '0001.pem')).mode & 0o777).toBe(0o600);
    const token = one.issue(USER, ORG, ['finance']);
    expect(two.read(token)).toMatchObject({ subject: USER, organisation: ORG, roles: ['finance'] });
    expect((await open()).read(token)).toBeDefined();
  });

  it('are believed while their key is kept, and made by the newest one', async () => {
    const before = await open();
    const token = before.issue(USER, ORG, ['finance']);
    renameSync(join(folder, '0001.pem'), join(folder, '..', 'old.pem'));
    await open(); // Makes another key.
    renameSync(join(folder, '0001.pem'), join(folder, '0002.pem'));
    expect((await open()).read(token)).toBeUndefined();
    renameSync(join(folder, '..', 'old.pem'), join(folder, '0001.pem'));
    const both = await open();
    expect(both.read(token)).toBeDefined();
    expect(before.read(both.issue(USER, ORG, ['finance']))).toBeUndefined();
  });

  it('are of no use when they are over or when one character differs', async () => {
    const tokens = await open();
    const token = tokens.issue(USER, ORG, ['finance']);
    for (let at = 0; at < token.length; at += 7) {
      const other = token[at] === 'A' ? 'B' : 'A';
      const changed = token.slice(0, at) + other + token.slice(at + 1);
      expect(tokens.read(changed)).toBeUndefined();
    }
    for (const odd of ['', '.', '..', 'a.b', 'a.b.c.d', `${token}.`, token.slice(0, -10)]) {
      expect(tokens.read(odd)).toBeUndefined();
    }
    clock.set((clock.now() + LIFE_MS) as EpochMs);
    expect(tokens.read(token)).toBeUndefined();
  });

  it('are refused with a key that others can read (input.invalid)', async () => {
    await open();
    chmodSync(join(folder, '0001.pem'), 0o640);
    await expect(open()).rejects.toMatchObject({ code: 'input.invalid' });
  });
});

describe('passwords', () => {
  const passwords = new Argon2Passwords();

  it('match their own argon2id hash only, and nobody matches without one', async () => {
    const stored = await passwords.hash('correct horse battery');
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    await expect(passwords.matches('correct horse battery', stored)).resolves.toBe(true);
    await expect(passwords.matches('correct horse batterx', stored)).resolves.toBe(false);
    await expect(passwords.matches('correct horse battery', undefined)).resolves.toBe(false);
    await expect(passwords.matches('nobody has this password', undefined)).resolves.toBe(false);
  });

  it('are the same in both ways to write an accent', async () => {
    const stored = await passwords.hash('cafe\u0301 latte macchiato');
    await expect(passwords.matches('caf\u00e9 latte macchiato', stored)).resolves.toBe(true);
  });
});

describe('wallet signatures', () => {
  const signatures = new EthersWalletSignatures();

  it('knows addresses with their checksum, and none with a wrong one', () => {
    const address = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266';
    expect(signatures.checksummed(address)).toBe(address);
    expect(signatures.checksummed(address.toLowerCase())).toBe(address);
    for (const odd of [address.replace('Fd', 'fd'), address.slice(2), `${address}0`, 'vitalik.eth', '']) {
      expect(signatures.checksummed(odd)).toBeUndefined();
    }
  });

  it('names no signer for what is not a signature', () => {
    for (const odd of ['', '0x', `0x${'00'.repeat(65)}`, `0x${'ff'.repeat(65)}`, `0x${'11'.repeat(64)}`]) {
      expect(signatures.signerOf('hello', odd)).toBeUndefined();
    }
  });
});

import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { HDNodeWallet, Transaction, Wallet } from 'ethers';
import { KEY_ROLES, demoKeys, fileKeys } from './wallet-keys.ts';

const HARDHAT_FIRST = '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80';

describe('signing keys', () => {
  let dir: string;
  beforeEach(() => void (dir = join(mkdtempSync(join(tmpdir(), 'provisio-keys-')), 'keys')));
  afterEach(() => rmSync(join(dir, '..'), { recursive: true }));

  it('are made once, one a role, readable by the owner alone', () => {
    const keys = fileKeys(dir, 1n);
    expect(new Set(KEY_ROLES.map((role) => keys.address(role))).size).toBe(KEY_ROLES.length);
    expect(statSync(dir).mode & 0o777).toBe(0o700);
    expect(statSync(join(dir, 'poster.json')).mode & 0o777).toBe(0o600);
    expect(fileKeys(dir, 1n).address('poster')).toBe(keys.address('poster'));
  });

  it('are refused when others may read them, or when they are no keys (settlement.key_file_unsafe)', () => {
    fileKeys(dir, 1n);
    chmodSync(join(dir, 'poster.json'), 0o640);
    expect(() => fileKeys(dir, 1n)).toThrow('chmod 600');
    chmodSync(join(dir, 'poster.json'), 0o600);
    writeFileSync(join(dir, 'poster.json'), '{}');
    expect(() => fileKeys(dir, 1n)).toThrow('holds no key');
  });

  it('are refused when everybody has them, but not on chain 31337 (settlement.public_key_refused)', () => {
    fileKeys(dir, 1n);
    writeFileSync(join(dir, 'guardian.json'), JSON.stringify({ private_key: HARDHAT_FIRST }));
    expect(() => fileKeys(dir, 1n)).toThrow(expect.objectContaining({ code: 'settlement.public_key_refused' }));
    expect(fileKeys(dir, 31_337n).address('guardian')).toBe(new Wallet(HARDHAT_FIRST).address.toLowerCase());
  });

  it('of the embedded chain are Hardhat’s first accounts', () => {
    const phrase = 'test test test test test test test test test test test junk';
    expect(demoKeys().address('deployer')).toBe(HDNodeWallet.fromPhrase(phrase).address.toLowerCase());
  });

  it('sign what was asked, and nothing for an address that is not theirs', async () => {
    const keys = fileKeys(dir, 1n);
    const tx = {
      chainId: 1n,
      nonce: 7n,
      to: keys.address('guardian'),
      data: '0x01',
      gasLimit: 50_000n,
      maxFee: 9n,
      maxPriorityFee: 2n,
    };
    const signed = Transaction.from(await keys.sign(keys.address('poster'), tx));
    expect(signed).toMatchObject({
      chainId: 1n,
      nonce: 7,
      gasLimit: 50_000n,
      maxFeePerGas: 9n,
      maxPriorityFeePerGas: 2n,
    });
    expect(signed.from?.toLowerCase()).toBe(keys.address('poster'));
    expect(() => keys.sign(`0x${'00'.repeat(20)}`, tx)).toThrow('no key for');
    expect(readFileSync(join(dir, 'poster.json'), 'utf8')).toContain('address');
  });
});

import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HDNodeWallet, Transaction, Wallet } from 'ethers';
import { DEMO_CHAIN_ID } from '../settlement-settings.ts';
import { KeyFileUnsafe, PublicKeyRefused } from '../settlement.errors.ts';

/**
 * Who signs what: `deployer` owns the contracts' rights, `poster` posts roots and anchors and relays claims, `guardian`
 * may pause and void, `depositor` pays demo deposits (embedded chain only).
 */
export const KEY_ROLES = ['deployer', 'poster', 'guardian', 'depositor'] as const;
/** One of them. */
export type KeyRole = (typeof KEY_ROLES)[number];

/** A transaction (EIP-1559) before it is signed; fees in wei a unit of gas. `to` null makes a contract. */
export type UnsignedTx = {
  readonly chainId: bigint;
  readonly nonce: bigint;
  readonly to: string | null;
  readonly data: string;
  readonly gasLimit: bigint;
  readonly maxFee: bigint;
  readonly maxPriorityFee: bigint;
};

/** Signs for the platform's own addresses (lower-case hex). The key itself never leaves the adapter. */
export abstract class WalletKeys {
  abstract address(role: KeyRole): string;
  /** Raw signed bytes, 0x hex. @throws {Bug} for an address that is not ours. */
  abstract sign(sender: string, tx: UnsignedTx): Promise<string>;
}

class LocalKeys extends WalletKeys {
  private readonly wallets: ReadonlyMap<KeyRole, Wallet>;

  constructor(keyOf: (role: KeyRole) => string) {
    super();
    this.wallets = new Map(KEY_ROLES.map((role) => [role, new Wallet(keyOf(role))]));
  }

  override address(role: KeyRole): string {
    return this.of(role).address.toLowerCase();
  }

  override sign(sender: string, tx: UnsignedTx): Promise<string> {
    const role = KEY_ROLES.find((candidate) => this.address(candidate) === sender);
    if (role === undefined) throw new KeyFileUnsafe(`there is no key for ${sender}: were the key files replaced?`);
    const { chainId, nonce, to, data, gasLimit, maxFee, maxPriorityFee } = tx;
    const fees = { maxFeePerGas: maxFee, maxPriorityFeePerGas: maxPriorityFee };
    return this.of(role).signTransaction(
      Transaction.from({ type: 2, chainId, nonce: Number(nonce), to, data, gasLimit, ...fees }),
    );
  }

  private of(role: KeyRole): Wallet {
    const wallet = this.wallets.get(role);
    if (wallet === undefined) throw new KeyFileUnsafe(`there is no ${role} key`);
    return wallet;
  }
}

/** The phrase of every Hardhat chain: its accounts hold the embedded chain's money, and everybody has them. */
const PUBLIC_PHRASE = 'test test test test test test test test test test test junk';

/** Hardhat's account number `index`. */
function publicWallet(index: number): HDNodeWallet {
  return HDNodeWallet.fromPhrase(PUBLIC_PHRASE, '', `m/44'/60'/0'/0/${index}`);
}

/** The keys of the embedded chain: Hardhat's first accounts, which its genesis gives 10,000 ETH each. */
export function demoKeys(): WalletKeys {
  return new LocalKeys((role) => publicWallet(KEY_ROLES.indexOf(role)).privateKey);
}

/**
 * Keys of our own in `dir`, one file each, made at the first start, mode 0600 in a folder of mode 0700.
 * @throws {KeyFileUnsafe} a file that others may read, or that is no key.
 * @throws {PublicKeyRefused} a key of Hardhat's outside chain 31337.
 */
export function fileKeys(dir: string, chainId: bigint): WalletKeys {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const keys = new LocalKeys((role) => keyIn(join(dir, `${role}.json`)));
  if (chainId === DEMO_CHAIN_ID) return keys;
  const known = new Set(Array.from({ length: 20 }, (_, index) => publicWallet(index).address.toLowerCase()));
  const bad = KEY_ROLES.find((role) => known.has(keys.address(role)));
  if (bad !== undefined) throw new PublicKeyRefused(bad, chainId);
  return keys;
}

function keyIn(path: string): string {
  try {
    const { address, privateKey } = Wallet.createRandom();
    // `wx`: an existing key is never overwritten.
    writeFileSync(path, JSON.stringify({ address, private_key: privateKey }), { flag: 'wx', mode: 0o600 });
    chmodSync(path, 0o600);
    return privateKey;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const isPrivate = (statSync(path).mode & 0o077) === 0;
  if (!isPrivate) throw new KeyFileUnsafe(`${path} may be read by others: run chmod 600 on it`);
  const { private_key: key } = JSON.parse(readFileSync(path, 'utf8')) as { private_key?: unknown };
  if (typeof key !== 'string' || !/^0x[0-9a-f]{64}$/i.test(key)) throw new KeyFileUnsafe(`${path} holds no key`);
  return key;
}

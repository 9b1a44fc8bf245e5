import { Injectable } from '@nestjs/common';
import { type EpochMs, type Id, present } from '#kernel';
import { Database, Tx, loadSql } from '#platform/database';
import { at } from './organisation.store.ts';

const INSERT_CHALLENGE = loadSql(import.meta.url, './sql/insert-wallet-challenge.sql');
const FORGET_CHALLENGES = loadSql(import.meta.url, './sql/forget-wallet-challenges.sql');
const USE_CHALLENGE = loadSql(import.meta.url, './sql/use-wallet-challenge.sql');
const LOCK = loadSql(import.meta.url, './sql/lock-payee-wallet.sql');
const INSERT = loadSql(import.meta.url, './sql/insert-payee-wallet.sql');
const OWNERS = loadSql(import.meta.url, './sql/find-wallet-owners.sql');
const FIND = loadSql(import.meta.url, './sql/find-payee-wallets.sql');

/** An Ethereum address in lower case. */
export type WalletAddress = `0x${string}`;

/** Where a payee is paid, since when; `version` counts its changes from 1. */
export type PayeeWallet = {
  readonly organisationId: Id<'Organisation'>;
  readonly version: number;
  readonly address: WalletAddress;
  readonly setAt: EpochMs;
};

/** A message that waits for its signature. */
export type WalletChallenge = {
  readonly nonce: string;
  readonly organisationId: Id<'Organisation'>;
  readonly userId: string;
  readonly address: WalletAddress;
  readonly message: string;
  readonly issuedAt: EpochMs;
  readonly expiresAt: EpochMs;
};

type WalletRow = { organisation_id: Id<'Organisation'>; version: number; address: WalletAddress; set_at: Date };

/** Wallets and their challenges in PostgreSQL; a wallet's row is never changed. */
@Injectable()
export class WalletStore {
  constructor(private readonly database: Database) {}

  async issue(tx: Tx, challenge: WalletChallenge): Promise<void> {
    const { nonce, organisationId, userId, address, message, issuedAt, expiresAt } = challenge;
    await tx.query(FORGET_CHALLENGES, [new Date(issuedAt)]);
    const times = [new Date(issuedAt), new Date(expiresAt)];
    await tx.query(INSERT_CHALLENGE, [nonce, organisationId, userId, address, message, ...times]);
  }

  /** The address that the challenge names, used up now; undefined when it cannot be used. */
  async use(
    tx: Tx,
    answered: { nonce: string; organisationId: Id<'Organisation'>; userId: string; message: string },
    now: EpochMs,
  ): Promise<WalletAddress | undefined> {
    const { nonce, organisationId, userId, message } = answered;
    const params = [nonce, organisationId, userId, message, new Date(now)];
    const [row] = await tx.query<{ address: WalletAddress }>(USE_CHALLENGE, params);
    return row?.address;
  }

  async set(
    tx: Tx,
    wallet: Omit<PayeeWallet, 'version'> & {
      readonly message: string;
      readonly signature: string;
      readonly setBy: string;
    },
  ): Promise<PayeeWallet> {
    const { organisationId, address, message, signature, setBy, setAt } = wallet;
    await tx.query(LOCK, [organisationId]);
    const params = [organisationId, address, message, signature, setBy, new Date(setAt)];
    const [row] = await tx.query<{ version: number }>(INSERT, params);
    return { organisationId, address, setAt, version: present(row, 'the inserted wallet').version };
  }

  async find(ids: readonly Id<'Organisation'>[]): Promise<PayeeWallet[]> {
    return (await this.database.query<WalletRow>(FIND, [ids])).map((row) => ({
      organisationId: row.organisation_id,
      version: row.version,
      address: row.address,
      setAt: at(row.set_at),
    }));
  }

  /** The organisation whose wallet in force an address is; one of nobody is left out. */
  async owners(addresses: readonly string[]): Promise<Map<string, Id<'Organisation'>>> {
    const rows = await this.database.query<Pick<WalletRow, 'organisation_id' | 'address'>>(OWNERS, [addresses]);
    return new Map(rows.map((row) => [row.address, row.organisation_id]));
  }
}

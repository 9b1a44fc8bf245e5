import { Injectable } from '@nestjs/common';
import type { Asset, EpochMs, Id } from '#kernel';
import { Database, type Tx } from '#platform/database';
import { type CustodyKey, custodyKey } from '#modules/ledger';
import { type KnownName, anchorNameOf } from '../adapters/contract-calls.ts';

const ADD_CONTRACT = `insert into settlement.contract (chain_id, name, address, version, recorded_at)
  values ($1, $2, $3, $4, $5) on conflict do nothing`;
const ADD_ANCHOR = `insert into settlement.contract (chain_id, name, address, version, recorded_at)
  values ($1, $2, $3, $4, $5) on conflict on constraint contract_pk do nothing`;
const ADD_VAULT = `insert into settlement.vault (custody_key, chain_id, address, asset, unit_scale, delay_seconds, first_block)
  values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`;
const ADD_SETTLER = `insert into settlement.settler (custody_key, chain_id, address, schedule, asset, unit_scale)
  values ($1, $2, $3, $4, $5, $6) on conflict do nothing`;
const SETTLER = 'select * from settlement.settler where chain_id = $1';
const WALLETS = 'select wallet, payee_id from settlement.settler_wallet where custody_key = $1 order by wallet';
const ADD_WALLET = `insert into settlement.settler_wallet (custody_key, wallet, payee_id, seen_at) values ($1, $2, $3, $4)
  on conflict do nothing`;
const MERCHANT_WALLET = `select wallet from settlement.settler_merchant where custody_key = $1 and organisation_id = $2
  order by asked_at desc, wallet limit 1`;
const ADD_MERCHANT = `insert into settlement.settler_merchant (custody_key, wallet, organisation_id, signature, asked_at)
  values ($1, $2, $3, $4, $5) on conflict do nothing`;
const MERCHANT_OF = 'select organisation_id from settlement.settler_merchant where custody_key = $1 and wallet = $2';
const CONTRACTS = 'select name, address, version from settlement.contract where chain_id = $1 order by name';
const VAULTS = 'select * from settlement.vault where chain_id = $1 order by first_block, custody_key';
const LOCK_VAULT = 'select next_lane from settlement.vault where custody_key = $1 for update';
const MOVE_LANE = 'update settlement.vault set next_lane = $2 where custody_key = $1';

/** A contract that we talk to; `version` is null for one that we did not deploy. */
export type KnownContract = { readonly name: KnownName; readonly address: string; readonly version: string | null };

/** A payout vault and its terms. */
export type Vault = {
  readonly custodyKey: CustodyKey;
  readonly chainId: bigint;
  readonly address: string;
  readonly asset: Asset;
  /** Token base units per book minor unit. */
  readonly unitScale: bigint;
  readonly delaySeconds: number;
  /** Nothing of interest is below this height. */
  readonly firstBlock: bigint;
};

/** A commission settler, the schedule that it asks, and its terms. */
export type Settler = {
  readonly custodyKey: CustodyKey;
  readonly chainId: bigint;
  readonly address: string;
  readonly schedule: string;
  readonly asset: Asset;
  /** Token base units per book minor unit. */
  readonly unitScale: bigint;
};

/** Whose money a wallet has in the settler; `payeeId` null for nobody we know. */
export type SettlerWallet = { readonly wallet: string; readonly payeeId: Id<'Organisation'> | null };

type SettlerRow = {
  custody_key: CustodyKey;
  chain_id: bigint;
  address: string;
  schedule: string;
  asset: Asset;
  unit_scale: string;
};
type VaultRow = {
  custody_key: CustodyKey;
  chain_id: bigint;
  address: string;
  asset: Asset;
  unit_scale: string;
  delay_seconds: number;
  first_block: bigint;
};

/** The contracts of each chain. */
@Injectable()
export class ContractStore {
  constructor(private readonly database: Database) {}

  contracts(chainId: bigint): Promise<readonly KnownContract[]> {
    return this.database.query<KnownContract>(CONTRACTS, [chainId]);
  }

  async vaults(chainId: bigint): Promise<readonly Vault[]> {
    return (await this.database.query<VaultRow>(VAULTS, [chainId])).map(vaultOf);
  }

  /** The vault that new deposits and runs go to; undefined before the contracts are known. */
  async vault(chainId: bigint): Promise<Vault | undefined> {
    return (await this.vaults(chainId)).at(-1);
  }

  /** The contract in which the heads of a book are anchored; undefined where there is none. */
  async anchorOf(chainId: bigint, book: string): Promise<string | undefined> {
    return (await this.contracts(chainId)).find(({ name }) => name === anchorNameOf(book))?.address;
  }

  /** Adds the LedgerAnchor of a book. @throws when another book has it: nothing was written. */
  async addBookAnchor(
    chainId: bigint,
    book: string,
    { address, version }: Pick<KnownContract, 'address' | 'version'>,
    now: EpochMs,
  ): Promise<void> {
    await this.database.query(ADD_ANCHOR, [chainId, anchorNameOf(book), address, version, new Date(now)]);
  }

  async add(
    tx: Tx,
    chainId: bigint,
    contracts: readonly KnownContract[],
    vault: Omit<Vault, 'custodyKey' | 'chainId'>,
    now: EpochMs,
  ): Promise<void> {
    for (const { name, address, version } of contracts) {
      await tx.query(ADD_CONTRACT, [chainId, name, address, version, new Date(now)]);
    }
    const { address, asset, unitScale, delaySeconds, firstBlock } = vault;
    const key = custodyKey(chainId, address);
    await tx.query(ADD_VAULT, [key, chainId, address, asset, unitScale, delaySeconds, firstBlock]);
  }

  /** The chain's settler; undefined where there is none. */
  async settler(chainId: bigint): Promise<Settler | undefined> {
    const [row] = await this.database.query<SettlerRow>(SETTLER, [chainId]);
    if (row === undefined) return undefined;
    const { custody_key: key, chain_id: chain, address, schedule, asset, unit_scale: scale } = row;
    return { custodyKey: key, chainId: chain, address, schedule, asset, unitScale: BigInt(scale) };
  }

  async addSettler(tx: Tx, settler: Omit<Settler, 'custodyKey'>): Promise<void> {
    const { chainId, address, schedule, asset, unitScale } = settler;
    await tx.query(ADD_SETTLER, [custodyKey(chainId, address), chainId, address, schedule, asset, unitScale]);
  }

  /** Every wallet that was ever credited, read inside `tx` where one is given. */
  async settlerWallets(key: CustodyKey, tx?: Tx): Promise<readonly SettlerWallet[]> {
    const rows = await (tx ?? this.database).query<{ wallet: string; payee_id: Id<'Organisation'> | null }>(WALLETS, [
      key,
    ]);
    return rows.map((row) => ({ wallet: row.wallet, payeeId: row.payee_id }));
  }

  /** Remembers for ever whose a wallet is; one that is known stays whose it was. */
  async addSettlerWallet(tx: Tx, key: CustodyKey, { wallet, payeeId }: SettlerWallet, now: EpochMs): Promise<void> {
    await tx.query(ADD_WALLET, [key, wallet, payeeId, new Date(now)]);
  }

  /** The wallet that signs a merchant's sales; undefined while it has proven none. */
  async merchantWallet(key: CustodyKey, merchant: Id<'Organisation'>): Promise<string | undefined> {
    return (await this.database.query<{ wallet: string }>(MERCHANT_WALLET, [key, merchant]))[0]?.wallet;
  }

  /** Remembers for ever that a wallet stands for a merchant; answers for whom it does, which may be another by now. */
  async addMerchant(
    tx: Tx,
    key: CustodyKey,
    of: { readonly wallet: string; readonly merchant: Id<'Organisation'>; readonly signature: string },
    now: EpochMs,
  ): Promise<Id<'Organisation'> | undefined> {
    await tx.query(ADD_MERCHANT, [key, of.wallet, of.merchant, of.signature, new Date(now)]);
    const rows = await tx.query<{ organisation_id: Id<'Organisation'> }>(MERCHANT_OF, [key, of.wallet]);
    return rows[0]?.organisation_id;
  }

  /** Keeps everybody else from giving out lanes of this vault, and answers the next one. */
  async lockLanes(tx: Tx, key: CustodyKey): Promise<bigint> {
    return (await tx.query<{ next_lane: bigint }>(LOCK_VAULT, [key]))[0]?.next_lane ?? 0n;
  }

  async moveLanes(tx: Tx, key: CustodyKey, next: bigint): Promise<void> {
    await tx.query(MOVE_LANE, [key, next]);
  }
}

function vaultOf(row: VaultRow): Vault {
  return {
    custodyKey: row.custody_key,
    chainId: row.chain_id,
    address: row.address,
    asset: row.asset,
    unitScale: BigInt(row.unit_scale),
    delaySeconds: row.delay_seconds,
    firstBlock: row.first_block,
  };
}

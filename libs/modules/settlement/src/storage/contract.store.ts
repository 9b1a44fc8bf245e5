import { Injectable } from '@nestjs/common';
import type { Asset, EpochMs } from '#kernel';
import { Database, type Tx } from '#platform/database';
import { type CustodyKey, custodyKey } from '#modules/ledger';
import type { ContractName } from '../adapters/contract-calls.ts';

const ADD_CONTRACT = `insert into settlement.contract (chain_id, name, address, version, recorded_at)
  values ($1, $2, $3, $4, $5) on conflict do nothing`;
const ADD_VAULT = `insert into settlement.vault (custody_key, chain_id, address, asset, unit_scale, delay_seconds, first_block)
  values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`;
const CONTRACTS = 'select name, address, version from settlement.contract where chain_id = $1 order by name';
const VAULTS = 'select * from settlement.vault where chain_id = $1 order by first_block, custody_key';
const LOCK_VAULT = 'select next_lane from settlement.vault where custody_key = $1 for update';
const MOVE_LANE = 'update settlement.vault set next_lane = $2 where custody_key = $1';

/** A contract that we talk to; `version` is null for one that we did not deploy. */
export type KnownContract = { readonly name: ContractName; readonly address: string; readonly version: string | null };

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

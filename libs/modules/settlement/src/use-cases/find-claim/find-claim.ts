import { Injectable } from '@nestjs/common';
import { Clock, type Id, type Minor, minor } from '#kernel';
import { ReadBalances, accounts } from '#modules/ledger';
import type { Vault } from '../../storage/contract.store.ts';
import { type Epoch, type EpochLeaf, EpochStore } from '../../storage/epoch.store.ts';
import { FindContracts } from '../find-contracts/find-contracts.ts';
import { VaultReader } from '../reconcile-chain/vault-reader.ts';

/** What a payee can claim now: their leaf in the newest root that pays, and what of it the vault has not paid yet. */
export type Claim = {
  readonly vault: Vault;
  readonly epoch: Epoch;
  readonly leaf: EpochLeaf;
  /** Paid by the vault so far, at the newest block. */
  readonly claimed: Minor;
  /** `leaf.cumulative` − `claimed`; 0 when everything was claimed. */
  readonly claimable: Minor;
};

/** A payee's money in the vault. Amounts in minor units of the vault's asset. */
export type ClaimState = {
  readonly vault: Vault;
  /** Null while no active root pays this payee. */
  readonly claim: Claim | null;
  /** In runs that are on their way to the chain: settling, but in no active root. */
  readonly onItsWay: Minor;
  /** Claimed and final, by the ledger. */
  readonly paid: Minor;
};

/** Reads what a payee can claim. */
@Injectable()
export class FindClaim {
  constructor(
    private readonly contracts: FindContracts,
    private readonly epochs: EpochStore,
    private readonly reader: VaultReader,
    private readonly balances: ReadBalances,
    private readonly clock: Clock,
  ) {}

  /** @throws {NoVault | ChainUnavailable} */
  async execute(payee: Id<'Organisation'>): Promise<ClaimState> {
    const { vault } = await this.contracts.execute();
    const claim = await this.claimOf(vault, payee);
    const refs = [accounts.settling(payee, vault.custodyKey), accounts.paid(payee, vault.custodyKey)];
    const [settling, paid] = await this.balances.execute(refs.map((path) => ({ path, asset: vault.asset })));
    const inRoot = claim?.leaf.cumulative ?? 0n;
    const onItsWay = (settling?.balance ?? 0n) - inRoot;
    return { vault, claim, onItsWay: minor(onItsWay > 0n ? onItsWay : 0n), paid: minor(paid?.balance ?? 0n) };
  }

  private async claimOf(vault: Vault, payee: Id<'Organisation'>): Promise<Claim | null> {
    const found = await this.epochs.claimable(vault.custodyKey, payee, this.clock.now());
    if (found === undefined) return null;
    const claimed = await this.reader.claimed(found.leaf.lane);
    const left = found.leaf.cumulative - claimed;
    return { vault, ...found, claimed: minor(claimed), claimable: minor(left > 0n ? left : 0n) };
  }
}

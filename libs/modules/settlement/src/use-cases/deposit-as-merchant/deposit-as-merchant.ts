import { Injectable } from '@nestjs/common';
import type { Id, Minor } from '#kernel';
import { UnitOfWork } from '#platform/database';
import { callData } from '../../adapters/contract-calls.ts';
import { WalletKeys } from '../../adapters/wallet-keys.ts';
import { orgRefOf } from '../../domain/org-ref.ts';
import { SettlementSettings } from '../../settlement-settings.ts';
import { DemoMoneyRefused, MerchantNotAdmitted } from '../../settlement.errors.ts';
import { ContractStore } from '../../storage/contract.store.ts';
import { EnqueueChainTx } from '../enqueue-chain-tx/enqueue-chain-tx.ts';
import { FindContracts } from '../find-contracts/find-contracts.ts';

/** A merchant's deposit of test money. `amount` in minor units of the vault's asset. */
export type DemoDeposit = {
  readonly organisation: Id<'Organisation'>;
  readonly amount: Minor;
  /** Names this deposit: the same key again deposits nothing. */
  readonly key: string;
};

/** The last step of a deposit, and what it needs. */
type Deposit = {
  readonly sender: string;
  readonly units: bigint;
  readonly token: string;
  /** The contract that takes it. */
  readonly to: string;
  readonly deposited: string;
};

/** Plays a merchant that deposits: mints test tokens and pays them into the vault. Demo chains only. */
@Injectable()
export class DepositAsMerchant {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly contracts: FindContracts,
    private readonly store: ContractStore,
    private readonly enqueue: EnqueueChainTx,
    private readonly keys: WalletKeys,
    private readonly settings: SettlementSettings,
  ) {}

  /**
   * Wishes mint, approve and deposit; the worker sends them, and the money is prepaid once the deposit is final.
   * Answers the wish to watch. @throws {DemoMoneyRefused | NoVault} nothing was wished.
   */
  async execute({ organisation, amount, key }: DemoDeposit): Promise<Id<'ChainTx'>> {
    if (!this.settings.isDemoChain) throw new DemoMoneyRefused(this.settings.chainId);
    const { address, vault } = await this.contracts.execute();
    const [sender, units] = [this.keys.address('depositor'), amount * vault.unitScale];
    const deposited = callData('payout_vault', 'deposit', [orgRefOf(organisation), units]);
    return this.wish(`demo:${organisation}:${key}`, {
      sender,
      units,
      token: address('token'),
      to: vault.address,
      deposited,
    });
  }

  /**
   * Wishes the same into the merchant's escrow at the settler, which must have admitted its wallet.
   * @throws {DemoMoneyRefused | NoSettler | MerchantNotAdmitted} nothing was wished.
   */
  async escrow({ organisation, amount, key }: DemoDeposit): Promise<Id<'ChainTx'>> {
    if (!this.settings.isDemoChain) throw new DemoMoneyRefused(this.settings.chainId);
    const [settler, { address }] = [await this.contracts.settler(), await this.contracts.execute()];
    const wallet = await this.store.merchantWallet(settler.custodyKey, organisation);
    if (wallet === undefined) throw new MerchantNotAdmitted();
    const [sender, units] = [this.keys.address('depositor'), amount * settler.unitScale];
    const deposited = callData('commission_settler', 'deposit', [wallet, units]);
    const to = settler.address;
    return this.wish(`escrow:${organisation}:${key}`, { sender, units, token: address('token'), to, deposited });
  }

  /** Mint, approve, deposit: the wish of the last one. */
  private wish(name: string, { sender, units, token, to: custody, deposited }: Deposit): Promise<Id<'ChainTx'>> {
    const steps = [
      ['mint', token, callData('token', 'mint', [sender, units])],
      ['approve', token, callData('token', 'approve', [custody, units])],
      ['deposit', custody, deposited],
    ] as const;
    return this.unitOfWork.run(async (tx) => {
      const wished: Id<'ChainTx'>[] = [];
      for (const [step, to, data] of steps) {
        const intentKey = `${name}:${step}`;
        wished.push((await this.enqueue.execute(tx, { intentKey, purpose: 'demo', sender, to, data })).id);
      }
      return wished.at(-1) as Id<'ChainTx'>;
    });
  }
}

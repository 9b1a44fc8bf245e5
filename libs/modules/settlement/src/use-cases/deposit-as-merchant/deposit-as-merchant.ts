import { Injectable } from '@nestjs/common';
import type { Id, Minor } from '#kernel';
import { UnitOfWork } from '#platform/database';
import { callData } from '../../adapters/contract-calls.ts';
import { WalletKeys } from '../../adapters/wallet-keys.ts';
import { orgRefOf } from '../../domain/org-ref.ts';
import { SettlementSettings } from '../../settlement-settings.ts';
import { DemoMoneyRefused } from '../../settlement.errors.ts';
import { EnqueueChainTx } from '../enqueue-chain-tx/enqueue-chain-tx.ts';
import { FindContracts } from '../find-contracts/find-contracts.ts';

/** A merchant's deposit of test money. `amount` in minor units of the vault's asset. */
export type DemoDeposit = {
  readonly organisation: Id<'Organisation'>;
  readonly amount: Minor;
  /** Names this deposit: the same key again deposits nothing. */
  readonly key: string;
};

/** Plays a merchant that deposits: mints test tokens and pays them into the vault. Demo chains only. */
@Injectable()
export class DepositAsMerchant {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly contracts: FindContracts,
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
    const steps = [
      ['mint', address('token'), callData('token', 'mint', [sender, units])],
      ['approve', address('token'), callData('token', 'approve', [vault.address, units])],
      ['deposit', vault.address, callData('payout_vault', 'deposit', [orgRefOf(organisation), units])],
    ] as const;
    return this.unitOfWork.run(async (tx) => {
      const wished: Id<'ChainTx'>[] = [];
      for (const [step, to, data] of steps) {
        const intentKey = `demo:${organisation}:${key}:${step}`;
        wished.push((await this.enqueue.execute(tx, { intentKey, purpose: 'demo', sender, to, data })).id);
      }
      return wished.at(-1) as Id<'ChainTx'>;
    });
  }
}

import { Injectable } from '@nestjs/common';
import type { Id } from '#kernel';
import { UnitOfWork } from '#platform/database';
import { callData } from '../../adapters/contract-calls.ts';
import { WalletKeys } from '../../adapters/wallet-keys.ts';
import { NothingToClaim } from '../../settlement.errors.ts';
import { EnqueueChainTx } from '../enqueue-chain-tx/enqueue-chain-tx.ts';
import { FindSettlerMoney } from './find-settler-money.ts';
import { type Relayed, WatchRelay } from './watch-relay.ts';

/** Has the settler send a payee everything that it was credited; the platform pays the gas. Only the payee's wallets are paid. */
@Injectable()
export class RelayWithdrawal {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly money: FindSettlerMoney,
    private readonly enqueue: EnqueueChainTx,
    private readonly watch: WatchRelay,
    private readonly keys: WalletKeys,
  ) {}

  /**
   * Wishes one transaction a wallet that has something; asked again before it is mined, the same ones.
   * @throws {NoSettler | NothingToClaim} nothing was sent.
   */
  async execute(payee: Id<'Organisation'>): Promise<readonly Relayed[]> {
    const { settler, wallets, paid } = await this.money.payee(payee);
    const due = wallets.filter(({ withdrawable }) => withdrawable > 0n);
    if (due.length === 0) throw new NothingToClaim('there is nothing to withdraw from the settler');
    const sender = this.keys.address('poster');
    const ids = await this.unitOfWork.run(async (tx) => {
      const wished: Id<'ChainTx'>[] = [];
      for (const { wallet, withdrawable } of due) {
        const wish = {
          // Names the state that it ends: what was paid before, and what is sent now.
          intentKey: `withdraw:${settler.custodyKey}:${wallet}:${paid}:${withdrawable}`,
          purpose: 'withdraw_commission',
          sender,
          to: settler.address,
          data: callData('commission_settler', 'withdraw', [wallet]),
          owner: payee,
        };
        wished.push((await this.enqueue.execute(tx, wish)).id);
      }
      return wished;
    });
    return Promise.all(ids.map((id) => this.watch.execute(id, payee)));
  }
}

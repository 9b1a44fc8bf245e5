import { Injectable } from '@nestjs/common';
import type { Id } from '#kernel';
import { RelayNotFound } from '../../settlement.errors.ts';
import { type ChainTxState, ChainTxStore } from '../../storage/chain-tx.store.ts';

/** A transaction that an organisation had us send. `problem` says why it failed. */
export type Relayed = {
  readonly id: Id<'ChainTx'>;
  readonly state: ChainTxState;
  readonly txHash: string | null;
  readonly problem: string | null;
};

/** Says where a relayed transaction is now. */
@Injectable()
export class WatchRelay {
  constructor(private readonly txs: ChainTxStore) {}

  /** @throws {RelayNotFound} it is not of `owner`. */
  async execute(id: Id<'ChainTx'>, owner: Id<'Organisation'>): Promise<Relayed> {
    const [wish] = await this.txs.find([id]);
    if (wish?.owner !== owner) throw new RelayNotFound();
    return { id, state: wish.state, txHash: wish.mined?.hash ?? null, problem: wish.problem };
  }
}

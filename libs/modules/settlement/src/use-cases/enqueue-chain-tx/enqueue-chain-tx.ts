import { Injectable } from '@nestjs/common';
import { Clock, type Id, IdSource, present } from '#kernel';
import type { Tx } from '#platform/database';
import { SettlementSettings } from '../../settlement-settings.ts';
import { ChainTxStore } from '../../storage/chain-tx.store.ts';

/** What shall happen on the chain. Addresses are lower-case hex. */
export type Wish = {
  /** Names the wish for ever: the same key again is the same wish. */
  readonly intentKey: string;
  /** What kind of wish, for logs and metrics. */
  readonly purpose: string;
  readonly sender: string;
  /** Null makes a contract. */
  readonly to: string | null;
  readonly data: string;
  readonly gasLimit?: bigint;
  /** The organisation that asks for it, if one does. */
  readonly owner?: Id<'Organisation'>;
};

/** Writes a wish with its nonce in the transaction of its cause. Sending comes later (`SendChainTxs`). */
@Injectable()
export class EnqueueChainTx {
  constructor(
    private readonly txs: ChainTxStore,
    private readonly settings: SettlementSettings,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  /** The wish with this key: the one there is, or a new one at the sender's next nonce. Locks the sender's row. */
  async execute(tx: Tx, wish: Wish): Promise<{ readonly id: Id<'ChainTx'>; readonly nonce: bigint }> {
    const { chainId } = this.settings;
    // Lock before looking: the same wish twice at once waits here, then finds the first one's row.
    const nonce = present(await this.txs.lockSender(tx, chainId, wish.sender), `sender ${wish.sender}`);
    const earlier = await this.txs.findByIntent(tx, chainId, wish.intentKey);
    if (earlier !== undefined) return earlier;
    const id = this.ids.next<'ChainTx'>();
    const { gasLimit = null, owner = null } = wish;
    await this.txs.insert(tx, { ...wish, id, chainId, nonce, gasLimit, owner }, this.clock.now());
    return { id, nonce };
  }
}

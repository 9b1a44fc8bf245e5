import { Injectable } from '@nestjs/common';
import { Chain } from '#platform/chain';
import { UnitOfWork } from '#platform/database';
import { MakeCheckpoint, ProveConsistency } from '#modules/ledger';
import { callData } from '../../adapters/contract-calls.ts';
import { WalletKeys } from '../../adapters/wallet-keys.ts';
import { ChainTxStore } from '../../storage/chain-tx.store.ts';
import { EnqueueChainTx } from '../enqueue-chain-tx/enqueue-chain-tx.ts';
import { FindContracts } from '../find-contracts/find-contracts.ts';
import { VaultReader } from '../reconcile-chain/vault-reader.ts';

/** Puts the newest head of the ledger's log on the chain, with the proof that it only grew. */
@Injectable()
export class AnchorLedger {
  constructor(
    private readonly chain: Chain,
    private readonly unitOfWork: UnitOfWork,
    private readonly contracts: FindContracts,
    private readonly reader: VaultReader,
    private readonly checkpoint: MakeCheckpoint,
    private readonly prove: ProveConsistency,
    private readonly txs: ChainTxStore,
    private readonly enqueue: EnqueueChainTx,
    private readonly keys: WalletKeys,
  ) {}

  /**
   * Wishes an anchor of a head that covers `atLeast` leaves (default: more than is anchored). One at a time: while one is
   * on its way, or nothing is new, nothing happens. A lost one is sent again by the outbox. True when one was wished.
   */
  async execute(atLeast = 0n): Promise<boolean> {
    const { chainId, address } = await this.contracts.execute();
    const anchored = await this.reader.anchoredHead();
    if (atLeast > 0n && anchored.size >= atLeast) return false;
    const { size, root } = await this.checkpoint.execute();
    if (size <= anchored.size) return false;
    const proof = anchored.size === 0n ? [] : await this.prove.execute(anchored.size, size);
    const data = callData('ledger_anchor', 'anchor', [size, root, proof]);
    const [sender, block] = [this.keys.address('poster'), await this.chain.blockNumber()];
    return this.unitOfWork.run(async (tx) => {
      await this.txs.lockSender(tx, chainId, sender);
      if ((await this.txs.openOf(tx, chainId, 'anchor')).length > 0) return false;
      // A wish that was refused stays refused under its key; the block makes the next one another.
      const intentKey = `anchor:${anchored.size}:${size}:${block}`;
      await this.enqueue.execute(tx, { intentKey, purpose: 'anchor', sender, to: address('ledger_anchor'), data });
      return true;
    });
  }
}

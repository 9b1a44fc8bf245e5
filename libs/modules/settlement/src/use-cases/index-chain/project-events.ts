import { Inject, Injectable } from '@nestjs/common';
import type { Tx } from '#platform/database';
import { LOGGER, type Logger } from '#platform/telemetry';
import { custodyKey } from '#modules/ledger';
import { type ChainEvent, wholeIn } from '../../storage/chain-event.store.ts';
import { instantOf } from '../../domain/chain-time.ts';
import { EpochStore } from '../../storage/epoch.store.ts';
import { ConversionPaths } from '../../conversion-paths.ts';
import { saleIn } from '../book-events/settler-events.ts';
import { FindContracts } from '../find-contracts/find-contracts.ts';

/** Keeps epochs and the paths of orders in step with what the chain says, as soon as it is seen and when it goes away. */
@Injectable()
export class ProjectEvents {
  constructor(
    private readonly epochs: EpochStore,
    private readonly contracts: FindContracts,
    private readonly paths: ConversionPaths,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** In the transaction that stores the events. */
  async seen(tx: Tx, events: readonly ChainEvent[]): Promise<void> {
    for (const event of events) {
      if (event.name === 'RootPosted') await this.rootPosted(tx, event);
      if (event.name === 'SaleSettled') await this.saleSeen(tx, event);
      if (event.name === 'RootVoided') {
        await this.epochs.setSeen(tx, await this.key(event), wholeIn(event, 'epoch'), ['posted', 'final'], {
          state: 'voided',
        });
      }
    }
  }

  /** In the transaction that marks them orphaned, newest first. */
  async orphaned(tx: Tx, events: readonly ChainEvent[]): Promise<void> {
    for (const event of events) {
      if (event.name === 'SaleSettled') await this.saleGone(tx, event);
      const [key, number] = [await this.key(event), event.name.startsWith('Root') ? wholeIn(event, 'epoch') : 0n];
      if (event.name === 'RootPosted') {
        await this.epochs.setSeen(tx, key, number, ['posted', 'final', 'voided'], { state: 'posting' });
      }
      if (event.name === 'RootVoided') await this.epochs.setSeen(tx, key, number, ['voided'], { state: 'posted' });
    }
  }

  /** A sale that the ledger has booked already is reviewed from the first block on that has it. */
  private async saleSeen(tx: Tx, event: ChainEvent): Promise<void> {
    const sale = saleIn(event);
    if (sale === null || (await this.paths.take(tx, sale)) === 'chain') return;
    this.logger.error({
      event: 'settlement.paid_twice',
      order_id: sale.orderId,
      line: sale.lineNo,
      tx_hash: event.txHash,
    });
    await this.paths.sawDouble(tx, sale);
  }

  private async saleGone(tx: Tx, event: ChainEvent): Promise<void> {
    const sale = saleIn(event);
    if (sale !== null) await this.paths.doubleGone(tx, sale);
  }

  private async rootPosted(tx: Tx, event: ChainEvent): Promise<void> {
    const [key, number] = [await this.key(event), wholeIn(event, 'epoch')];
    const epoch = await this.epochs.find(key, number);
    if (epoch?.root !== event.body.root) {
      // Whoever holds the poster's key posted something else: the guardian must void it before it is active.
      this.logger.error({ event: 'settlement.foreign_root', epoch: String(number), tx_hash: event.txHash });
      return;
    }
    const activeAt = instantOf(wholeIn(event, 'active_at'));
    const from = ['built', 'posting'] as const;
    await this.epochs.setSeen(tx, key, number, from, { state: 'posted', activeAt, txHash: event.txHash });
  }

  private async key(event: ChainEvent): Promise<ReturnType<typeof custodyKey>> {
    const { address } = await this.contracts.execute();
    return custodyKey(event.chainId, address('payout_vault'));
  }
}

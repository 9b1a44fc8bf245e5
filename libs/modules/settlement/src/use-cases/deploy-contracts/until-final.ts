import { Injectable } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import type { Id } from '#kernel';
import { SettlementSettings } from '../../settlement-settings.ts';
import { DeploymentFailed } from '../../settlement.errors.ts';
import { ChainTxStore } from '../../storage/chain-tx.store.ts';
import { SendChainTxs } from '../send-chain-txs/send-chain-txs.ts';

/** Sends wishes and waits for them, before anything else runs. */
@Injectable()
export class UntilFinal {
  constructor(
    private readonly txs: ChainTxStore,
    private readonly send: SendChainTxs,
    private readonly settings: SettlementSettings,
  ) {}

  /** Resolves when every one of them is final. @throws {DeploymentFailed} the chain refused one. */
  async execute(ids: readonly Id<'ChainTx'>[]): Promise<void> {
    for (;;) {
      await this.send.execute();
      const wishes = await this.txs.find(ids);
      const failed = wishes.find(({ state }) => state === 'failed');
      if (failed !== undefined) throw new DeploymentFailed(`${failed.intentKey}: ${failed.problem}`);
      if (wishes.every(({ state }) => state === 'final')) return;
      await pause(this.settings.pollMs);
    }
  }
}

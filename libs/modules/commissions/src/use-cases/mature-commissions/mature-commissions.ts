import { Injectable } from '@nestjs/common';
import { Clock, present } from '#kernel';
import { PostEntries } from '#modules/ledger';
import { type Tx, UnitOfWork } from '#platform/database';
import { Outbox } from '#platform/outbox';
import type { Earned } from '../../domain/conversion.ts';
import { ConversionStore } from '../../storage/conversion.store.ts';
import { commissionsMoved } from '../commission-events.ts';
import { maturityEntry } from '../entries.ts';

/** Conversions of one transaction: the ledger's head is held for a few milliseconds only. */
const BATCH = 500;

/** Makes pending commissions payable once their time has come. */
@Injectable()
export class MatureCommissions {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly conversions: ConversionStore,
    private readonly postEntries: PostEntries,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /**
   * Moves everything that matures by now from pending to payable, oldest first, in transactions of 500 orders; answers
   * the number of orders. Several processes may run it at once; a crash in the middle leaves whole batches.
   */
  async execute(): Promise<number> {
    let matured = 0;
    for (;;) {
      const batch = await this.unitOfWork.run((tx) => this.matureBatch(tx));
      matured += batch;
      if (batch < BATCH) return matured;
    }
  }

  private async matureBatch(tx: Tx): Promise<number> {
    const now = this.clock.now();
    const earned = await this.conversions.lockMaturing(tx, now, BATCH);
    if (earned.length === 0) return 0;
    await this.conversions.setStates(
      tx,
      earned.map(({ conversion }) => ({ ...conversion, state: 'payable' as const })),
    );
    await this.postEntries.execute(tx, earned.map(entryOf));
    await this.outbox.addAll(tx, commissionsMoved('matured', earned, now));
    return earned.length;
  }
}

function entryOf(earned: Earned) {
  return maturityEntry(earned, present(earned.conversion.fundedAt, 'time of funding'));
}

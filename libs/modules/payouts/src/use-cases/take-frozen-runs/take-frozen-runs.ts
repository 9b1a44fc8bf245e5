import { Injectable } from '@nestjs/common';
import { Clock, type Id } from '#kernel';
import type { CustodyKey } from '#modules/ledger';
import { Tx } from '#platform/database';
import { RunStore } from '../../storage/run.store.ts';

/**
 * For the rail, before it reads the settling balances that a root is built from: from here on the frozen runs of this
 * custody cannot be cancelled, because the root will hold their amounts. Until these runs are posted no other run of
 * the custody can be frozen, so the root holds these runs, the ones before, and no others.
 */
@Injectable()
export class TakeFrozenRuns {
  constructor(
    private readonly runs: RunStore,
    private readonly clock: Clock,
  ) {}

  /** The runs whose amounts are new in the root; none when nothing was frozen since the last one. */
  async execute(tx: Tx, custodyKey: CustodyKey): Promise<Id<'PayoutRun'>[]> {
    await this.runs.lockCustody(tx, custodyKey);
    return this.runs.takeFrozen(tx, custodyKey, this.clock.now());
  }
}

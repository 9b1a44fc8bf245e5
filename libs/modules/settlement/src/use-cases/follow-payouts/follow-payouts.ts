import { Injectable } from '@nestjs/common';
import { type EpochMs, type Id, parseInstant } from '#kernel';
import type { Tx } from '#platform/database';
import type { Delivered } from '#platform/event-log';
import { PayoutsEvent, type RunFrozenV1 } from '#modules/payouts/events';
import type { CustodyKey } from '#modules/ledger';
import { EpochStore } from '../../storage/epoch.store.ts';
import { FindContracts } from '../find-contracts/find-contracts.ts';
import { OpenLanes } from '../settle-runs/open-lanes.ts';

/** Hears of frozen runs: notes that they wait for a tree, and opens the lanes of payees that are new to the vault. */
@Injectable()
export class FollowPayouts {
  constructor(
    private readonly contracts: FindContracts,
    private readonly epochs: EpochStore,
    private readonly lanes: OpenLanes,
  ) {}

  /** Handles a batch of topic `payouts`, in the consumer's transaction. */
  async execute(tx: Tx, records: readonly Delivered[]): Promise<void> {
    const { vault } = await this.contracts.execute();
    const frozen = records.flatMap(({ body }) => frozenIn(body)).filter((run) => run.custody_key === vault.custodyKey);
    for (const run of frozen) {
      const at: EpochMs = parseInstant(run.frozen_at);
      await this.epochs.addRun(tx, run.id as Id<'PayoutRun'>, run.custody_key as CustodyKey, at);
    }
    const payees = frozen.flatMap(({ payouts }) => payouts.map(({ payee_id: payee }) => payee as Id<'Organisation'>));
    if (payees.length > 0) await this.lanes.execute(tx, vault.custodyKey, payees);
  }
}

function frozenIn(body: string): RunFrozenV1['run'][] {
  const event = PayoutsEvent.parse(JSON.parse(body));
  return event.event === 'payouts.run_frozen.v1' ? [event.run] : [];
}

import { Injectable } from '@nestjs/common';
import { SETTLEMENT_TOPIC, SettlementEvent } from '#modules/settlement/events';
import { EventConsumers, type Stop } from '#platform/event-log';
import { FollowSettlement } from '../use-cases/follow-settlement/follow-settlement.ts';

/** The consumer group of this module. */
export const PAYOUTS_GROUP = 'payouts';

/** Listens to settlement, for a worker process. */
@Injectable()
export class PayoutsConsumers {
  constructor(
    private readonly consumers: EventConsumers,
    private readonly followSettlement: FollowSettlement,
  ) {}

  /** Starts listening; the answer stops it when the batch in hand is done. */
  start(): Promise<Stop> {
    return this.consumers.consume(SETTLEMENT_TOPIC, PAYOUTS_GROUP, async (_tx, records) => {
      for (const { body } of records) await this.followSettlement.execute(SettlementEvent.parse(JSON.parse(body)));
    });
  }
}

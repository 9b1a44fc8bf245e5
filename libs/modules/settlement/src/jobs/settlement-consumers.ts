import { Injectable } from '@nestjs/common';
import { EventConsumers, type Stop } from '#platform/event-log';
import { PAYOUTS_TOPIC } from '#modules/payouts/events';
import { PROGRAMS_TOPIC } from '#modules/programs/events';
import { FollowPayouts } from '../use-cases/follow-payouts/follow-payouts.ts';
import { PublishSchedule } from '../use-cases/publish-schedule/publish-schedule.ts';
import { SettlementWorker } from './settlement-worker.ts';

/** Name of this module's group in the event log. */
export const SETTLEMENT_GROUP = 'settlement';

/** Listens to other modules' events. Start it after the contracts are known (`SettlementWorker.start`). */
@Injectable()
export class SettlementConsumers {
  constructor(
    private readonly consumers: EventConsumers,
    private readonly followPayouts: FollowPayouts,
    private readonly publishSchedule: PublishSchedule,
    private readonly worker: SettlementWorker,
  ) {}

  /** Starts listening; the answer stops it when the batch in hand is done. */
  async start(): Promise<Stop> {
    const stops = [
      await this.consumers.consume(PAYOUTS_TOPIC, SETTLEMENT_GROUP, async (tx, records) => {
        await this.followPayouts.execute(tx, records);
        tx.afterCommit(() => this.worker.wake());
      }),
      await this.consumers.consume(PROGRAMS_TOPIC, SETTLEMENT_GROUP, async (tx, records) => {
        await this.publishSchedule.execute(tx, records);
        tx.afterCommit(() => this.worker.wake());
      }),
    ];
    return async () => {
      await Promise.all(stops.map((stop) => stop()));
    };
  }
}

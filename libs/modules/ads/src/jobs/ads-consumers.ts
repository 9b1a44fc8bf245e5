import { Injectable } from '@nestjs/common';
import { EventConsumers, type Stop } from '#platform/event-log';
import { EVENT_TOPICS } from '../events.ts';
import { BillEvents } from '../use-cases/bill-events/bill-events.ts';

/** The consumer group that bills. */
export const BILLING_GROUP = 'ads-billing';

/** Bills what happened to served ads, for a worker process. */
@Injectable()
export class AdsConsumers {
  constructor(
    private readonly consumers: EventConsumers,
    private readonly billEvents: BillEvents,
  ) {}

  /** Starts; the answer stops it when its batches are done. */
  async start(): Promise<Stop> {
    const stops: Stop[] = [];
    for (const topic of Object.values(EVENT_TOPICS)) {
      const stop = await this.consumers.consume(topic, BILLING_GROUP, (tx, records) =>
        this.billEvents.execute(
          tx,
          records.map(({ body }) => body),
        ),
      );
      stops.push(stop);
    }
    return async () => {
      await Promise.all(stops.map((stop) => stop()));
    };
  }
}

import { Injectable } from '@nestjs/common';
import { EventConsumers, type Handle, type Stop } from '#platform/event-log';
import { EVENT_TOPICS } from '../events.ts';
import { BillEvents } from '../use-cases/bill-events/bill-events.ts';

/** The consumer group that bills. */
export const BILLING_GROUP = 'ads-billing';

/** Events billed in one transaction at most: batches of all partitions wait for the same carries, so fewer are faster. */
const BILLING_BATCH = 2_000;

/** Bills what happened to served ads, for a worker process. */
@Injectable()
export class AdsConsumers {
  constructor(
    private readonly consumers: EventConsumers,
    private readonly billEvents: BillEvents,
  ) {}

  /** Starts; the answer stops it when its batches, of at most `batchSize` events, are done. */
  async start(batchSize = BILLING_BATCH): Promise<Stop> {
    const stops: Stop[] = [];
    for (const topic of Object.values(EVENT_TOPICS)) {
      const handle: Handle = (tx, records) =>
        this.billEvents.execute(
          tx,
          records.map(({ body }) => body),
        );
      const stop = await this.consumers.consume(topic, BILLING_GROUP, handle, { batchSize });
      stops.push(stop);
    }
    return async () => {
      await Promise.all(stops.map((stop) => stop()));
    };
  }
}

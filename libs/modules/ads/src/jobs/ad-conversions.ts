import { Injectable } from '@nestjs/common';
import { ORDERS_TOPIC } from '#modules/orders/events';
import { EventConsumers, type Stop } from '#platform/event-log';
import { CountConversions } from '../use-cases/count-conversions/count-conversions.ts';

/** The consumer group that looks for ads behind orders. */
const GROUP = 'ads-conversions';

/** Follows orders, for a worker process. */
@Injectable()
export class AdConversions {
  constructor(
    private readonly consumers: EventConsumers,
    private readonly countConversions: CountConversions,
  ) {}

  /** Starts; the answer stops it when its batches are done. */
  start(): Promise<Stop> {
    return this.consumers.consume(ORDERS_TOPIC, GROUP, (tx, records) =>
      this.countConversions.execute(
        tx,
        records.map(({ body }) => body),
      ),
    );
  }
}

import { Injectable } from '@nestjs/common';
import { id, type Id } from '#kernel';
import { ORDERS_TOPIC } from '#modules/orders/events';
import { SETTLEMENT_TOPIC, SettlementEvent } from '#modules/settlement/events';
import { SOCIAL_TOPIC } from '#modules/social/events';
import { EventConsumers, type Stop } from '#platform/event-log';
import { ApplyOrderEvents } from '../use-cases/apply-order-events/apply-order-events.ts';
import { PromoteUnfunded } from '../use-cases/promote-unfunded/promote-unfunded.ts';
import { ReviewLinks } from '../use-cases/review-links/review-links.ts';

/** The consumer group of this module, on every topic that it reads. */
export const COMMISSIONS_GROUP = 'commissions';

/** Listens to orders, to settlement and to social, for a worker process. */
@Injectable()
export class CommissionsConsumers {
  constructor(
    private readonly consumers: EventConsumers,
    private readonly applyOrderEvents: ApplyOrderEvents,
    private readonly promoteUnfunded: PromoteUnfunded,
    private readonly reviewLinks: ReviewLinks,
  ) {}

  /** Starts the consumers; the answer stops them when their batches are done. */
  async start(): Promise<Stop> {
    const stops = [
      await this.consumers.consume(ORDERS_TOPIC, COMMISSIONS_GROUP, (tx, records) =>
        this.applyOrderEvents.execute(
          tx,
          records.map(({ body }) => body),
        ),
      ),
      await this.consumers.consume(SETTLEMENT_TOPIC, COMMISSIONS_GROUP, (_tx, records) =>
        this.fundWaiting(records.map(({ body }) => body)),
      ),
      await this.consumers.consume(SOCIAL_TOPIC, COMMISSIONS_GROUP, (tx, records) =>
        this.reviewLinks.execute(
          tx,
          records.map(({ body }) => body),
        ),
      ),
    ];
    return async () => {
      await Promise.all(stops.map((stop) => stop()));
    };
  }

  /** New money of a merchant pays the sales that wait for it: the oldest here, in the batch's transaction, the rest by the job. */
  private async fundWaiting(bodies: readonly string[]): Promise<void> {
    const merchants = new Set<Id<'Organisation'>>();
    for (const body of bodies) {
      const event = SettlementEvent.parse(JSON.parse(body));
      if (event.event === 'settlement.deposit_settled.v1') merchants.add(id(event.deposit.organisation_id));
    }
    if (merchants.size > 0) await this.promoteUnfunded.executeOnce([...merchants]);
  }
}

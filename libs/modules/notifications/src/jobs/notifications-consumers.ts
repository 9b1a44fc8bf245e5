import { Injectable } from '@nestjs/common';
import { COMMISSIONS_TOPIC, CommissionsEvent } from '#modules/commissions/events';
import { PAYOUTS_TOPIC, PayoutsEvent } from '#modules/payouts/events';
import { SETTLEMENT_TOPIC, SettlementEvent } from '#modules/settlement/events';
import { EventConsumers, type Stop } from '#platform/event-log';
import type { Notice } from '../domain/message.ts';
import { commissionNotices } from '../use-cases/notify-organisations/commission-notices.ts';
import { NotifyOrganisations } from '../use-cases/notify-organisations/notify-organisations.ts';
import { claimNotices, runNotices } from '../use-cases/notify-organisations/payout-notices.ts';

/** The consumer group of this module, on every topic that it reads. */
export const NOTIFICATIONS_GROUP = 'notifications';

/** Listens to what organisations can be told of, for a worker process. */
@Injectable()
export class NotificationsConsumers {
  constructor(
    private readonly consumers: EventConsumers,
    private readonly notifyOrganisations: NotifyOrganisations,
  ) {}

  /** Starts listening; the answer stops it when the batches in hand are done. */
  async start(): Promise<Stop> {
    const stops = [
      await this.listen(COMMISSIONS_TOPIC, (body) => commissionNotices(CommissionsEvent.parse(body))),
      await this.listen(PAYOUTS_TOPIC, (body) => runNotices(PayoutsEvent.parse(body))),
      await this.listen(SETTLEMENT_TOPIC, (body) => claimNotices(SettlementEvent.parse(body))),
    ];
    return async () => {
      await Promise.all(stops.map((stop) => stop()));
    };
  }

  private listen(topic: string, noticesOf: (body: unknown) => Notice[]): Promise<Stop> {
    return this.consumers.consume(topic, NOTIFICATIONS_GROUP, (tx, records) =>
      this.notifyOrganisations.execute(
        tx,
        records.flatMap(({ body }) => noticesOf(JSON.parse(body))),
      ),
    );
  }
}

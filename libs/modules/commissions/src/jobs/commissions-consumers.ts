import { Injectable } from '@nestjs/common';
import { asset, id, type Id, parseInstant, parseMinor } from '#kernel';
import { ORDERS_TOPIC } from '#modules/orders/events';
import { type SaleSettledV1, SETTLEMENT_TOPIC, SettlementEvent } from '#modules/settlement/events';
import { SOCIAL_TOPIC } from '#modules/social/events';
import type { Tx } from '#platform/database';
import { EventConsumers, type Stop } from '#platform/event-log';
import { ApplyOrderEvents } from '../use-cases/apply-order-events/apply-order-events.ts';
import { type ChainSale, OffsetDoublePayments } from '../use-cases/offset-double-payments/offset-double-payments.ts';
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
    private readonly offsetDoublePayments: OffsetDoublePayments,
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
      await this.consumers.consume(
        SETTLEMENT_TOPIC,
        COMMISSIONS_GROUP,
        (tx, records) =>
        this.followSettlement(tx, records.map(({ body }) => SettlementEvent.parse(JSON.parse(body)))), // prettier-ignore
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

  /**
   * New money of a merchant pays the sales that wait for it: the oldest here, in the batch's transaction, the rest by the
   * job. A sale that was settled on chain although it is booked here is taken back here.
   */
  private async followSettlement(tx: Tx, events: readonly SettlementEvent[]): Promise<void> {
    const merchants = new Set<Id<'Organisation'>>();
    for (const event of events) {
      if (event.event === 'settlement.deposit_settled.v1') merchants.add(id(event.deposit.organisation_id));
    }
    if (merchants.size > 0) await this.promoteUnfunded.executeOnce([...merchants]);
    for (const event of events) {
      if (event.event === 'settlement.sale_settled.v1') await this.offsetDoublePayments.execute(tx, chainSaleOf(event));
    }
  }
}

function chainSaleOf({ sale }: SaleSettledV1): ChainSale {
  return {
    orderId: id(sale.order_id),
    lineNo: sale.line_no,
    merchantId: id(sale.organisation_id),
    payeeId: sale.payee_id === null ? undefined : id(sale.payee_id),
    asset: asset(sale.asset),
    commission: parseMinor(sale.commission),
    at: parseInstant(sale.at),
  };
}

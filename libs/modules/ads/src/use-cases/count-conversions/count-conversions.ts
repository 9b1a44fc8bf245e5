import { Injectable } from '@nestjs/common';
import { DAY_MS, type EpochMs, parseInstant, uuidBytes } from '#kernel';
import { type OrderAcceptedV1, OrdersEvent } from '#modules/orders/events';
import type { Tx } from '#platform/database';
import { type ServedFacts, readToken } from '../../domain/event-token.ts';
import { EventTokenKey } from '../../edge/event-token-key.ts';
import { eventBody } from '../../edge/event-body.ts';
import { BillEvents } from '../bill-events/bill-events.ts';

/** How long after it was served an ad may have led to an order. */
const WINDOW_DAYS = 30;

/** Counts orders that say which ad their customer clicked as conversions of its campaign. */
@Injectable()
export class CountConversions {
  constructor(
    private readonly key: EventTokenKey,
    private readonly billEvents: BillEvents,
  ) {}

  /**
   * Applies `bodies` of order events in the caller's transaction. A served ad has one conversion, so the same order again,
   * or a second order of the same click, adds nothing. What is not a token of ours, of another advertiser's ad, or
   * too old is passed over: the order stands without it.
   */
  async execute(tx: Tx, bodies: readonly string[]): Promise<void> {
    const key = await this.key.read();
    const conversions = bodies.flatMap((body) => {
      const event = OrdersEvent.parse(JSON.parse(body));
      const facts = event.event === 'orders.order_accepted.v1' ? servedTo(event.order, key) : undefined;
      return facts === undefined ? [] : [JSON.stringify(eventBody('conversion', facts.served, facts.at))];
    });
    if (conversions.length > 0) await this.billEvents.execute(tx, conversions);
  }
}

function servedTo(
  order: OrderAcceptedV1['order'],
  key: Uint8Array,
): { readonly served: ServedFacts; readonly at: EpochMs } | undefined {
  const reading = order.ad_click === null ? undefined : readToken(key, order.ad_click);
  if (reading === undefined || !('facts' in reading)) return undefined;
  const { facts: served } = reading;
  const at = parseInstant(order.placed_at);
  const age = at - servedAt(served);
  const isOwn = served.advertiserId === order.merchant_id;
  return isOwn && age >= 0 && age <= WINDOW_DAYS * DAY_MS ? { served, at } : undefined;
}

/** An auction's id is made when it is held (UUIDv7: its first 48 bits are milliseconds). */
function servedAt({ auctionId }: ServedFacts): number {
  return uuidBytes(auctionId).readUIntBE(0, 6);
}

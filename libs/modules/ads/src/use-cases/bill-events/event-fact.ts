import { type Asset, type EpochMs, type Id, asset, id, parseInstant } from '#kernel';
import type { ChargedEvent } from '../../domain/charge.ts';
import { AdEvent } from '../../events.ts';

/** An event of the log, read. */
export type EventFact = ChargedEvent & {
  readonly auctionId: Id<'Auction'>;
  readonly slot: number;
  readonly campaignId: Id<'Campaign'>;
  readonly creativeId: Id<'Creative'>;
  readonly advertiserId: Id<'Organisation'>;
  readonly leaseId: Id<'Lease'>;
  readonly asset: Asset;
  readonly placement: string;
  readonly payeeId: Id<'Organisation'> | null;
  readonly shareBps: number;
  /** Hash (hex) of the rule version that says the share. */
  readonly rule: string | null;
  readonly at: EpochMs;
};

/** Reads a body. @throws {ZodError} when it is no event of ours: the consumer puts it aside. */
export function eventFactOf(body: string): EventFact {
  const event = AdEvent.parse(JSON.parse(body));
  return {
    kind: event.kind,
    model: event.model,
    auctionId: id(event.auction_id),
    slot: event.slot,
    campaignId: id(event.campaign_id),
    creativeId: id(event.creative_id),
    advertiserId: id(event.advertiser_id),
    leaseId: id(event.lease_id),
    asset: asset(event.asset),
    priceNanos: BigInt(event.price_nanos),
    placement: event.placement,
    billableUntil: parseInstant(event.billable_until),
    payeeId: event.payee_id === null ? null : id(event.payee_id),
    shareBps: event.share_bps,
    rule: event.rule ?? null,
    at: parseInstant(event.at),
  };
}

/** What makes it one event. */
export function keyOf({ auctionId, slot, kind }: Pick<EventFact, 'auctionId' | 'slot' | 'kind'>): string {
  return `${auctionId} ${slot} ${kind}`;
}

import { type EpochMs, formatInstant } from '#kernel';
import type { EventKind } from '../domain/charge.ts';
import type { ServedFacts } from '../domain/event-token.ts';
import type { AdEvent } from '../events.ts';

/** What the log is told of an event of a served ad. */
export function eventBody(kind: EventKind, facts: ServedFacts, now: EpochMs): AdEvent {
  return {
    event: 'ads.event_recorded.v1',
    kind,
    auction_id: facts.auctionId,
    slot: facts.slot,
    campaign_id: facts.campaignId,
    creative_id: facts.creativeId,
    advertiser_id: facts.advertiserId,
    lease_id: facts.leaseId,
    asset: facts.asset,
    model: facts.model,
    price_nanos: String(facts.priceNanos),
    placement: facts.placement,
    billable_until: formatInstant(facts.billableUntil),
    payee_id: facts.payeeId,
    share_bps: facts.shareBps,
    rule: facts.rule,
    at: formatInstant(now),
  };
}

import { type EpochMs, formatInstant } from '#kernel';
import type { OutboxEvent } from '#platform/outbox';
import type { Campaign, Creative } from '../domain/campaign.ts';
import { CAMPAIGNS_TOPIC, type CampaignChangedV1 } from '../events.ts';

/** Tells that a campaign, or one of its creatives, is new or has changed. */
export function campaignChanged(
  of: Pick<Campaign, 'id' | 'advertiserId'> | Pick<Creative, 'campaignId' | 'advertiserId'>,
  at: EpochMs,
): OutboxEvent {
  const id = 'campaignId' in of ? of.campaignId : of.id;
  const told: CampaignChangedV1 = {
    event: 'ads.campaign_changed.v1',
    campaign_id: id,
    advertiser_id: of.advertiserId,
    at: formatInstant(at),
  };
  return { topic: CAMPAIGNS_TOPIC, key: id, body: told };
}

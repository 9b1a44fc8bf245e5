import { z } from 'zod';

/** What was auctioned; key: auction id. One record of requests, responses and results each. */
export const BID_REQUESTS_TOPIC = 'bid.requests';
/** What was answered; key: auction id. */
export const BID_RESPONSES_TOPIC = 'bid.responses';
/** How it came out, with all that is needed to run it again; key: auction id. */
export const AUCTION_RESULTS_TOPIC = 'auction.results';
/** What happened to served ads; key: auction id. */
export const EVENT_TOPICS = {
  impression: 'events.impression',
  click: 'events.click',
  conversion: 'events.conversion',
} as const;

const uuid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
const instant = z.iso.datetime();

/** A served ad was seen, clicked, or led to something. Prices in nanos; ids are plain uuids; times RFC 3339 UTC. */
export const AdEvent = z.object({
  event: z.literal('ads.event_recorded.v1'),
  kind: z.enum(['impression', 'click', 'conversion']),
  auction_id: uuid,
  slot: z.int().min(0).max(1_000),
  campaign_id: uuid,
  creative_id: uuid,
  advertiser_id: uuid,
  lease_id: uuid,
  asset: z.string().max(20),
  model: z.enum(['cpm', 'cpc']),
  price_nanos: z.string().regex(/^(0|[1-9][0-9]{0,12})$/),
  placement: z.string().min(1).max(200),
  billable_until: instant,
  payee_id: uuid.nullable(),
  share_bps: z.int().min(0).max(10_000),
  /** Hash of the rule version that says the share; null where there is none. */
  rule: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable()
    .optional(),
  at: instant,
});
export type AdEvent = z.infer<typeof AdEvent>;

/** What becomes of campaigns; key: the campaign. */
export const CAMPAIGNS_TOPIC = 'ads.campaigns';

/** A campaign is new, or it or its creatives have changed. It says which, not what: read it. */
export const CampaignChangedV1 = z.object({
  event: z.literal('ads.campaign_changed.v1'),
  campaign_id: uuid,
  advertiser_id: uuid,
  at: instant,
});
export type CampaignChangedV1 = z.infer<typeof CampaignChangedV1>;

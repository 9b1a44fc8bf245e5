import { z } from 'zod';
import { PageQuery, assetSchema, instant, money, pageSchema, publicIdSchema } from '#platform/http';
import { MAX_BID_NANOS } from '../domain/nanos.ts';
import { DIMENSIONS } from '../domain/targeting.ts';

const organisationId = publicIdSchema<'Organisation'>('org');
const words = z.array(z.string().min(1).max(200)).max(500);
const web = z.url({ protocol: /^https?$/ }).max(2_048);
const pixels = z.int().min(1).max(10_000);
const day = z.iso.date();
const nanos = z
  .string()
  .regex(/^(0|[1-9]\d{0,18})$/)
  .meta({ examples: ['28000007'], description: '10⁻⁹ of a major unit, as a decimal string: exact.' });

/** Id of a campaign in a path. */
export const campaignId = publicIdSchema<'Campaign'>('cmp');
/** Id of a creative in a path. */
export const creativeId = publicIdSchema<'Creative'>('cr');

const dimensions = z.strictObject(
  Object.fromEntries(DIMENSIONS.filter((name) => name !== 'format').map((name) => [name, words.optional()])),
);

const targeting = z.strictObject({ include: dimensions.default({}), exclude: dimensions.default({}) }).meta({
  id: 'Targeting',
  description:
    'In every dimension of include one of its values, in none of exclude any. Countries as ISO 3166-1 alpha-3 in lower case, devices phone, tablet, desktop, tv, hours 0 to 23 in UTC.',
});

const cap = z
  .strictObject({ impressions: z.int().min(1).max(1_000), hours: z.int().min(1).max(720) })
  .meta({ id: 'FrequencyCap' });

/** `POST /v1/campaigns`. */
export const NewCampaignBody = z
  .strictObject({
    advertiser: organisationId.optional().meta({ description: 'Finance names the advertiser; others are their own.' }),
    name: z.string().min(1).max(200),
    asset: assetSchema.meta({ description: 'What it is paid in: an asset of the ledger.' }),
    model: z.enum(['cpm', 'cpc']),
    bid_nanos: z
      .string()
      .regex(/^[1-9]\d{0,12}$/)
      .refine((text) => BigInt(text) <= BigInt(MAX_BID_NANOS), 'a bid is at most 10¹² nanos')
      .meta({
        examples: ['5000000'],
        description: 'Most for one impression (cpm) or click (cpc): 5000000 are 5.00 CPM.',
      }),
    budget: money,
    targeting: targeting.optional(),
    cap: cap.optional(),
    starts_at: instant.optional(),
    ends_at: instant.optional(),
  })
  .meta({ id: 'NewCampaign' });

/** A campaign on the wire. */
export const CampaignView = z
  .object({
    id: campaignId,
    advertiser: organisationId,
    name: z.string(),
    state: z.enum(['draft', 'active', 'paused']),
    model: z.enum(['cpm', 'cpc']),
    bid_nanos: nanos,
    budget: money,
    spent_nanos: nanos,
    targeting: z.object({
      include: z.record(z.string(), z.array(z.string())),
      exclude: z.record(z.string(), z.array(z.string())),
    }),
    cap: cap.nullable(),
    starts_at: instant,
    ends_at: instant.nullable(),
    created_at: instant,
  })
  .meta({ id: 'Campaign' });
/** One page of campaigns. */
export const CampaignPage = pageSchema('CampaignPage', CampaignView);
/** Paging of `GET /v1/campaigns`. */
export const CampaignQuery = PageQuery;
/** `GET /v1/search/campaigns`. */
export const CampaignSearchQuery = PageQuery.extend({
  q: z.string().max(200).optional().meta({ description: 'All of these words, in the name or the creatives.' }),
  state: z.enum(['draft', 'active', 'paused']).optional(),
});

const banner = z.strictObject({
  format: z.literal('banner'),
  image_url: web,
  width: pixels,
  height: pixels,
  alt: z.string().max(500),
});
const product = z.strictObject({
  format: z.literal('product'),
  sku: z.string().min(1).max(200),
  image_url: web.nullable().default(null),
});
const video = z.strictObject({
  format: z.literal('video'),
  media_url: web,
  mime_type: z.enum(['video/mp4', 'video/webm']),
  width: pixels,
  height: pixels,
  duration_ms: z.int().min(1_000).max(600_000),
  title: z.string().min(1).max(200),
});

/** `POST /v1/campaigns/:id/creatives`. */
export const NewCreativeBody = z
  .strictObject({
    content: z.discriminatedUnion('format', [banner, product, video]),
    landing_url: web,
    categories: words.default([]).meta({ description: 'IAB content categories, for places that refuse some.' }),
  })
  .meta({ id: 'NewCreative' });

/** A creative on the wire. */
export const CreativeView = z
  .object({
    id: creativeId,
    campaign: campaignId,
    state: z.enum(['waiting', 'approved', 'refused']),
    content: z.record(z.string(), z.unknown()),
    landing_url: z.string(),
    categories: z.array(z.string()),
    created_at: instant,
  })
  .meta({ id: 'Creative' });
/** Creatives of one campaign, or those that wait. */
export const CreativeList = z.object({ items: z.array(CreativeView) }).meta({ id: 'CreativeList' });

/** `POST /v1/creatives/:id/decision`. */
export const CreativeDecisionBody = z
  .strictObject({ state: z.enum(['approved', 'refused']) })
  .meta({ id: 'CreativeDecision' });

/** Which lines of the report. Days are UTC, both included. */
export const ReportQuery = z.object({
  from: day.optional(),
  to: day.optional(),
  limit: z.coerce.number().int().min(1).max(5_000).default(1_000),
});

const count = z.string().regex(/^\d+$/);
/** The report on the wire: by creative, placement and day, newest day first. */
export const ReportView = z
  .object({
    spent_nanos: nanos.meta({ description: 'Of the lines shown.' }),
    items: z.array(
      z.object({
        campaign: campaignId,
        creative: creativeId,
        placement: z.string(),
        day,
        impressions: count,
        clicks: count,
        conversions: count,
        unbilled: count.meta({ description: 'Events that came too late: counted, never charged.' }),
        spent_nanos: nanos,
      }),
    ),
  })
  .meta({ id: 'AdReport' });

/** Ledger entries that charged a campaign, newest first. */
export const ChargePage = pageSchema(
  'AdChargePage',
  z
    .object({
      entry: publicIdSchema<'Entry'>('en'),
      amount: money.meta({ description: 'The platform’s part and creators’ shares together.' }),
      events: count.meta({
        description: 'Charged impressions or clicks of the batch; nanos carried before may be in it.',
      }),
      booked_at: instant,
    })
    .meta({ id: 'AdCharge' }),
);
/** Paging of charges. */
export const ChargeQuery = PageQuery;

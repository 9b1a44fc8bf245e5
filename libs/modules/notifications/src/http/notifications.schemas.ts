import { z } from 'zod';
import { instant, PageQuery, pageSchema, publicIdSchema } from '#platform/http';
import { EVENT_TYPE_NAMES, EVENT_TYPES } from '../domain/event-types.ts';
import { MACROS } from '../domain/postback.ts';
import { MAX_URL_LENGTH } from '../domain/target-url.ts';

/** Shown ids of endpoints. */
export const endpointId = publicIdSchema<'Endpoint'>('whe');
/** Shown ids of deliveries. */
export const deliveryId = publicIdSchema<'Delivery'>('whd');

const eventType = z.enum(EVENT_TYPE_NAMES).meta({
  description: Object.entries(EVENT_TYPES)
    .map(([name, means]) => `${name}: ${means}`)
    .join(' '),
});
const kind = z.enum(['webhook', 'postback']).meta({
  description: 'webhook: a signed POST (Standard Webhooks); postback: a GET of the address with its macros filled in.',
});
const state = z.enum(['waiting', 'delivered', 'failed', 'stopped']).meta({
  description: 'stopped: its endpoint was disabled before it got through.',
});
const secret = z.string().meta({ description: '`whsec_…`, shown this once. Base64 of the HMAC-SHA256 key.' });

/** An endpoint as it is asked for. */
export const NewEndpoint = z
  .strictObject({
    kind: kind.default('webhook'),
    url: z
      .string()
      .min(1)
      .max(MAX_URL_LENGTH)
      .meta({
        examples: ['https://partner.example/hooks'],
        description: `A public https address. A postback's may have macros in path and query: ${Object.keys(MACROS)
          .map((name) => `{${name}}`)
          .join(', ')}.`,
      }),
    events: z.array(eventType).min(1).max(EVENT_TYPE_NAMES.length),
    description: z.string().max(200).default(''),
  })
  .meta({ id: 'NewWebhookEndpoint' });

/** An endpoint as it is shown. */
export const EndpointBody = z
  .object({
    id: endpointId,
    kind,
    url: z.string(),
    events: z.array(eventType),
    description: z.string(),
    created_at: instant,
    disabled_at: instant.nullable(),
    disabled_because: z.enum(['by_owner', 'gone']).nullable().meta({ description: 'gone: it answered 410.' }),
    public_key: z.string().meta({ description: '`whpk_…`: checks the `v1a` signatures (Ed25519) of every message.' }),
  })
  .meta({ id: 'WebhookEndpoint' });

/** A new endpoint with its secret. */
export const CreatedEndpoint = z.object({ ...EndpointBody.shape, secret }).meta({ id: 'CreatedWebhookEndpoint' });
/** An organisation's endpoints. */
export const EndpointList = z.object({ items: z.array(EndpointBody) }).meta({ id: 'WebhookEndpointList' });

/** A new secret. */
export const RotatedSecret = z
  .object({
    secret,
    overlap_ends_at: instant.meta({ description: 'Until then the secret before signs beside the new one.' }),
  })
  .meta({ id: 'RotatedWebhookSecret' });

/** A delivery as it is shown. */
export const DeliveryBody = z
  .object({
    id: deliveryId,
    message: publicIdSchema<'Message'>('msg').meta({ description: 'The `webhook-id` that is sent.' }),
    endpoint: endpointId,
    type: eventType,
    state,
    attempts: z.int(),
    last_status: z.int().nullable(),
    next_at: instant.nullable(),
    created_at: instant,
    done_at: instant.nullable(),
  })
  .meta({ id: 'WebhookDelivery' });

const AttemptBody = z.object({
  no: z.int(),
  at: instant,
  outcome: z.enum(['unknown', 'accepted', 'refused', 'timeout', 'unreachable', 'forbidden']).meta({
    description: 'unknown: begun, and how it ended was never recorded; forbidden: the address may not be called.',
  }),
  status: z.int().nullable(),
  duration_ms: z.int().nullable(),
  detail: z.string().nullable(),
});

/** A delivery with its attempts. */
export const DeliveryWithLog = z
  .object({ ...DeliveryBody.shape, log: z.array(AttemptBody) })
  .meta({ id: 'WebhookDeliveryWithLog' });
/** A page of deliveries, newest first. */
export const DeliveryPage = pageSchema('WebhookDeliveryPage', DeliveryBody);
/** Which deliveries. */
export const DeliveryQuery = PageQuery.extend({ endpoint: endpointId.optional(), state: state.optional() });

import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Asset, EpochMs, Id } from '#kernel';
import type { Nanos } from './nanos.ts';
import type { BidModel } from './snapshot.ts';

/** A served ad: what its events are charged by, and whom. */
export type ServedFacts = {
  readonly auctionId: Id<'Auction'>;
  readonly slot: number;
  readonly campaignId: Id<'Campaign'>;
  readonly creativeId: Id<'Creative'>;
  readonly advertiserId: Id<'Organisation'>;
  readonly leaseId: Id<'Lease'>;
  readonly asset: Asset;
  readonly model: BidModel;
  readonly priceNanos: Nanos;
  readonly placement: string;
  /** When its reservation is over: an event after that is counted, not billed. */
  readonly billableUntil: EpochMs;
  /** The creator whose post carries it, and their share. */
  readonly payeeId: Id<'Organisation'> | null;
  readonly shareBps: number;
  /** Hash (hex) of the rule version that says so. */
  readonly rule: string | null;
};

/** What a token says: facts, or why it is none. */
export type TokenReading = { readonly facts: ServedFacts } | { readonly problem: 'not_a_token' | 'forged' };

const MAC_BYTES = 16;
const TOKEN = /^([A-Za-z0-9_-]{1,900})\.([A-Za-z0-9_-]{22})$/;

/** Packs facts and HMAC-SHA256 (RFC 2104; truncated to 128 bits, section 5), fit for an address. */
export function signToken(key: Uint8Array, facts: ServedFacts): string {
  const { auctionId, slot, campaignId, creativeId, advertiserId, leaseId, asset, model, placement } = facts;
  const { priceNanos, billableUntil, payeeId, shareBps, rule } = facts;
  const ids = [auctionId, campaignId, creativeId, advertiserId, leaseId];
  const rest = [slot, asset, model, priceNanos, placement, billableUntil, payeeId, shareBps, rule];
  const body = Buffer.from(JSON.stringify([...ids, ...rest])).toString('base64url');
  return `${body}.${mac(key, body).toString('base64url')}`;
}

/** Reads what `signToken` made with the same key. Whether its time is over is for the caller. */
export function readToken(key: Uint8Array, token: string): TokenReading {
  const [, body, code] = TOKEN.exec(token) ?? [];
  if (body === undefined || code === undefined) return { problem: 'not_a_token' };
  if (!timingSafeEqual(mac(key, body), Buffer.from(code, 'base64url'))) return { problem: 'forged' };
  const values = JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as Packed;
  const [auctionId, campaignId, creativeId, advertiserId, leaseId, slot, asset, model, priceNanos, placement] = values;
  const [, , , , , , , , , , billableUntil, payeeId, shareBps, rule] = values;
  const ids = { auctionId, campaignId, creativeId, advertiserId, leaseId };
  const share = { payeeId, shareBps, rule };
  return { facts: { ...ids, slot, asset, model, priceNanos, placement, billableUntil, ...share } };
}

type Packed = [
  Id<'Auction'>,
  Id<'Campaign'>,
  Id<'Creative'>,
  Id<'Organisation'>,
  Id<'Lease'>,
  number,
  Asset,
  BidModel,
  Nanos,
  string,
  EpochMs,
  Id<'Organisation'> | null,
  number,
  string | null,
];

function mac(key: Uint8Array, body: string): Buffer {
  return createHmac('sha256', key).update('ads.event.v1:').update(body).digest().subarray(0, MAC_BYTES);
}

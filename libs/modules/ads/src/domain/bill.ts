import { type Asset, type Id, type Json, type Minor, canonicalJson, sha256 } from '#kernel';

/** Charged events of one kind, price and share. `rule` is the hash (hex) of the rule version that says the share. */
export type BillLine = {
  readonly kind: 'impression' | 'click';
  readonly count: bigint;
  readonly priceNanos: bigint;
  readonly payeeId: Id<'Organisation'> | null;
  readonly shareBps: number;
  readonly rule: string | null;
};

/** How nanos became minor units, for a payee or (null) the platform. */
export type BillCarry = {
  readonly payeeId: Id<'Organisation'> | null;
  readonly beforeNanos: bigint;
  readonly postedBefore: Minor;
  readonly addedNanos: bigint;
  /** New whole minor units: what the ledger entry moves. */
  readonly due: Minor;
};

/** What a batch of events cost a campaign. */
export type BillFacts = {
  readonly campaignId: Id<'Campaign'>;
  readonly advertiserId: Id<'Organisation'>;
  readonly asset: Asset;
  readonly unitNanos: bigint;
  readonly lines: readonly BillLine[];
  readonly carries: readonly BillCarry[];
};

/** The same, numbered and hashed: each bill of a campaign names the one before. */
export type Bill = {
  readonly campaignId: Id<'Campaign'>;
  readonly number: bigint;
  readonly previous: Buffer | undefined;
  readonly hash: Buffer;
  /** RFC 8785. */
  readonly body: string;
  /** The entry that carries the hash; undefined where nothing made a whole minor unit. */
  readonly entryId: Id<'Entry'> | undefined;
};

/** Writes the bill that follows `before`. Its members are published: libs/verify/README.md. */
export function billAfter(
  facts: BillFacts,
  before: { readonly number: bigint; readonly hash: Buffer } | undefined,
  entryId: Id<'Entry'> | undefined,
): Bill {
  const number = (before?.number ?? 0n) + 1n;
  const body = canonicalJson(bodyOf(facts, number, before?.hash.toString('hex') ?? ''));
  return { campaignId: facts.campaignId, number, previous: before?.hash, hash: sha256(body), body, entryId };
}

function bodyOf(
  { campaignId, advertiserId, asset, unitNanos, lines, carries }: BillFacts,
  number: bigint,
  previous: string,
): Json {
  return {
    campaign: campaignId,
    advertiser: advertiserId,
    asset,
    unit_nanos: String(unitNanos),
    number: String(number),
    previous,
    lines: lines.map(({ kind, count, priceNanos, payeeId, shareBps, rule }) => ({
      kind,
      count: String(count),
      price_nanos: String(priceNanos),
      payee: payeeId,
      share_bps: shareBps,
      rule: rule ?? '',
    })),
    carries: carries.map(({ payeeId, beforeNanos, postedBefore, addedNanos, due }) => ({
      payee: payeeId,
      before: { exact_nanos: String(beforeNanos), posted: String(postedBefore) },
      added_nanos: String(addedNanos),
      exact_nanos: String(beforeNanos + addedNanos),
      due: String(due),
    })),
  };
}

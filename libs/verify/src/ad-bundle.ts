// The shape of an ad charge's bundle, `provisio.ad_receipt.v1`. README.md says what each member means.
import { anchorFact, entryWith, leaf, ruleNote, ruleTerms, signedLog } from './bundle.ts';
import { canonicalJson } from './canonical-json.ts';
import { asset, hash32, optionalHash32, uuid } from './leaf.ts';
import { type Read, decimal, list, literal, nullable, object, objectWith, oneOf, some, whole } from './shape.ts';

const MAX_INT8 = (1n << 63n) - 1n;
const amount = decimal(0n, MAX_INT8);
const positive = decimal(1n, MAX_INT8);
/** Ads cost at most 1,000 major units each: 10¹² nanos. */
const price = decimal(1n, 1_000_000_000_000n);

const bill = object({
  advertiser: uuid,
  asset,
  campaign: uuid,
  carries: some(
    object({
      payee: nullable(uuid),
      before: object({ exact_nanos: amount, posted: amount }),
      added_nanos: amount,
      exact_nanos: amount,
      due: amount,
    }),
  ),
  lines: some(
    object({
      kind: oneOf('impression', 'click'),
      count: positive,
      price_nanos: price,
      payee: nullable(uuid),
      share_bps: whole(0, 10_000),
      rule: optionalHash32,
    }),
  ),
  number: positive,
  previous: optionalHash32,
  unit_nanos: positive,
});

const bundle = object({
  format: literal('provisio.ad_receipt.v1'),
  bills: some(bill),
  entry: entryWith(objectWith({ reason: literal('ads.billed'), campaign: uuid, bill: hash32 })),
  leaves: some(leaf),
  rules: list(object({ terms: ruleTerms, note: ruleNote })),
  log: signedLog,
  anchor: anchorFact,
});

/** An ad charge's bundle that has its form; nothing in it is believed yet. */
export type AdBundle = Read<typeof bundle>;
/** What one batch of events cost one campaign. */
export type Bill = AdBundle['bills'][number];

/**
 * Reads a bundle from parsed JSON, as a copy.
 * @throws {BadInput} naming the first field that is missing, wrong or too much.
 */
export function readAdBundle(value: unknown): AdBundle {
  return bundle(JSON.parse(canonicalJson(value, '')) as unknown, '');
}

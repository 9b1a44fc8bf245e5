// The shape of a receipt bundle, `provisio.receipt.v1`. README.md says what each member means.
import { BadInput } from './bad-input.ts';
import { canonicalJson } from './canonical-json.ts';
import { accountPath, asset, hash32, i64, leafSide, optionalHash32, transferKind, u64, uuid } from './leaf.ts';
import {
  type Read,
  type Shape,
  decimal,
  flag,
  has,
  list,
  literal,
  mapOf,
  nullable,
  object,
  objectWith,
  some,
  text,
  whole,
} from './shape.ts';

const MAX_MINOR = (1n << 63n) - 1n;
const minor = decimal(0n, MAX_MINOR);
const atLeastOne = decimal(1n, MAX_MINOR);
const seq = decimal(1n, (1n << 64n) - 1n);
const bps = whole(0, 10_000);
const version = whole(1, Number.MAX_SAFE_INTEGER);
const words = text(/^[^\p{Cc}]+$/u, 'a line of text');
/** What a merchant calls things: whatever the API takes. It is hashed like all else, and `describeReport` tames it. */
const named = text(/[^]/, 'a text');
const category = text(/^[^\p{Cc}/*]+(\/[^\p{Cc}/*]+)*$/u, 'a category path such as home/decor');
const tier = text(/^[^\p{Cc}*]+$/u, 'a tier');
const categoryOrAny = text(/^(\*|[^\p{Cc}/*]+(\/[^\p{Cc}/*]+)*)$/u, 'a category path or *');
const tierOrAny = text(/^(\*|[^\p{Cc}*]+)$/u, 'a tier or *');

const WHAT_INSTANT = 'an RFC 3339 instant in UTC';
const writtenInstant = text(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/, WHAT_INSTANT);

/** RFC 3339 in UTC, on a day that exists. */
const instant: Shape<string> = (value, field) => {
  const written = writtenInstant(value, field);
  const ms = Date.parse(written);
  // The day after 28 February may be read as 1 March; the round trip tells.
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 19) !== written.slice(0, 19)) {
    throw new BadInput(field, `is not ${WHAT_INSTANT}`);
  }
  return written;
};

const clause = object({ category: categoryOrAny, tier: tierOrAny, bps });

const priced = {
  program: uuid,
  version,
  from: instant,
  table: some(clause),
  maturation_days: whole(0, 3650),
  fee_bps: bps,
};
const withoutAds = object(priced);
const withAds = object({ ...priced, ad_share_bps: whole(1, 10_000) });

/** Terms of a rule version; the share of ads is left out where it is nothing. */
export const ruleTerms = (value: unknown, field: string): Read<typeof withoutAds> | Read<typeof withAds> =>
  has(value, 'ad_share_bps') ? withAds(value, field) : withoutAds(value, field);

const members = {
  commission: uuid,
  program: uuid,
  payee: uuid,
  tier,
  merchant: uuid,
  asset,
  order: object({ id: uuid, external_id: named, currency: asset, placed_at: instant }),
  line: object({
    line: whole(1, 2 ** 32 - 1),
    sku: named,
    category,
    quantity: atLeastOne,
    unit_price: minor,
    discount: minor,
    base: minor,
  }),
  rule: object({
    version_id: uuid,
    version,
    hash: hash32,
    note_seq: seq,
    terms: ruleTerms,
    matched: clause,
  }),
  peg: object({ from: asset, to: asset, numerator: atLeastOne, denominator: atLeastOne }),
  arithmetic: object({ base: minor, bps, commission: minor, fee_bps: bps, fee: minor }),
  matures_at: instant,
};
const byClick = object({ ...members, click: object({ id: uuid, link: uuid, code: words, at: instant }) });
const byCoupon = object({ ...members, coupon: object({ id: uuid, code: words }) });

/** What brought the order is a click or a coupon, and a receipt names one of them. */
const receipt = (value: unknown, field: string) =>
  has(value, 'coupon') ? byCoupon(value, field) : byClick(value, field);

const metadata = objectWith({
  reason: literal('commission'),
  order: uuid,
  receipts: mapOf(uuid, hash32),
});

/** An entry as it was hashed, with metadata of shape `metadataShape`. */
export const entryWith = <T extends { readonly whole: unknown }>(metadataShape: Shape<T>) =>
  object({
    asset,
    effective_at: i64,
    id: uuid,
    metadata: metadataShape,
    transfers: some(
      object({
        amount: atLeastOne,
        credit: accountPath,
        debit: accountPath,
        facts: optionalHash32,
        kind: transferKind,
        refers_to: u64,
        rest: nullable(object({ credit: accountPath, debit: accountPath })),
        up_to: flag,
      }),
    ),
  });

/** A transfer as the log holds it. */
export const leaf = object({
  kind: literal('transfer'),
  seq,
  transfer_kind: transferKind,
  amount: atLeastOne,
  effective_at: i64,
  recorded_at: i64,
  refers_to: u64,
  facts: optionalHash32,
  debit: leafSide,
  credit: leafSide,
});

const address = text(/^0x[0-9a-f]{40}$/, 'an address of 40 lower-case hex digits');

/** The note that fixes a rule version's hash in the log. */
export const ruleNote = object({ seq, topic: literal('programs.rule_version'), hash: hash32, recorded_at: i64 });

/** The signed head that a bundle is proven in, and the paths to it. */
export const signedLog = object({
  origin: words,
  size: seq,
  root: hash32,
  checkpoint: text(/[^]/, 'a signed note'),
  public_key: words,
  inclusion: mapOf(seq, list(hash32)),
});

/** Where that head is on a chain. */
export const anchorFact = nullable(
  object({
    chain_id: seq,
    contract: address,
    size: seq,
    root: hash32,
    tx_hash: text(/^0x[0-9a-f]{64}$/, 'a transaction hash of 64 lower-case hex digits'),
    block_number: u64,
  }),
);

const bundle = object({
  format: literal('provisio.receipt.v1'),
  receipt,
  entry: entryWith(metadata),
  leaves: some(leaf),
  rule_note: ruleNote,
  log: signedLog,
  anchor: anchorFact,
});

/** A receipt bundle that has its form; nothing in it is believed yet. */
export type Bundle = Read<typeof bundle>;
/** One transfer of the bundle's entry, as the log holds it. */
export type BundleLeaf = Bundle['leaves'][number];
/** What every bundle has: an entry, its leaves, and their way to the chain. */
export type LoggedEntry = Pick<Bundle, 'leaves' | 'log' | 'anchor'> & {
  readonly entry: Omit<Bundle['entry'], 'metadata'> & { readonly metadata: { readonly whole: unknown } };
};
/** A rule version's note. */
export type RuleNote = Bundle['rule_note'];

/**
 * Reads a bundle from parsed JSON. What is read is a copy: no getter or proxy can answer differently later.
 * @throws {BadInput} naming the first field that is missing, wrong or too much.
 */
export function readBundle(value: unknown): Bundle {
  return bundle(JSON.parse(canonicalJson(value, '')) as unknown, '');
}

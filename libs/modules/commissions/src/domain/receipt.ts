import {
  type Asset,
  canonicalJson,
  type EpochMs,
  formatInstant,
  type Id,
  type Json,
  type Minor,
  sha256,
} from '#kernel';
import type { Peg } from './price-line.ts';

/** What brought an order: a click, or a coupon that it named. */
export type Brought =
  | {
      readonly by: 'click';
      readonly id: Id<'Click'>;
      readonly linkId: Id<'Link'>;
      readonly code: string;
      readonly at: EpochMs;
    }
  | { readonly by: 'coupon'; readonly id: Id<'Coupon'>; readonly code: string };

/** What an order, what brought it and its rule version say alike for every line of the order. */
export type SaleTerms = {
  readonly orderId: Id<'Order'>;
  readonly externalId: string;
  readonly merchantId: Id<'Organisation'>;
  readonly partnerId: Id<'Organisation'>;
  readonly programId: Id<'Program'>;
  /** The partner's own tier in the program when the order was placed. */
  readonly tier: string;
  readonly currency: Asset;
  readonly asset: Asset;
  readonly placedAt: EpochMs;
  readonly maturesAt: EpochMs;
  readonly brought: Brought;
  readonly rule: {
    readonly versionId: Id<'RuleVersion'>;
    readonly version: number;
    /** 64 hex digits: SHA-256 of the canonical terms. */
    readonly hash: string;
    readonly noteSeq: bigint;
    readonly terms: Json;
  };
  readonly peg: Peg;
};

/** What one line says: the inputs of its price and the price. */
export type PricedLine = {
  readonly commissionId: Id<'Commission'>;
  readonly lineNo: number;
  readonly sku: string;
  readonly category: string;
  readonly quantity: bigint;
  readonly unitPrice: Minor;
  readonly discount: Minor;
  /** Minor units of the order's currency. */
  readonly lineBase: Minor;
  /** Minor units of the settlement asset, as are amount and fee. */
  readonly base: Minor;
  readonly matched: { readonly category: string; readonly tier: string; readonly bps: number };
  readonly feeBps: number;
  readonly amount: Minor;
  readonly fee: Minor;
};

type Members = { readonly [member: string]: Json };

/**
 * Everything from which a commission can be computed again, as the published format `provisio.receipt.v1` has it.
 * The same facts always give the same value, so a receipt is built anew when it is asked for.
 */
export function receiptOf(sale: SaleTerms, line: PricedLine): Json {
  return { ...saleMembers(sale), ...lineMembers(line), rule: { ...ruleMembers(sale.rule), matched: line.matched } };
}

/** SHA-256 of a receipt's canonical JSON (RFC 8785): what the ledger entry's metadata holds. 32 bytes. */
export function receiptHash(receipt: Json): Buffer {
  return sha256(canonicalJson(receipt));
}

/** `receiptHash(receiptOf(sale, line))` of each line; what the lines of a sale have in common is written once. */
export function receiptHashes(sale: SaleTerms, lines: readonly PricedLine[]): Buffer[] {
  const { terms, ...rule } = ruleMembers(sale.rule);
  const common = { ...canonicalMembers(saleMembers(sale)) };
  const ofRule = { ...canonicalMembers(rule), terms: canonicalTerms(terms) };
  return lines.map((line) => {
    const matched = canonicalJson(line.matched);
    return sha256(joined({ ...common, ...canonicalMembers(lineMembers(line)), rule: joined({ ...ofRule, matched }) }));
  });
}

function saleMembers(sale: SaleTerms): Members {
  const { peg } = sale;
  return {
    program: sale.programId,
    payee: sale.partnerId,
    tier: sale.tier,
    merchant: sale.merchantId,
    asset: sale.asset,
    order: {
      id: sale.orderId,
      external_id: sale.externalId,
      currency: sale.currency,
      placed_at: formatInstant(sale.placedAt),
    },
    ...broughtMember(sale.brought),
    peg: {
      from: sale.currency,
      to: sale.asset,
      numerator: peg.numerator.toString(),
      denominator: peg.denominator.toString(),
    },
    matures_at: formatInstant(sale.maturesAt),
  };
}

/** `click` or `coupon`: a receipt has one of the two. */
function broughtMember(brought: Brought): Members {
  if (brought.by === 'coupon') return { coupon: { id: brought.id, code: brought.code } };
  const { id, linkId, code, at } = brought;
  return { click: { id, link: linkId, code, at: formatInstant(at) } };
}

function ruleMembers(rule: SaleTerms['rule']): Members & { readonly terms: Json } {
  const { versionId, version, hash, noteSeq, terms } = rule;
  return { version_id: versionId, version, hash, note_seq: noteSeq.toString(), terms };
}

function lineMembers(line: PricedLine): Members {
  return {
    commission: line.commissionId,
    line: {
      line: line.lineNo,
      sku: line.sku,
      category: line.category,
      quantity: line.quantity.toString(),
      unit_price: line.unitPrice.toString(),
      discount: line.discount.toString(),
      base: line.lineBase.toString(),
    },
    arithmetic: {
      base: line.base.toString(),
      bps: line.matched.bps,
      commission: line.amount.toString(),
      fee_bps: line.feeBps,
      fee: line.fee.toString(),
    },
  };
}

type Texts = { readonly [member: string]: string };

function canonicalMembers(members: Members): Texts {
  return Object.fromEntries(Object.entries(members).map(([name, value]) => [name, canonicalJson(value)]));
}

/** The canonical object of members that are canonical already; the names are plain ASCII. */
function joined(texts: Texts): string {
  const members = Object.keys(texts).toSorted();
  return `{${members.map((name) => `"${name}":${texts[name]}`).join(',')}}`;
}

// Thousands of sales share one rule version, whose table may be long.
const termsTexts = new WeakMap<object, string>();

function canonicalTerms(terms: Json): string {
  if (typeof terms !== 'object' || terms === null) return canonicalJson(terms);
  const known = termsTexts.get(terms);
  if (known !== undefined) return known;
  const text = canonicalJson(terms);
  termsTexts.set(terms, text);
  return text;
}

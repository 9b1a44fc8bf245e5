import { type Asset, canonicalJson, type EpochMs, formatInstant, type Id, type Json, type Minor, sha256 } from '#kernel';
import type { Peg } from './price-line.ts';

/** What an order, its click and its rule version say alike for every line of the order. */
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
  readonly click: { readonly id: Id<'Click'>; readonly linkId: Id<'Link'>; readonly code: string; readonly at: EpochMs };
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

/**
 * Everything from which a commission can be computed again, as the published format `provisio.receipt.v1` has it.
 * The same facts always give the same value, so a receipt is built anew when it is asked for.
 */
export function receiptOf(sale: SaleTerms, line: PricedLine): Json {
  return {
    commission: line.commissionId,
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
    line: {
      line: line.lineNo,
      sku: line.sku,
      category: line.category,
      quantity: line.quantity.toString(),
      unit_price: line.unitPrice.toString(),
      discount: line.discount.toString(),
      base: line.lineBase.toString(),
    },
    click: { id: sale.click.id, link: sale.click.linkId, code: sale.click.code, at: formatInstant(sale.click.at) },
    rule: {
      version_id: sale.rule.versionId,
      version: sale.rule.version,
      hash: sale.rule.hash,
      note_seq: sale.rule.noteSeq.toString(),
      terms: sale.rule.terms,
      matched: line.matched,
    },
    peg: {
      from: sale.currency,
      to: sale.asset,
      numerator: sale.peg.numerator.toString(),
      denominator: sale.peg.denominator.toString(),
    },
    arithmetic: {
      base: line.base.toString(),
      bps: line.matched.bps,
      commission: line.amount.toString(),
      fee_bps: line.feeBps,
      fee: line.fee.toString(),
    },
    matures_at: formatInstant(sale.maturesAt),
  };
}

/** SHA-256 of the receipt's canonical JSON: what the ledger entry's metadata holds. 32 bytes. */
export function receiptHash(receipt: Json): Buffer {
  return sha256(canonicalJson(receipt));
}

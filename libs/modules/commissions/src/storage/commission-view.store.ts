import { Injectable } from '@nestjs/common';
import { type Asset, type EpochMs, type Id, type Minor, present } from '#kernel';
import { Database, loadSql } from '#platform/database';
import type { ConversionState } from '../domain/conversion-state.ts';
import type { Brought, PricedLine, SaleTerms } from '../domain/receipt.ts';

const LIST = loadSql(import.meta.url, './sql/list-commissions.sql');

/** Everything stored of a commission. */
export type CommissionView = {
  /** The terms of its sale; what the rule version says is read from programs. */
  readonly terms: Omit<SaleTerms, 'rule'>;
  readonly ruleVersionId: Id<'RuleVersion'>;
  readonly line: PricedLine;
  readonly receiptHash: Buffer;
  readonly state: ConversionState;
  readonly fundedAt?: EpochMs | undefined;
  readonly entryId: Id<'Entry'>;
  readonly firstSeq: bigint;
  /** Minor units of the order's currency refunded so far. */
  readonly refunded: Minor;
  /** Minor units of the settlement asset taken back so far. */
  readonly reversed: Minor;
  readonly feeReversed: Minor;
  /** Why it does not mature although its time may have come; undefined where nothing stops it. */
  readonly review?:
    | { readonly caseId: Id<'ModerationCase'>; readonly reason: string; readonly at: EpochMs }
    | undefined;
};

/** Which commissions; a field that is left out does not narrow the answer. */
export type CommissionFilter = {
  readonly partnerId?: Id<'Organisation'> | undefined;
  readonly merchantId?: Id<'Organisation'> | undefined;
  readonly programId?: Id<'Program'> | undefined;
  readonly state?: ConversionState | undefined;
  readonly commissionId?: Id<'Commission'> | undefined;
  /** The list goes on after this line. */
  readonly after?: { readonly placedAt: EpochMs; readonly orderId: Id<'Order'>; readonly lineNo: number } | undefined;
  readonly limit: number;
};

type Row = {
  id: Id<'Commission'>;
  order_id: Id<'Order'>;
  line_no: number;
  sku: string;
  category: string;
  quantity: bigint;
  unit_price: Minor;
  discount: Minor;
  line_base: Minor;
  base: Minor;
  matched_category: string;
  matched_tier: string;
  bps: number;
  fee_bps: number;
  amount: Minor;
  fee: Minor;
  receipt_hash: Buffer;
  refunded: Minor;
  reversed: Minor;
  fee_reversed: Minor;
  merchant_id: Id<'Organisation'>;
  partner_id: Id<'Organisation'>;
  program_id: Id<'Program'>;
  tier: string;
  external_id: string;
  currency: Asset;
  placed_at: Date;
  click_id: Id<'Click'> | null;
  link_id: Id<'Link'> | null;
  link_code: string | null;
  click_at: Date | null;
  coupon_id: Id<'Coupon'> | null;
  coupon_code: string | null;
  asset: Asset;
  peg_numerator: bigint;
  peg_denominator: bigint;
  rule_version_id: Id<'RuleVersion'>;
  matures_at: Date;
  entry_id: Id<'Entry'>;
  first_seq: bigint;
  state: ConversionState;
  funded_at: Date | null;
  review_case_id: Id<'ModerationCase'> | null;
  review_reason: string | null;
  review_opened_at: Date | null;
};

/** Reads commissions with their conversions. */
@Injectable()
export class CommissionViewStore {
  constructor(private readonly database: Database) {}

  /** Newest order first, lines in order. */
  async list(filter: CommissionFilter): Promise<CommissionView[]> {
    const { partnerId, merchantId, programId, state, commissionId, after, limit } = filter;
    const rows = await this.database.query<Row>(LIST, [
      partnerId ?? null,
      merchantId ?? null,
      programId ?? null,
      state ?? null,
      after === undefined ? null : new Date(after.placedAt),
      after?.orderId ?? null,
      after?.lineNo ?? null,
      limit,
      commissionId ?? null,
    ]);
    return rows.map(viewOf);
  }
}

function viewOf(row: Row): CommissionView {
  return {
    terms: termsOf(row),
    ruleVersionId: row.rule_version_id,
    line: lineOf(row),
    receiptHash: row.receipt_hash,
    state: row.state,
    fundedAt: row.funded_at === null ? undefined : instantOf(row.funded_at),
    entryId: row.entry_id,
    firstSeq: row.first_seq,
    refunded: row.refunded,
    reversed: row.reversed,
    feeReversed: row.fee_reversed,
    review: reviewOf(row),
  };
}

function reviewOf({ review_case_id: caseId, review_reason, review_opened_at }: Row): CommissionView['review'] {
  if (caseId === null) return undefined;
  const at = instantOf(present(review_opened_at ?? undefined, 'time of the review'));
  return { caseId, reason: present(review_reason ?? undefined, 'reason of the review'), at };
}

function termsOf(row: Row): CommissionView['terms'] {
  return {
    orderId: row.order_id,
    externalId: row.external_id,
    merchantId: row.merchant_id,
    partnerId: row.partner_id,
    programId: row.program_id,
    tier: row.tier,
    currency: row.currency,
    asset: row.asset,
    placedAt: instantOf(row.placed_at),
    maturesAt: instantOf(row.matures_at),
    brought: broughtOf(row),
    peg: { numerator: row.peg_numerator, denominator: row.peg_denominator },
  };
}

/** The table holds that it is one of the two, whole. */
function broughtOf(row: Row): Brought {
  if (row.coupon_id !== null) {
    return { by: 'coupon', id: row.coupon_id, code: present(row.coupon_code ?? undefined, 'coupon code') };
  }
  return {
    by: 'click',
    id: present(row.click_id ?? undefined, 'click'),
    linkId: present(row.link_id ?? undefined, 'link'),
    code: present(row.link_code ?? undefined, 'link code'),
    at: instantOf(present(row.click_at ?? undefined, 'time of the click')),
  };
}

function lineOf(row: Row): PricedLine {
  return {
    commissionId: row.id,
    lineNo: row.line_no,
    sku: row.sku,
    category: row.category,
    quantity: row.quantity,
    unitPrice: row.unit_price,
    discount: row.discount,
    lineBase: row.line_base,
    base: row.base,
    matched: { category: row.matched_category, tier: row.matched_tier, bps: row.bps },
    feeBps: row.fee_bps,
    amount: row.amount,
    fee: row.fee,
  };
}

function instantOf(date: Date): EpochMs {
  return date.getTime() as EpochMs;
}

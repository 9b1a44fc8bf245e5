import { type Asset, type Bps, derivedId, type EpochMs, type Id, type Minor } from '#kernel';
import { maturesAt } from './conversion-state.ts';
import { type Peg, priceLine } from './price-line.ts';
import type { PricedLine, SaleTerms } from './receipt.ts';

/** An accepted order as its event tells it. Amounts in minor units of `currency`. */
export type OrderFact = {
  readonly id: Id<'Order'>;
  readonly merchantId: Id<'Organisation'>;
  readonly externalId: string;
  readonly currency: Asset;
  readonly customerRef?: string | undefined;
  readonly clickId?: Id<'Click'> | undefined;
  /** The coupon code that the order names. */
  readonly coupon?: string | undefined;
  readonly placedAt: EpochMs;
  readonly lines: readonly {
    readonly lineNo: number;
    readonly sku: string;
    readonly category: string;
    readonly quantity: bigint;
    readonly unitPrice: Minor;
    readonly discount: Minor;
    readonly base: Minor;
  }[];
};

/** Who brought an order, by which click or coupon, at which tier. */
export type SaleAttribution = Pick<SaleTerms, 'partnerId' | 'programId' | 'tier' | 'brought'>;

/** The rule version that was in force, with what its program says. */
export type SaleRule = SaleTerms['rule'] & {
  readonly asset: Asset;
  readonly maturationDays: number;
  readonly feeBps: Bps;
  /** The clause that prices a line of `category` at `tier`; undefined when none does. */
  readonly match: (
    category: string,
    tier: string,
  ) => { readonly category: string; readonly tier: string; readonly bps: Bps } | undefined;
};

/** An order with attribution and what its lines earn; a line that earns nothing is left out. */
export type Sale = { readonly terms: SaleTerms; readonly lines: readonly PricedLine[] };

/** What of a rule prices lines. */
export type Pricing = Pick<SaleRule, 'feeBps' | 'match'>;

/** What the lines of `order` earn a partner at `tier`; one that earns nothing is left out. */
export function priceLines(order: OrderFact, tier: string, { feeBps, match }: Pricing, peg: Peg): PricedLine[] {
  return order.lines.flatMap((line): PricedLine[] => {
    const matched = match(line.category, tier);
    if (matched === undefined) return [];
    const { base, commission: amount, fee } = priceLine(line.base, peg, matched.bps, feeBps);
    const commissionId = derivedId<'Commission'>(order.placedAt, 'commission', order.id, line.lineNo.toString());
    const { lineNo, sku, category, quantity, unitPrice, discount, base: lineBase } = line;
    const inputs = { commissionId, lineNo, sku, category, quantity, unitPrice, discount, lineBase };
    return amount === 0n ? [] : [{ ...inputs, base, matched, feeBps, amount, fee }];
  });
}

/** Prices `order` under the rule that was in force when it was placed. */
export function priceSale(order: OrderFact, attribution: SaleAttribution, rule: SaleRule, peg: Peg): Sale {
  const { asset, maturationDays, versionId, version, hash, noteSeq, terms } = rule;
  const sale: SaleTerms = {
    orderId: order.id,
    externalId: order.externalId,
    merchantId: order.merchantId,
    ...attribution,
    currency: order.currency,
    asset,
    placedAt: order.placedAt,
    maturesAt: maturesAt(order.placedAt, maturationDays),
    rule: { versionId, version, hash, noteSeq, terms },
    peg,
  };
  return { terms: sale, lines: priceLines(order, attribution.tier, rule, peg) };
}

/** What the merchant is charged for a sale: all commissions and all fees. */
export function chargeOf(lines: readonly Pick<PricedLine, 'amount' | 'fee'>[]): Minor {
  return lines.reduce((sum, { amount, fee }) => sum + amount + fee, 0n) as Minor;
}

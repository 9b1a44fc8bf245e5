import { Injectable } from '@nestjs/common';
import { type Asset, type Id, present } from '#kernel';
import { AttributeOrders, type Attribution } from '#modules/attribution';
import { type Peg as RegisteredPeg, ReadAssets } from '#modules/ledger';
import { FindPrograms, matchRate, type Program, type RuleVersion, RuleVersionAt } from '#modules/programs';
import type { Tx } from '#platform/database';
import { pegTo } from '../../domain/price-line.ts';
import { type OrderFact, priceSale, type Sale, type SaleAttribution, type SaleRule } from '../../domain/price-sale.ts';
import type { PricingOutcome } from '../../storage/commission.store.ts';

/** What became of each order, and the sales that earned something. */
export type AttributedSales = {
  readonly outcomes: ReadonlyMap<Id<'Order'>, PricingOutcome>;
  readonly sales: readonly Sale[];
};

/** An order that somebody brought. */
type Brought = { readonly order: OrderFact; readonly by: Attribution };

/** Finds who brought orders and what they earn, under the rule version that was in force when each was placed. */
@Injectable()
export class AttributeSales {
  constructor(
    private readonly attributeOrders: AttributeOrders,
    private readonly findPrograms: FindPrograms,
    private readonly ruleVersionAt: RuleVersionAt,
    private readonly readAssets: ReadAssets,
  ) {}

  /** A handful of queries, whatever the number of orders; writes nothing but attribution's evidence of conflicts. */
  async execute(tx: Tx, orders: readonly OrderFact[]): Promise<AttributedSales> {
    const attributions = await this.attributeOrders.execute(tx, orders);
    const brought = orders.flatMap((order): Brought[] => {
      const by = attributions.get(order.id);
      return by === undefined ? [] : [{ order, by }];
    });
    const programs = await this.findPrograms.execute([...new Set(brought.map(({ by }) => by.programId))]);
    const rules = await this.ruleVersionAt.many(
      brought.map(({ order, by }) => ({ programId: by.programId, at: order.placedAt })),
    );
    const pegs = await this.pegs(brought);
    const outcomes = new Map<Id<'Order'>, PricingOutcome>(orders.map(({ id }) => [id, 'unattributed']));
    const sales = brought.flatMap(({ order, by }, at): Sale[] => {
      const program = present(programs.get(by.programId), 'program');
      const result = price(order, by, program, rules[at], pegs.get(order.currency));
      outcomes.set(order.id, typeof result === 'string' ? result : 'earned');
      return typeof result === 'string' ? [] : [result];
    });
    return { outcomes, sales };
  }

  private async pegs(brought: readonly Brought[]): Promise<Map<Asset, RegisteredPeg>> {
    const pegs = new Map<Asset, RegisteredPeg>();
    for (const currency of new Set(brought.map(({ order }) => order.currency))) {
      const peg = await this.readAssets.pegOf(currency);
      if (peg !== undefined) pegs.set(currency, peg);
    }
    return pegs;
  }
}

function price(
  order: OrderFact,
  by: Attribution,
  { settlementAsset }: Program,
  rule: RuleVersion | undefined,
  registered: RegisteredPeg | undefined,
): Sale | PricingOutcome {
  if (rule === undefined) return 'no_rule_version';
  const peg = pegTo(settlementAsset, order.currency, registered);
  if (peg === undefined) return 'not_pegged';
  const sale = priceSale(order, attributionOf(by), ruleOf(rule, settlementAsset), peg);
  return sale.lines.length === 0 ? 'nothing_earned' : sale;
}

function attributionOf(by: Attribution): SaleAttribution {
  const { partnerId, programId, tier } = by;
  if (by.by === 'coupon') return { partnerId, programId, tier, brought: { by: 'coupon', ...by.coupon } };
  const { clickId: id, linkId, code, at } = by.click;
  return { partnerId, programId, tier, brought: { by: 'click', id, linkId, code, at } };
}

/** What pricing needs of a rule version. */
function ruleOf(rule: RuleVersion, asset: Asset): SaleRule {
  return {
    versionId: rule.id,
    version: rule.version,
    hash: rule.hash,
    noteSeq: rule.noteSeq,
    terms: rule.terms,
    asset,
    maturationDays: rule.maturationDays,
    feeBps: rule.feeBps,
    match: (category, tier) => matchRate(rule, category, tier).clause,
  };
}

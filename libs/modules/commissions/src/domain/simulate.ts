import { type Id, type Minor, minor } from '#kernel';
import { leftOf } from './conversion.ts';
import { afterReversal, prorateRefund } from './prorate-refund.ts';
import { type Peg } from './price-line.ts';
import { type OrderFact, priceLines, type Pricing } from './price-sale.ts';

/** An order with what was refunded of each line so far, in minor units of its currency. */
export type RefundedOrder = Omit<OrderFact, 'lines'> & {
  readonly lines: readonly (OrderFact['lines'][number] & { readonly refunded: Minor })[];
};

/** What refunds leave of an order's commissions and fees, in minor units of the settlement asset. */
export type Left = { readonly commission: Minor; readonly fee: Minor };

/** What a partner earns under both rules. */
export type PartnerFigures = {
  readonly partnerId: Id<'Organisation'>;
  orders: number;
  now: bigint;
  draft: bigint;
};

/** Everybody's figures together. */
export type Totals = {
  readonly now: bigint;
  readonly draft: bigint;
  /** Those who would earn more, and how much more in all. */
  readonly gaining: { readonly partners: number; readonly amount: bigint };
  /** Those who would earn less, and how much less in all. */
  readonly losing: { readonly partners: number; readonly amount: bigint };
};

const NOTHING: Left = { commission: minor(0n), fee: minor(0n) };

/** What `order` earns under `pricing`, refunds taken off as they are in the books; nothing without a rule. */
export function earnedUnder(order: RefundedOrder, tier: string, pricing: Pricing | undefined, peg: Peg): Left {
  if (pricing === undefined) return NOTHING;
  const refunded = new Map(order.lines.map((line) => [line.lineNo, line.refunded]));
  const lines = priceLines(order, tier, pricing, peg).map((line, transferAt) => {
    const { commissionId: id, lineNo, lineBase, amount, fee } = line;
    const none = minor(0n);
    const earned = { id, lineNo, transferAt, lineBase, amount, fee, refunded: none, reversed: none, feeReversed: none };
    const back = refunded.get(lineNo) ?? none;
    return back === 0n ? earned : afterReversal(earned, back, prorateRefund(earned, back));
  });
  return leftOf(lines);
}

/** Adds up `partners`. Gains and losses stand apart, so that one does not hide the other. */
export function totalsOf(partners: Iterable<PartnerFigures>): Totals {
  let [now, draft] = [0n, 0n];
  const [gaining, losing] = [
    { partners: 0, amount: 0n },
    { partners: 0, amount: 0n },
  ];
  for (const each of partners) {
    now += each.now;
    draft += each.draft;
    if (each.draft === each.now) continue;
    const side = each.draft > each.now ? gaining : losing;
    side.partners += 1;
    side.amount += each.draft > each.now ? each.draft - each.now : each.now - each.draft;
  }
  return { now, draft, gaining, losing };
}

/** The partners whom it moves most first; ties by id, so that the same question has the same answer. */
export function byChange(partners: Iterable<PartnerFigures>): PartnerFigures[] {
  const change = ({ now, draft }: PartnerFigures): bigint => (draft > now ? draft - now : now - draft);
  return [...partners].toSorted((a, b) => {
    const [mine, other] = [change(a), change(b)];
    if (mine !== other) return mine > other ? -1 : 1;
    return a.partnerId < b.partnerId ? -1 : 1;
  });
}

import { type EpochMs, type Id, type Minor, minor } from '#kernel';
import { type Earned, type EarnedLine, leftOf } from './conversion.ts';
import { afterReversal, prorateRefund, type TakenBack } from './prorate-refund.ts';

/** A refund of an order, as it was told. Amounts in minor units of the order's currency. */
export type RefundFact = {
  readonly id: Id<'Refund'>;
  readonly orderId: Id<'Order'>;
  readonly at: EpochMs;
  readonly lines: readonly { readonly lineNo: number; readonly amount: Minor }[];
};

/** What a refund takes back of one line's commission; both amounts may be zero. */
export type LineTakenBack = TakenBack & { readonly line: EarnedLine; readonly refunded: Minor };

/** A refund's effect: what it takes back, and what is earned after it. */
export type Effect = { readonly taken: readonly LineTakenBack[]; readonly after: Earned };

/** Takes back what `refund` asks for, line by line. A line that earned nothing has nothing to take back. */
export function takeBack(earned: Earned, refund: RefundFact): Effect {
  const byNumber = new Map(earned.lines.map((line) => [line.lineNo, line]));
  const taken = refund.lines.flatMap(({ lineNo, amount: asked }): LineTakenBack[] => {
    const line = byNumber.get(lineNo);
    if (line === undefined) return [];
    // What the chain paid was taken back on the line's base, too: there may be less left than the merchant refunds.
    const amount = least(asked, minor(line.lineBase - line.refunded));
    const back = prorateRefund(line, amount);
    byNumber.set(lineNo, afterReversal(line, amount, back));
    return [{ line, refunded: amount, ...back }];
  });
  const lines = [...byNumber.values()];
  const isGone = leftOf(lines).commission === 0n;
  const state = isGone ? 'reversed' : earned.conversion.state;
  return { taken, after: { conversion: { ...earned.conversion, state }, lines } };
}

function least(a: Minor, b: Minor): Minor {
  return a < b ? a : b;
}

import { assert, type Minor, minor, mulDivFloor } from '#kernel';

/** A commission with what was refunded and reversed so far. `lineBase` and `refunded` are in the order's currency. */
export type Reversible = {
  readonly lineBase: Minor;
  readonly amount: Minor;
  readonly fee: Minor;
  readonly refunded: Minor;
  readonly reversed: Minor;
  readonly feeReversed: Minor;
};

/** What one refund takes back, in minor units of the settlement asset. */
export type TakenBack = { readonly amount: Minor; readonly fee: Minor };

/**
 * The reversal that refunding `refund` more of the line brings: floor(c × refunded so far / base) − reversed so far, and
 * the same for the fee. Splitting a full refund in any way reverses exactly the commission and exactly the fee.
 * @throws {Bug} when more than the line's base would be refunded: the orders module refuses that.
 */
export function prorateRefund(of: Reversible, refund: Minor): TakenBack {
  const refunded = of.refunded + refund;
  assert(of.lineBase > 0n && refunded <= of.lineBase, 'a refund is within the base of its line');
  return {
    amount: minor(mulDivFloor(of.amount, refunded, of.lineBase) - of.reversed),
    fee: minor(mulDivFloor(of.fee, refunded, of.lineBase) - of.feeReversed),
  };
}

/** `of` after `refund` took `taken` back. */
export function afterReversal<Of extends Reversible>(of: Of, refund: Minor, taken: TakenBack): Of {
  return {
    ...of,
    refunded: minor(of.refunded + refund),
    reversed: minor(of.reversed + taken.amount),
    feeReversed: minor(of.feeReversed + taken.fee),
  };
}

import { type Id, type Minor, minor } from '#kernel';

/** An amount of one payee that moves. */
export type Move = { readonly payeeId: Id<'Organisation'>; readonly amount: Minor };

/** What each payee gets now: the listed amount, or less when less is payable; payees without anything are dropped. */
export function movesOf(
  listed: readonly { readonly payeeId: Id<'Organisation'>; readonly payable: Minor }[],
  payableNow: readonly bigint[],
): Move[] {
  return listed.flatMap(({ payeeId, payable }, index) => {
    const now = payableNow[index] ?? 0n;
    const amount = now < payable ? now : payable;
    return amount > 0n ? [{ payeeId, amount: minor(amount) }] : [];
  });
}

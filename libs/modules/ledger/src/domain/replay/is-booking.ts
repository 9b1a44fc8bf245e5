import { MAX_MINOR } from '#kernel';
import type { TransferContent } from '../entry-content.ts';

/** Whether `booked` is what `asked` may have become: "up to" amounts smaller, their rest behind them. */
export function isBooking(asked: readonly TransferContent[], booked: readonly TransferContent[]): boolean {
  let at = 0;
  const take = (like: TransferContent, debit: string, credit: string, most: bigint): bigint => {
    const row = booked[at];
    const isLike =
      row !== undefined &&
      row.debit === debit &&
      row.credit === credit &&
      BigInt(row.amount) <= most &&
      row.kind === like.kind &&
      row.refers_to === like.refers_to &&
      row.facts === like.facts;
    if (!isLike) return 0n;
    at += 1;
    return BigInt(row.amount);
  };
  for (const want of asked) {
    const amount = BigInt(want.amount);
    const part = take(want, want.debit, want.credit, amount);
    const rest = want.rest !== null && part < amount ? take(want, want.rest.debit, want.rest.credit, MAX_MINOR) : 0n;
    const isWhole = part + rest === amount;
    if (!isWhole && !(want.up_to && want.rest === null)) return false;
  }
  return at === booked.length;
}

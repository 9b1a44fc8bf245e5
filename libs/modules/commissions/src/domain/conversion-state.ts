import { DAY_MS, type EpochMs, type Minor } from '#kernel';

/**
 * Where the money of an order's commissions is. unfunded: waits for the merchant's money; pending: matures; payable:
 * free to pay out; reversed: all of it was refunded, there is nothing left.
 */
export type ConversionState = 'unfunded' | 'pending' | 'payable' | 'reversed';

/** When what was earned by an order becomes payable: whole days of 24 hours after the order was placed. */
export function maturesAt(placedAt: EpochMs, maturationDays: number): EpochMs {
  return (placedAt + maturationDays * DAY_MS) as EpochMs;
}

/** The effective time of maturing: money that was funded after its date matures when it is funded. */
export function maturedAt(conversion: { readonly maturesAt: EpochMs; readonly fundedAt: EpochMs }): EpochMs {
  return Math.max(conversion.maturesAt, conversion.fundedAt) as EpochMs;
}

/** An amount that a purse must cover whole: commission and fee of one order. */
export type ToFund = { readonly purse: string; readonly charge: Minor };

/** Which of `charges`, in the order given, its purse covers whole, each after the ones before it that were covered. */
export function fund(purses: ReadonlyMap<string, bigint>, charges: readonly ToFund[]): boolean[] {
  const left = new Map(purses);
  return charges.map(({ purse, charge }) => {
    const available = left.get(purse) ?? 0n;
    if (charge > available) return false;
    left.set(purse, available - charge);
    return true;
  });
}

/**
 * How many of `charges` one purse covers, oldest first and without a gap: a younger sale never passes an older one that
 * still waits.
 */
export function fundOldestFirst(available: bigint, charges: readonly Minor[]): number {
  let left = available;
  const stop = charges.findIndex((charge) => {
    if (charge > left) return true;
    left -= charge;
    return false;
  });
  return stop === -1 ? charges.length : stop;
}
